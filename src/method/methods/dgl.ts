/**
 * DGL, disentangled gradients: encoders learn only from alpha times the cross-entropies of the readouts z_m, the
 * fusion head only from the fused loss on features it may not change.
 */
import { FUSED_LOSS, keyOf } from '../../protocol/names';
import type { Method, MethodRun, RunContext } from '../method';
import { FUSION_KNOBS, mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';

/** The loss of one modality's share of the fused answer. */
const readoutKey = (modality: string) => keyOf({ kind: 'on', word: 'readout', modality });

function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'DGL');
  const { kernels, knobs } = context;
  const alpha = knobs.number('alpha');
  const model = new JointModel(context);
  const { training, head, tape } = model;
  const { bank, ids, recorder } = training;
  const dReadouts = ids.map(() => training.batchOfLogits());

  function losses(): void {
    model.fusedLoss();
    // the wall is shut: the fused loss trains the head and stops there
    head.backward(bank.features, tape, null);
    model.readoutLogits().forEach((z, m) => {
      const dReadout = dReadouts[m];
      const into = bank.dFeatures[m];
      if (!dReadout || !into) return;
      const record = { recorder, name: readoutKey(ids[m] as string) };
      kernels.clear(dReadout);
      kernels.crossEntropy(z, bank.targets, alpha, dReadout, record);
      head.readoutInputGradient(m, dReadout, into);
    });
  }

  return model.run({
    stage: JOINT_STAGE,
    step: (learningRate) => training.step(learningRate, 'dgl', { losses }),
    total: (losses) =>
      ids.reduce(
        (sum, id) => sum + alpha * (losses[readoutKey(id)] ?? 0),
        losses[FUSED_LOSS] ?? Number.NaN,
      ),
    free: () => kernels.free(dReadouts),
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
      {
        path: 'alpha',
        kind: 'number',
        min: 0,
        max: 100,
        default: 4,
        label: 'Weight of the unimodal losses',
        explanation: 'How strongly each encoder learns from its own share of the answer.',
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
  },
  start,
};
