/** A trained run as a graph: inputs as training sees them, features, what every head says, and the prediction. */
import { type EncoderSettings, encoderOf } from '../protocol/encoders';
import { FUSION_HEAD, ownKey, PREDICTION, sharedKey } from '../protocol/names';
import type { Settings } from '../protocol/settings';
import { encoderGraph, linear } from './encoder-graph';
import { type Graph, GraphBuilder } from './graph';
import type { Parameters } from './parameters';
import type { Prediction } from './predictions';

/** What a graph is made from. */
export interface TrainedNet {
  readonly settings: Settings;
  /** Whether the run's encoders end in a ReLU whatever the settings say. */
  readonly endsInRelu: boolean;
  readonly classes: number;
  readonly modalities: readonly { readonly id: string; readonly shape: readonly number[] }[];
  readonly parameters: Parameters;
  readonly prediction: Prediction;
}

/** The encoder of a modality in this run. */
export function encoderIn({ settings, endsInRelu }: TrainedNet, id: string): EncoderSettings {
  const encoder = encoderOf(settings, id);
  return endsInRelu ? { ...encoder, embedding: 'relu' } : encoder;
}

/** A name that every format can have. */
export const safeName = (name: string): string => name.replaceAll(/[^A-Za-z0-9_.-]/g, '_');

/** The graph; inputs are called `x.<modality>`, features `feature.<modality>`, answers as in events. */
export function netGraph(net: TrainedNet): Graph {
  const { modalities, parameters, prediction, classes } = net;
  const build = new GraphBuilder();
  const at = { build, parameters };
  const features = modalities.map(({ id, shape }, m) => {
    const width = shape.reduce((product, side) => product * side, 1);
    const x = build.input(`x.${safeName(id)}`, width);
    return encoderGraph({ ...at, name: `encoder.${m}` }, x, shape, encoderIn(net, id));
  });
  const outputs = new Map<string, string>();
  modalities.forEach(({ id }, m) => {
    outputs.set(`feature.${id}`, features[m] as string);
  });
  const heads = modalities.flatMap(({ id }, m) => {
    if (!parameters.hasModule(`head.${m}`)) return [];
    const logits = linear(at, features[m] as string, `head.${m}`);
    outputs.set(ownKey(id), logits);
    return [logits];
  });
  if (parameters.hasModule('shared')) {
    modalities.forEach(({ id }, m) => {
      outputs.set(sharedKey(id), linear(at, features[m] as string, 'shared'));
    });
  }
  const fused = parameters.hasModule('fusion') ? fusion(at, features) : null;
  if (fused) outputs.set(FUSION_HEAD, fused);
  const answer = predict(build, prediction, heads, fused);
  if (answer) outputs.set(PREDICTION, answer);
  const dims = new Map(
    modalities.map(({ id }) => [`feature.${id}`, encoderIn(net, id).featureDim]),
  );
  return build.graph(
    [...outputs].map(([name, of]) => ({
      name: safeName(name),
      of,
      width: dims.get(name) ?? classes,
    })),
  );
}

interface At {
  readonly build: GraphBuilder;
  readonly parameters: Parameters;
}

function fusion(at: At, features: readonly string[]): string {
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
  const isTied = parameters.has('fusion.weight');
  const parts = features.map((feature, m) => {
    const name = isTied ? 'fusion' : `fusion.${m}`;
    if (parameters.has(`${name}.bias`) && !isTied) return linear(at, feature, name);
    return build.add({ op: 'matmul' }, [feature, parameters.put(build, `${name}.weight`)]);
  });
  const z = build.sum(
    parameters.has('fusion.bias') ? [...parts, parameters.put(build, 'fusion.bias')] : parts,
  );
  return parameters.hasModule('fusion.out')
    ? linear(at, build.add({ op: 'relu' }, [z]), 'fusion.out')
    : z;
}

/** What comes after the fused vector of a modulated fusion. */
function outOf(at: At, fused: string): string {
  const { build, parameters } = at;
  const hidden = parameters.hasModule('fusion.hidden')
    ? build.add({ op: 'relu' }, [linear(at, fused, 'fusion.hidden')])
    : fused;
  return linear(at, hidden, 'fusion.out');
}

function predict(
  build: GraphBuilder,
  prediction: Prediction,
  heads: readonly string[],
  fused: string | null,
): string | null {
  if (prediction.kind === 'none') return null;
  if (prediction.kind === 'fusion-head') return fused;
  const voters = prediction.withFusion && fused ? [...heads, fused] : heads;
  if (prediction.kind === 'mean') {
    const votes =
      prediction.of === 'logits' ? voters : voters.map((z) => build.add({ op: 'softmax' }, [z]));
    return build.add({ op: 'multiply' }, [build.sum(votes), build.constant(1 / votes.length)]);
  }
  return certaintyWeighted(build, voters, prediction.temperature);
}

/** R9. The largest certainty is taken off all of them, so that no exponential overflows. */
function certaintyWeighted(
  build: GraphBuilder,
  voters: readonly string[],
  temperature: number,
): string {
  const certainties = voters.map((z) =>
    build.add({ op: 'largest' }, [build.add({ op: 'softmax' }, [z])]),
  );
  const surest = certainties.reduce((a, b) => build.add({ op: 'larger' }, [a, b]));
  const weights = certainties.map((q) => {
    const behind = build.add({ op: 'subtract' }, [q, surest]);
    const scaled = build.add({ op: 'divide' }, [behind, build.constant(temperature)]);
    return build.add({ op: 'exp' }, [scaled]);
  });
  const total = build.sum(weights);
  const terms = voters.map((z, k) => build.add({ op: 'multiply' }, [z, weights[k] as string]));
  return build.add({ op: 'divide' }, [build.sum(terms), total]);
}
