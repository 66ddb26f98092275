/**
 * Diagnosing and re-learning: joint training in which every encoder is set back towards its first weights now and then,
 * the farther the more its features cluster by class on training samples otherwise than on validation samples. Rule of
 * Diagnosing_Relearning_ECCV2024 at 025085e, code/ours.py:99-169, 376-427.
 */
import { initialValues } from '../../engine/initialise';
import { zip } from '../../math/zip';
import { JOINT_STAGE } from '../descriptions/joint';
import { type MethodRun, ownStream, type Readings, type RunContext } from '../method';
import type { Lane } from '../model/encoder-bank';
import { JointModel } from '../model/joint-model';
import { whereThere } from '../model/present';
import { clustered } from '../model/purity';
import { setBack } from '../model/soft-restart';
import { validationOf } from '../model/validation';
import { noteEpoch } from '../run/notes';
import type { SplitData } from '../run/race-data';

/** w = tanh(lambda g): how far an encoder with a purity gap of g is set back, 0..1. */
export const restartShare = (lambda: number, gap: number): number => Math.tanh(lambda * gap);

/** Whether encoders are set back after epoch `after`, counted from 0: at every so many, so many times at most. */
export const isRestart = (after: number, every: number, times: number): boolean =>
  after > 0 && after % every === 0 && after / every <= times;

export function start(context: RunContext): MethodRun {
  const { kernels, knobs, data, weightSeed, given, run: name } = context;
  const [every, times] = [knobs.number('every'), knobs.number('times')];
  const lambda = knobs.number('lambda');
  const forgets = knobs.flag('resetMomentum');
  const validation = validationOf(
    context,
    `methods.${name}`,
    `methods.${name} compares training samples with validation samples`,
  );
  const model = new JointModel(context);
  const { training } = model;
  const { arena, bank, lanes } = training;
  const restarts = lanes.map(() => kernels.allocate([1]));

  /** Purity of a modality's clusters on a split that was read; null where no sample has the modality. */
  function purityOf(
    { id, position }: Lane,
    { features }: Readings,
    split: SplitData,
    epoch: number,
  ) {
    const [feature, has] = [features[position], split.has[position] ?? null];
    const there = feature && whereThere(feature, split.labels, has);
    if (!there || there.labels.length === 0) return null;
    const word = split === validation ? 'validation' : 'training';
    const random = ownStream(context, 'clusters', 'relearn', word, position, epoch);
    const found = clustered(there.features, there.labels, data.classes, random);
    noteEpoch(context, 'purity', `${id}.${word}`, found.purity);
    if (context.notes) {
      found.clusters.forEach((cluster, i) => {
        noteEpoch(context, 'clusters', `${id}.${word}[${i}]`, cluster);
      });
    }
    return found.purity;
  }

  /** How far each encoder is to be set back, as it stands after epoch `epoch`. */
  async function diagnose(epoch: number): Promise<readonly number[]> {
    const trained = await bank.read(data.train, () => ({}));
    const held = await bank.read(validation, () => ({}));
    return lanes.map((lane) => {
      const seen = purityOf(lane, trained, data.train, epoch);
      const unseen = purityOf(lane, held, validation, epoch);
      const gap = seen === null || unseen === null ? 0 : Math.abs(seen - unseen);
      const share = restartShare(lambda, gap);
      noteEpoch(context, 'gap', lane.id, gap);
      noteEpoch(context, 'weight', lane.id, share);
      return share;
    });
  }

  return model.run({
    stage: JOINT_STAGE,
    async beforeEpoch(epoch) {
      const isDue = isRestart(epoch - 1, every, times);
      const shares = isDue ? await diagnose(epoch - 1) : lanes.map(() => 0);
      for (const [restart, share] of zip(restarts, shares)) {
        kernels.write(restart, Float32Array.of(share));
      }
      if (shares.every((share) => share === 0)) return;
      const byName = zip(lanes, shares).flatMap(([{ parameters }, share]) =>
        parameters.map((parameter) => [parameter, share] as const),
      );
      const { specs } = arena;
      const initial = initialValues(specs, weightSeed, given);
      arena.restore(
        setBack(await arena.save(), { specs, initial, shares: new Map(byName), forgets }),
      );
    },
    step(learningRate) {
      training.step(learningRate, 'relearn', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
          training.note('restartShare', restarts);
        },
      });
    },
    free: () => kernels.free(restarts),
  });
}
