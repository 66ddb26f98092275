/**
 * DGL, disentangled gradients: encoders learn only from alpha times the cross-entropies of the readouts z_m, the
 * fusion head only from the fused loss on features it may not change.
 */

import { zip } from '../../math/zip';
import { FUSED_LOSS, keyOf } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { mustHaveReadouts } from '../model/fusion-knobs';
import { GradientClip } from '../model/gradient-clip';
import { JointModel } from '../model/joint-model';
import { ruleOf } from '../model/rule-knob';
import { note } from '../run/notes';

/** The loss of one modality's share of the fused answer. */
const readoutKey = (modality: string) => keyOf({ kind: 'on', word: 'readout', modality });

export function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'DGL');
  const { kernels, knobs } = context;
  const alpha = knobs.number('alpha');
  const isReleased = ruleOf(knobs) === 'released';
  // as released a readout is the head on zeros elsewhere, which leaves the bias whole
  const readoutBias = isReleased ? 'whole' : 'share';
  const model = new JointModel(context);
  const { training, pass } = model;
  const { bank, lanes, recorder } = training;
  const shares = zip(lanes, pass.readouts).map(([lane, readout]) => ({
    lane,
    readout,
    key: readoutKey(lane.id),
    dLogits: training.batchOfLogits(),
  }));
  const clip = isReleased
    ? new GradientClip(kernels, training.arena, { norm: knobs.number('clipNorm') })
    : null;

  function losses(): void {
    model.fusedLoss();
    model.fusedLossStopsAtEncoders();
    for (const [share, z] of zip(shares, model.readoutLogits(readoutBias))) {
      const { lane, readout, key, dLogits } = share;
      kernels.clear(dLogits);
      const record = { recorder, name: key };
      kernels.crossEntropy(z, bank.targets, alpha, dLogits, record, lane.weights);
      readout.inputGradient(dLogits, lane.dFeature);
    }
  }

  function modulate(): void {
    if (!clip) return;
    clip.clip();
    note(context, 'gradientNorm', clip.norm);
  }

  return model.run({
    stage: JOINT_STAGE,
    readoutBias,
    step: (learningRate) => training.step(learningRate, 'dgl', { losses, modulate }),
    total: (losses) =>
      shares.reduce(
        (sum, { key }) => sum + alpha * (losses[key] ?? 0),
        losses[FUSED_LOSS] ?? Number.NaN,
      ),
    free() {
      clip?.free();
      kernels.free(shares.map(({ dLogits }) => dLogits));
    },
  });
}
