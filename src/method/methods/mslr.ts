/**
 * MSLR, modality-specific learning rates: an encoder's rate follows how its modality does against its own last epochs.
 * The encoder that is still getting better learns faster, the one that falls back learns slower.
 */

import { accuracy } from '../../math/matrix';
import { zip } from '../../math/zip';
import { ownKey } from '../../protocol/names';
import type { Method, MethodRun, RunContext } from '../method';
import { FUSION_KNOBS, mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { logitsOf } from '../model/readings';
import { remembering } from '../run/remembering';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';
import { MSLR_FACTOR, MSLR_RATE } from './steering-declarations';

/** acc / mean of the last `window` accuracies, the newest included; 1 before there is one, and where all are 0. */
export function rateFactor(accuracies: readonly number[], window: number): number {
  const recent = accuracies.slice(-window);
  const newest = recent.at(-1);
  const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length;
  return newest === undefined || mean === 0 ? 1 : newest / mean;
}

function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'MSLR');
  const { kernels, knobs, data } = context;
  const window = knobs.number('window');
  const model = new JointModel(context);
  const { training } = model;
  const { lanes } = training;
  let history: number[][] = lanes.map(() => []);
  let rates = new Map<string, number>();
  /** The rates again, on the device, to be told. */
  const factors = lanes.map(() => kernels.upload(Float32Array.of(1), [1]));

  const run = model.run({
    stage: JOINT_STAGE,
    async beforeEpoch(epoch) {
      if (epoch === 0) return;
      // training accuracy of z_m as the epoch just ended left it
      const readings = await run.read(data.train);
      rates = new Map();
      for (const [[{ id, parameters }, told], accuracies] of zip(zip(lanes, factors), history)) {
        accuracies.push(accuracy(logitsOf(readings, ownKey(id)), data.train.labels));
        const factor = rateFactor(accuracies, window);
        for (const name of parameters) rates.set(name, factor);
        kernels.write(told, Float32Array.of(factor));
      }
    },
    memory: remembering(
      () => history.map((accuracies) => [...accuracies]),
      (saved) => {
        history = saved.map((accuracies) => [...accuracies]);
      },
    ),
    step(learningRate) {
      training.step(learningRate, `epoch ${history[0]?.length}`, {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
          training.note('rateFactor', factors);
        },
        rates,
      });
    },
    free: () => kernels.free(factors),
  });
  return run;
}

export const mslr: Method = {
  description: {
    id: 'mslr',
    label: 'MSLR',
    steering: [MSLR_RATE, MSLR_FACTOR],
    explanation:
      'Joint training in which every encoder has a learning rate that follows its own progress.',
    citation:
      'Yao & Mihalcea, Modality-specific Learning Rates for Effective Multimodal Additive Late-fusion, ACL Findings 2022.',
    knobs: [
      {
        path: 'window',
        kind: 'number',
        integer: true,
        min: 1,
        max: 100,
        default: 5,
        label: 'Epochs looked back on',
        explanation: 'The newest accuracy is compared with the mean of this many epochs.',
      },
      ...FUSION_KNOBS,
    ],
    stages: JOINT_STAGES,
    losses: [fusedLoss],
    prediction: FUSION_PREDICTION,
  },
  start,
};
