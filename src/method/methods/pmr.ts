/**
 * PMR, prototypical modal rebalance: class prototypes (means of features) stand beside the fusion head; the modality
 * whose prototypes know the batch least also learns to be near its own class's prototype.
 */

import { type Formula, own, smallest, times } from '../../engine/kernels/formula/op';
import { type Matrix, matrix } from '../../math/matrix';
import { numberAt, wholesAt } from '../../math/numbers';
import { zip } from '../../math/zip';
import { FUSED_LOSS, keyOf } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import { type MethodRun, ownStream, type RunContext } from '../method';
import { classCentroids } from '../model/complementary-dimensions';
import { featureDims } from '../model/encoder-bank';
import { JointModel } from '../model/joint-model';
import { ruleOf } from '../model/rule-knob';
import { remembering } from '../run/remembering';

const PROTOTYPE_LOSS = keyOf({ kind: 'whole', word: 'prototypes' });

/** new = momentum * old + (1 - momentum) * mean; the first time, the mean itself. */
export function renewedPrototypes(
  old: Float64Array | null,
  mean: Float64Array,
  momentum: number,
): Float64Array {
  return old ? mean.map((value, k) => momentum * numberAt(old, k) + (1 - momentum) * value) : mean;
}

/** The released code looks at one batch in ten for its prototypes, at one at the least. */
const RELEASED_SHARE = 10;
/** Its second prototypes, taken after the first epoch, have no memory of the first ones yet. */
const RELEASED_FIRST_MEMORY = 2;

/** Rows of the batches that the released code takes prototypes from: the first tenth of a fresh order. */
export function releasedSample(order: Int32Array, batchSize: number): Int32Array {
  const batches = Math.ceil(order.length / batchSize);
  return order.subarray(0, Math.max(1, Math.floor(batches / RELEASED_SHARE)) * batchSize);
}

/**
 * Class means of some rows. A class without a row among them keeps its old prototype, or has the mean of all of them
 * where there is none yet: the released code divides by zero there.
 */
export function sampledCentroids(
  feature: Matrix,
  labels: Int32Array,
  rows: Int32Array,
  classes: number,
  old: Float64Array | null,
): Float64Array {
  const { columns } = feature;
  const values = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => {
    values.set(feature.values.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  const sample = matrix(values, columns);
  const sampled = wholesAt(labels, rows);
  const means = classCentroids(sample, sampled, classes);
  const overall = classCentroids(sample, new Int32Array(rows.length), 1);
  const seen = new Set(sampled);
  return means.map((value, k) => {
    const c = Math.floor(k / columns);
    return seen.has(c) ? value : old ? numberAt(old, k) : numberAt(overall, k % columns);
  });
}

/** 1 for the modality with the lowest score, the first of equals; 0 for the others. */
export const weakest: Formula = smallest(0);

/** A loss of the weakest modality, 0 for the others. */
const ofWeakest: Formula = times(own(0), own(1));

export function start(context: RunContext): MethodRun {
  const { kernels, knobs, data, batch } = context;
  const { labels, size } = data.train;
  const alpha = knobs.number('alpha');
  const momentum = knobs.number('momentum');
  const isReleased = ruleOf(knobs) === 'released';
  const model = new JointModel(context);
  const { training } = model;
  const { bank, recorder } = training;
  const pulled = zip(training.lanes, featureDims(context)).map(([{ feature, dFeature }, dim]) => ({
    feature,
    dFeature,
    prototypes: kernels.allocate([data.classes, dim]),
    near: training.batchOfLogits(),
    dNear: training.batchOfLogits(),
    dWeakest: training.batchOfLogits(),
    /** 1 where the modality is the weakest of the batch, else 0. */
    chosen: kernels.allocate([1]),
    /** Its prototype loss where it is, else 0. */
    loss: kernels.allocate([1]),
  }));
  const nearness = pulled.map(({ near }) => near);
  const chosen = pulled.map((lane) => lane.chosen);
  const losses = pulled.map((lane) => lane.loss);
  const total = kernels.allocate([1]);
  let means: readonly Float64Array[] = [];

  /** Renews every modality's prototypes from the training features as they stand before an epoch, from 0. */
  async function renew(epoch: number, features: readonly Matrix[]): Promise<void> {
    const rows = isReleased
      ? releasedSample(
          ownStream(context, 'prototypes', 'pmr', epoch).permutation(size),
          batch.whole,
        )
      : null;
    const remembers = !isReleased || epoch >= RELEASED_FIRST_MEMORY;
    means = features.map((feature, m) => {
      const old = means[m] ?? null;
      const mean = rows
        ? sampledCentroids(feature, labels, rows, data.classes, old)
        : classCentroids(feature, labels, data.classes);
      return renewedPrototypes(remembers ? old : null, mean, momentum);
    });
    for (const [{ prototypes }, mean] of zip(pulled, means)) {
      kernels.write(prototypes, Float32Array.from(mean));
    }
  }

  /** The prototype loss of the weakest modality: every modality's is computed, the weakest's counts. */
  function prototypeLoss(): void {
    for (const { feature, prototypes, near } of pulled) kernels.nearness(feature, prototypes, near);
    kernels.formula(weakest, [model.batchScores('labelProbability', nearness)], chosen);
    training.note('prototypePull', chosen);
    const nlls = model.batchScores('labelNll', nearness);
    kernels.formula(ofWeakest, [chosen, nlls], losses);
    kernels.clear(total);
    for (const lane of pulled) {
      const { near, dNear, dWeakest } = lane;
      kernels.add(lane.loss, total);
      kernels.clear(dNear);
      kernels.clear(dWeakest);
      const unrecorded = { name: PROTOTYPE_LOSS, recorder: null };
      kernels.crossEntropy(near, bank.targets, alpha, dNear, unrecorded);
      kernels.multiply(dNear, lane.chosen, dWeakest);
      kernels.nearnessGradient(lane.feature, lane.prototypes, near, dWeakest, lane.dFeature);
    }
    kernels.record(total, { recorder, name: PROTOTYPE_LOSS });
  }

  return model.run({
    stage: JOINT_STAGE,
    async beforeEpoch(epoch) {
      const { features } = await bank.read(data.train, () => ({}));
      await renew(epoch, features);
    },
    step(learningRate) {
      training.step(learningRate, 'prototypes', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
          prototypeLoss();
        },
      });
    },
    memory: remembering(
      () => means,
      (saved) => {
        means = saved;
      },
    ),
    total: (losses) => (losses[FUSED_LOSS] ?? Number.NaN) + alpha * (losses[PROTOTYPE_LOSS] ?? 0),
    free: () =>
      kernels.free([
        total,
        ...pulled.flatMap(({ prototypes, near, dNear, dWeakest, chosen, loss }) => [
          prototypes,
          near,
          dNear,
          dWeakest,
          chosen,
          loss,
        ]),
      ]),
  });
}
