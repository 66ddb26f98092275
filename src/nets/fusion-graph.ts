/** A fusion head as operations (src/engine/heads): its logits, and what it says of one modality alone. */
import { linear } from './encoder-graph';
import type { GraphBuilder } from './graph';
import type { Parameters } from './parameters';
import type { Readouts } from './predictions';

interface At {
  readonly build: GraphBuilder;
  readonly parameters: Parameters;
}

/** The logits, from the features of all modalities. */
export function fusionGraph(at: At, features: readonly string[]): string {
  const { build, parameters } = at;
  const [one = '', two = ''] = features;
  if (parameters.hasModule('fusion.gain')) {
    const gained = build.add({ op: 'multiply' }, [linear(at, one, 'fusion.gain'), two]);
    return outOf(at, build.add({ op: 'add' }, [gained, linear(at, one, 'fusion.shift')]));
  }
  if (parameters.hasModule('fusion.gate')) {
    const gate = build.add({ op: 'sigmoid' }, [linear(at, one, 'fusion.gate')]);
    return outOf(at, build.add({ op: 'multiply' }, [gate, linear(at, two, 'fusion.value')]));
  }
  const z = build.sum([...partsOf(at, features), ...sharedBias(at)]);
  return parameters.hasModule('fusion.out')
    ? linear(at, build.add({ op: 'relu' }, [z]), 'fusion.out')
    : z;
}

/** What each modality brings to the sum: W_m f^m, with b_m where its map has a bias of its own. */
function partsOf(at: At, features: readonly string[]): string[] {
  const { build, parameters } = at;
  const isTied = parameters.has('fusion.weight');
  return features.map((feature, m) => {
    const name = isTied ? 'fusion' : `fusion.${m}`;
    if (parameters.has(`${name}.bias`) && !isTied) return linear(at, feature, name);
    return build.add({ op: 'matmul' }, [feature, parameters.put(build, `${name}.weight`)]);
  });
}

/** The bias that all maps share. */
const sharedBias = ({ build, parameters }: At): readonly string[] =>
  parameters.has('fusion.bias') ? [parameters.put(build, 'fusion.bias')] : [];

/** What comes after the fused vector of a modulated fusion. */
function outOf(at: At, fused: string): string {
  const { build, parameters } = at;
  const hidden = parameters.hasModule('fusion.hidden')
    ? build.add({ op: 'relu' }, [linear(at, fused, 'fusion.hidden')])
    : fused;
  return linear(at, hidden, 'fusion.out');
}

/** Whether the head says anything of one modality alone: it is a sum of linear maps with nothing behind it. */
export const hasReadouts = (parameters: Parameters): boolean =>
  parameters.hasModule('fusion') &&
  !['fusion.gain', 'fusion.gate', 'fusion.out'].some((name) => parameters.hasModule(name));

/**
 * The head's readout of each modality, where it has readouts.
 * @param ofZeros the features of zero inputs, which AGM's responses read.
 */
export function readoutGraph(
  at: At,
  kind: Readouts,
  features: readonly string[],
  ofZeros: () => readonly string[],
): string[] {
  const { build } = at;
  const parts = partsOf(at, features);
  const shared = (what: string) =>
    build.add({ op: 'multiply' }, [what, build.constant(1 / features.length)]);
  if (kind === 'responses') {
    // the biases of z_m(f) and z_m(f0) take each other away
    const zeros = ofZeros();
    const whole = shared(fusionGraph(at, zeros));
    const partsOfZeros = partsOf(at, zeros);
    return parts.map((part, m) => {
      const own = build.add({ op: 'subtract' }, [part, partsOfZeros[m] as string]);
      return build.add({ op: 'add' }, [own, whole]);
    });
  }
  const [bias] = sharedBias(at);
  if (bias === undefined) return parts;
  const carried = kind === 'whole' ? bias : shared(bias);
  return parts.map((part) => build.add({ op: 'add' }, [part, carried]));
}
