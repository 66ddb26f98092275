/**
 * DGL, disentangled gradients: encoders learn only from alpha times the cross-entropies of the readouts z_m, the
 * fusion head only from the fused loss on features it may not change.
 */
import { zip } from '../../math/zip';
import { FUSED_LOSS, keyOf } from '../../protocol/names';
import type { Method, MethodRun, RunContext } from '../method';
import { FUSION_KNOBS, mustHaveReadouts } from '../model/fusion-knobs';
import { GradientClip } from '../model/gradient-clip';
import { ANSWERS_FROM_PARTS, JointModel } from '../model/joint-model';
import { RELEASED_ONLY, ruleKnob, ruleOf } from '../model/rule-knob';
import { note } from '../run/notes';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';

/** The loss of one modality's share of the fused answer. */
const readoutKey = (modality: string) => keyOf({ kind: 'on', word: 'readout', modality });

function start(context: RunContext): MethodRun {
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

export const dgl: Method = {
  description: {
    id: 'dgl',
    label: 'DGL',
    explanation:
      'Each encoder learns from its own share of the fused answer; the fused loss trains the fusion head only.',
    citation:
      'Wei et al., Improving Multimodal Learning via Disentangled Gradient Learning, ICCV 2025.',
    knobs: [
      ruleKnob(
        'readouts carry the whole bias of the head, and the gradient of everything is clipped in norm',
        'ICCV2025-GDL at b72a55f, models/fusion_modules.py:45-59 and main_dgl.py:100-129',
      ),
      {
        path: 'alpha',
        kind: 'number',
        min: 0,
        max: 100,
        default: 4,
        label: 'Weight of the unimodal losses',
        explanation: 'How strongly each encoder learns from its own share of the answer.',
      },
      {
        path: 'clipNorm',
        kind: 'number',
        min: 0.001,
        max: 1_000_000,
        default: 40,
        label: 'Largest norm of the gradient',
        explanation: `The gradient of everything together is shortened to this. ${RELEASED_ONLY}`,
      },
      ...FUSION_KNOBS,
    ],
    stages: JOINT_STAGES,
    losses: [
      { ...fusedLoss, reaches: 'none' },
      {
        id: 'readouts',
        label: 'Cross-entropy of each modality’s share of the fused answer',
        stage: JOINT_STAGE.id,
        on: 'own-feature',
        head: 'fusion-head',
        reaches: 'own',
        offWhen: [{ path: 'alpha', equals: 0 }],
      },
    ],
    prediction: FUSION_PREDICTION,
    missing: {
      training: 'used',
      explanation: `Each encoder learns from the samples that have its modality, the fusion head from the features that are there. ${ANSWERS_FROM_PARTS}`,
    },
  },
  start,
};
