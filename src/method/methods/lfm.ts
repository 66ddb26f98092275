/**
 * LFM: private heads whose mean answers. Twice a1 times the cross-entropy of the mean and twice 1 - a1 times the
 * divergence of the answers train everything; a1 grows with the epochs. Rule of NeurIPS24-LFM at ad44fa0,
 * Crema_epoch.py:38-53 and 66-73, data/crema.json.
 */
import { FUSED_LOSS, keyOf, TOTAL_LOSS } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import { ALIGNMENT } from '../descriptions/lfm';
import type { MethodRun, RunContext } from '../method';
import { DetachedModel } from '../model/detached-model';
import { Divergence } from '../model/divergence';
import { predictFrom } from '../model/predict-from';
import { ruleOf } from '../model/rule-knob';

const ALIGNMENT_LOSS = keyOf({ kind: 'whole', word: ALIGNMENT });

/** The released polynomial in the epoch, made for this many epochs. */
const COEFFICIENTS = [
  0.204623704, 3.35472727e-3, 1.22989557e-4, -2.92947416e-6, 2.23835486e-8, -5.39717505e-11,
];
const ITS_EPOCHS = 200;

/** a1 of an epoch counted from 0, before it is kept within 0 and 1. */
export const weightOfMean = (epoch: number, epochs: number): number =>
  COEFFICIENTS.reduceRight((sum, each) => sum * ((ITS_EPOCHS * epoch) / epochs) + each, 0);

export function start(context: RunContext): MethodRun {
  const { kernels, knobs, settings, batch, data, notes } = context;
  const isReleased = ruleOf(knobs) === 'released';
  const model = new DetachedModel(context);
  const { training, heads } = model;
  const { bank, recorder, lanes } = training;
  const mean = { logits: training.batchOfLogits(), dLogits: training.batchOfLogits() };
  const share = kernels.upload(Float32Array.of(1 / lanes.length), [1]);
  /** What the alignment's gradient counts in this step. */
  const pull = kernels.allocate([1]);
  const divergence = new Divergence(
    kernels,
    { rows: batch, classes: data.classes, count: lanes.length },
    isReleased ? 'reversed' : 'jensen-shannon',
  );
  let a1 = 0;

  function losses(): void {
    const said = heads.forward();
    kernels.clear(mean.logits);
    for (const { logits } of said) kernels.multiply(logits, share, mean.logits);
    kernels.clear(mean.dLogits);
    const record = { recorder, name: FUSED_LOSS };
    kernels.crossEntropy(mean.logits, bank.targets, 2 * a1, mean.dLogits, record);
    divergence.of(said.map(({ logits }) => logits));
    kernels.record(divergence.value, { recorder, name: ALIGNMENT_LOSS });
    said.forEach(({ dLogits }, m) => {
      kernels.multiply(mean.dLogits, share, dLogits);
      const apart = divergence.gradients[m];
      if (apart) kernels.multiply(apart, pull, dLogits);
    });
    heads.backward();
  }

  return {
    asksLength: true,
    stages: [
      {
        ...JOINT_STAGE,
        epochs: settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        async beforeEpoch(epoch) {
          const unbounded = weightOfMean(epoch, settings.epochs);
          a1 = isReleased ? unbounded : Math.min(1, Math.max(0, unbounded));
          notes?.epoch(keyOf({ kind: 'whole', word: 'a1' }), a1);
          notes?.epoch(keyOf({ kind: 'whole', word: 'a1Unclipped' }), unbounded);
        },
        step(learningRate) {
          const weight = 2 * (1 - a1);
          const counted = context.weighed?.(ALIGNMENT_LOSS, weight) ?? weight;
          kernels.write(pull, Float32Array.of(counted));
          training.step(learningRate, `a1 ${a1}`, { losses });
        },
        async losses() {
          const told = await recorder.drain();
          const of = (key: string) => told[key] ?? Number.NaN;
          const total = 2 * (a1 * of(FUSED_LOSS) + (1 - a1) * of(ALIGNMENT_LOSS));
          return { ...told, [TOTAL_LOSS]: total };
        },
      },
    ],
    read: (split, featuresOnly) =>
      bank.read(split, (features, rows) =>
        featuresOnly ? {} : model.privateLogits(features, rows),
      ),
    answers: (readings) => ({
      fusion: model.ensemble('logits', readings, 1),
      fusionSource: 'method',
      readouts: readings.logits,
    }),
    predictFrom: predictFrom(
      context,
      (features, rows) => model.privateLogits(features, rows),
      (readings) => model.ensemble('logits', readings, 1),
    ),
    dimensionPairs: () => null,
    arenas: [training.arena],
    memory: training.memory,
    free() {
      divergence.free();
      kernels.free([mean.logits, mean.dLogits, share, pull]);
      model.free();
    },
  };
}
