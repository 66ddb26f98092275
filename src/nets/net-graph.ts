/**
 * A trained run as a graph: raw inputs, which it standardises first as training's were; features, what every head and
 * every readout of a fusion head says, and the prediction.
 */

import type { Modality } from '../protocol/data-set';
import { type EncoderSettings, encoderOf } from '../protocol/encoders';
import { fixedWeights } from '../protocol/fixed-weights';
import { FUSION_HEAD, ownKey, PREDICTION, sharedKey } from '../protocol/names';
import type { Settings } from '../protocol/settings';
import { unitFeatures, withScaledColumns } from './cosines';
import { encoderGraph, linear } from './encoder-graph';
import { fusionGraph, hasReadouts, readoutGraph } from './fusion-graph';
import { type Graph, GraphBuilder } from './graph';
import { SafeNames } from './net-names';
import type { Parameters } from './parameters';
import type { Prediction, Readouts } from './predictions';

/** A modality as a net reads it. */
export type NetInput = Pick<Modality, 'id' | 'shape' | 'normalisation'>;

/** What a graph is made from. */
export interface TrainedNet {
  readonly settings: Settings;
  /** Whether the run's encoders end in a ReLU whatever the settings say. */
  readonly endsInRelu: boolean;
  readonly classNames: readonly string[];
  readonly modalities: readonly NetInput[];
  readonly parameters: Parameters;
  readonly prediction: Prediction;
  readonly readouts: Readouts;
  /** What the cosines of the fusion head are multiplied by; null where it reads features as they are. */
  readonly cosineScale: number | null;
}

/** The encoder of a modality in this run. */
export function encoderIn({ settings, endsInRelu }: TrainedNet, id: string): EncoderSettings {
  const encoder = encoderOf(settings, id);
  return endsInRelu ? { ...encoder, embedding: 'relu' } : encoder;
}

/** Numbers of one sample. */
const widthOf = ({ shape }: Pick<NetInput, 'shape'>): number =>
  shape.reduce((product, side) => product * side, 1);

/** The graph; inputs are called `x.<modality>`, features `feature.<modality>`, answers as in events. */
export function netGraph(net: TrainedNet): Graph {
  const { modalities, parameters, prediction, classNames, cosineScale } = net;
  const build = new GraphBuilder();
  const at = { build, parameters };
  const names = new SafeNames();
  const encode = (seen: string, { id, shape }: NetInput, m: number) =>
    encoderGraph({ ...at, name: `encoder.${m}` }, seen, shape, encoderIn(net, id));
  const features = modalities.map((modality, m) =>
    encode(standardised(build, modality, names), modality, m),
  );
  const ofZeros = () =>
    modalities.map((modality, m) => {
      const width = widthOf(modality);
      const zero = build.weight(`zero.${m}`, [1, width], new Float32Array(width));
      return encode(zero, modality, m);
    });
  const outputs = new Map<string, { of: string; width: number; about: string }>();
  const logits = (key: string, of: string, about: string) =>
    outputs.set(key, { of, width: classNames.length, about });
  modalities.forEach(({ id }, m) => {
    const width = encoderIn(net, id).featureDim;
    outputs.set(`feature.${id}`, { of: features[m] as string, width, about: `Feature of ${id}` });
  });
  const heads = modalities.flatMap(({ id }, m) => {
    if (!parameters.hasModule(`head.${m}`)) return [];
    const own = headGraph(at, features[m] as string, `head.${m}`);
    logits(ownKey(id), own, `Logits of the private head on ${id}`);
    return [own];
  });
  if (parameters.hasModule('shared')) {
    // where there are no private heads it says what each modality says by itself
    const standsIn = heads.length === 0;
    modalities.forEach(({ id }, m) => {
      const shared = linear(at, features[m] as string, 'shared');
      logits(standsIn ? ownKey(id) : sharedKey(id), shared, `Logits of the shared head on ${id}`);
      if (standsIn) heads.push(shared);
    });
  }
  // a head of cosines is a linear one that reads directions
  const read = cosineScale === null ? features : unitFeatures(build, features);
  const head =
    cosineScale === null ? at : { build, parameters: withScaledColumns(parameters, cosineScale) };
  const fused = parameters.hasModule('fusion') ? fusionGraph(head, read) : null;
  if (fused && heads.length === 0 && hasReadouts(parameters)) {
    readoutGraph(head, net.readouts, read, ofZeros).forEach((readout, m) => {
      const id = modalities[m]?.id ?? '';
      logits(ownKey(id), readout, `Readout of the fusion head on ${id}: its share of the logits`);
    });
  }
  if (fused) logits(FUSION_HEAD, fused, 'Logits of the fusion head');
  const answer = predict(build, prediction, heads, fused, classNames.length);
  if (answer) logits(PREDICTION, answer, aboutPrediction(prediction));
  return build.graph(
    [...outputs].map(([key, { about, ...output }]) => {
      const name = names.of(key);
      return { ...output, name, about: name === key ? about : `${about} (${key} in the lab)` };
    }),
  );
}

/** A private head: one map, or two with hidden units between them. */
function headGraph(
  at: { readonly build: GraphBuilder; readonly parameters: Parameters },
  feature: string,
  name: string,
): string {
  if (!at.parameters.hasModule(`${name}.hidden`)) return linear(at, feature, name);
  const hidden = at.build.add({ op: 'relu' }, [linear(at, feature, `${name}.hidden`)]);
  return linear(at, hidden, `${name}.out`);
}

/** Raw numbers of a modality as training saw them; shift and scale recur along a sample. */
function standardised(build: GraphBuilder, modality: NetInput, names: SafeNames): string {
  const { id, shape, normalisation } = modality;
  const width = widthOf(modality);
  const about = `Raw numbers of ${id}, row by row: [rows, ${shape.join(' x ')}]; the net standardises them`;
  const name = names.of(`x.${id}`);
  const x = build.input({ name, width, about });
  const lists = [normalisation.shift, normalisation.scale];
  const recurs = Math.max(...lists.map(({ length }) => length));
  const [shift = '', scale = ''] = lists.map((list, k) =>
    build.weight(`${name}.${k === 0 ? 'shift' : 'scale'}`, [list.length], Float32Array.from(list)),
  );
  const isWhole = recurs === 1 || recurs === width;
  const by = isWhole ? x : build.add({ op: 'reshape', shape: [-1, width / recurs, recurs] }, [x]);
  const scaled = build.add({ op: 'divide' }, [build.add({ op: 'subtract' }, [by, shift]), scale]);
  return isWhole ? scaled : build.add({ op: 'reshape', shape: [-1, width] }, [scaled]);
}

const aboutPrediction = (prediction: Prediction): string =>
  prediction.kind === 'mean' && prediction.of === 'probabilities'
    ? 'The prediction: probabilities'
    : 'The prediction: logits';

function predict(
  build: GraphBuilder,
  prediction: Prediction,
  heads: readonly string[],
  fused: string | null,
  classes: number,
): string | null {
  if (prediction.kind === 'none') return null;
  if (prediction.kind === 'fusion-head') return fused;
  const voters = prediction.withFusion && fused ? [...heads, fused] : heads;
  if (prediction.kind === 'mean') {
    const votes =
      prediction.of === 'logits' ? voters : voters.map((z) => build.add({ op: 'softmax' }, [z]));
    return build.add({ op: 'multiply' }, [build.sum(votes), build.constant(1 / votes.length)]);
  }
  if (prediction.kind === 'certainty') {
    return certaintyWeighted(build, voters, prediction.temperature);
  }
  if (prediction.by === 'place') {
    const shares = fixedWeights(voters.length);
    return weighted(
      build,
      voters,
      shares.map((share) => build.constant(share)),
    );
  }
  const scores = voters.map((z) => sureness(build, z, classes));
  return softmaxWeighted(build, voters, scores, 1);
}

/** Minus the entropy of an answer, `[rows, 1]`: sum p z - log sum exp z, z the logits below their largest. */
function sureness(build: GraphBuilder, logits: string, classes: number): string {
  const ones = build.weight('ones', [classes, 1], new Float32Array(classes).fill(1));
  const sum = (of: string) => build.add({ op: 'matmul' }, [of, ones]);
  const largest = build.add({ op: 'largest' }, [logits]);
  const z = build.add({ op: 'subtract' }, [logits, largest]);
  const p = build.add({ op: 'softmax' }, [z]);
  const mean = sum(build.add({ op: 'multiply' }, [p, z]));
  const all = build.add({ op: 'log' }, [sum(build.add({ op: 'exp' }, [z]))]);
  return build.add({ op: 'subtract' }, [mean, all]);
}

/** The sum of what voters say, each times its weight. */
function weighted(
  build: GraphBuilder,
  voters: readonly string[],
  weights: readonly string[],
): string {
  return build.sum(voters.map((z, k) => build.add({ op: 'multiply' }, [z, weights[k] as string])));
}

/** R9: the surer voter weighs more. */
function certaintyWeighted(
  build: GraphBuilder,
  voters: readonly string[],
  temperature: number,
): string {
  const certainties = voters.map((z) =>
    build.add({ op: 'largest' }, [build.add({ op: 'softmax' }, [z])]),
  );
  return softmaxWeighted(build, voters, certainties, temperature);
}

/** Weights are a softmax over the voters. The largest score is taken off all of them, so that no exponential overflows. */
function softmaxWeighted(
  build: GraphBuilder,
  voters: readonly string[],
  scores: readonly string[],
  temperature: number,
): string {
  const surest = scores.reduce((a, b) => build.add({ op: 'larger' }, [a, b]));
  const weights = scores.map((score) => {
    const behind = build.add({ op: 'subtract' }, [score, surest]);
    const scaled = build.add({ op: 'divide' }, [behind, build.constant(temperature)]);
    return build.add({ op: 'exp' }, [scaled]);
  });
  return build.add({ op: 'divide' }, [weighted(build, voters, weights), build.sum(weights)]);
}
