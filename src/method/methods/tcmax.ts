/**
 * TCMax: the loss of the fused answer over all tuples of a batch, one sample for each modality, in closed form for heads
 * that add up: S_m[c] = log sum_j exp(z_m,j[c]), L = log sum_c exp(sum_m S_m[c]) - M log B - mean_i sum_m z_m,i[y_i].
 * Rule of hubaak/TCMax at a950d9b, README and src/utils/losses.py:43-65. A batch of one class is no special case: its
 * tuples with other classes are still pushed down.
 */
import { own, times } from '../../engine/kernels/formula/op';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { FUSED_LOSS } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { note } from '../run/notes';

export function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'TCMax');
  const { kernels, data } = context;
  const model = new JointModel(context);
  const { training, pass } = model;
  const { bank, recorder, lanes } = training;
  const columns = lanes.map(() => training.batchOfLogits());
  const gradient = training.batchOfLogits();
  const logSums = kernels.allocate([1, data.classes]);
  /** pi: the softmax of the sums over modalities. */
  const classShares = kernels.allocate([1, data.classes]);

  /** Each class alone, times the classes: the mean over a row is the class's number. Where somebody listens. */
  const masks = context.notes
    ? Array.from({ length: data.classes }, (_, c) => {
        const mask = new Float32Array(data.classes);
        mask[c] = data.classes;
        return {
          word: `classShare${c}`,
          mask: kernels.upload(mask, [1, data.classes]),
          told: kernels.allocate([data.classes, 1]),
        };
      })
    : [];
  const crossEntropy = kernels.allocate([1]);

  /** What tests compare and nothing else asks for. */
  function tell(fused: DeviceArray): void {
    if (masks.length === 0) return;
    kernels.labelNll(fused, bank.targets, crossEntropy);
    note(context, 'crossEntropy', crossEntropy);
    for (const { word, mask, told } of masks) {
      kernels.formula(times(own(0), own(1)), [[classShares], [mask]], [told]);
      note(context, word, told);
    }
  }

  function losses(): void {
    const { targets, features, dFeatures } = bank;
    const fused = pass.forward(features);
    kernels.clear(logSums);
    for (const [z, out] of zip(model.readoutLogits(), columns)) {
      kernels.columnSoftmax(z, out, logSums);
    }
    const record = { recorder, name: FUSED_LOSS };
    kernels.totalCorrelation(fused, targets, logSums, lanes.length, record);
    kernels.softmax(logSums, classShares);
    tell(fused);
    for (const [[column, readout], [feature, into]] of zip(
      zip(columns, pass.readouts),
      zip(features, dFeatures),
    )) {
      kernels.clear(gradient);
      kernels.totalCorrelationGradient(column, classShares, targets, gradient);
      // a bias that all share gets the first one's: they have the same, pi - the classes' shares of the batch
      readout.weightGradient(gradient, feature);
      readout.inputGradient(gradient, into);
    }
  }

  return model.run({
    stage: JOINT_STAGE,
    step: (learningRate) => training.step(learningRate, 'tuples', { losses }),
    free: () => {
      kernels.free(masks.flatMap(({ mask, told }) => [mask, told]));
      kernels.free([...columns, gradient, logSums, classShares, crossEntropy]);
    },
  });
}
