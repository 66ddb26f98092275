/**
 * The cross-entropies of the readouts z_m of a linear fusion head, with gradient for all that is in them: encoder, the
 * modality's part of the head, and of a bias that all share the part that the readout carries.
 */
import { meanOf, minus, own } from '../../engine/kernels/formula/op';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { ownKey } from '../../protocol/names';
import type { JointModel } from './joint-model';

export class ReadoutLosses {
  private readonly model: JointModel;
  private readonly dLogits: readonly DeviceArray[];
  /** The mean of the gradients over the modalities, and what each is beside it. */
  private readonly means: readonly DeviceArray[];
  private readonly rests: readonly DeviceArray[];
  /** Keys of the losses, in the modalities' order. */
  readonly keys: readonly string[];

  /** @param model whose head has readouts. */
  constructor(model: JointModel) {
    const { lanes } = model.training;
    const ofClasses = () => lanes.map(() => model.training.batchOfLogits());
    this.model = model;
    this.keys = lanes.map(({ id }) => ownKey(id));
    [this.dLogits, this.means, this.rests] = [ofClasses(), ofClasses(), ofClasses()];
  }

  /** Adds their gradients, after the fused loss of the same batch. @returns the readouts `[batch, classes]`. */
  learn(): readonly DeviceArray[] {
    const { model, keys, dLogits } = this;
    const { context, bank, lanes, recorder } = model.training;
    const { kernels } = context;
    const { readouts } = model.pass;
    const logits = model.readoutLogits();
    for (const [[lane, readout], [z, [dz, name]]] of zip(
      zip(lanes, readouts),
      zip(logits, zip(dLogits, keys)),
    )) {
      kernels.clear(dz);
      kernels.crossEntropy(z, bank.targets, 1, dz, { recorder, name }, lane.weights);
      readout.inputGradient(dz, lane.dFeature);
    }
    this.weightGradients();
    return logits;
  }

  /** A shared bias is in every readout with the same part, so it gets the mean of their gradients: once, with the first. */
  private weightGradients(): void {
    const { model, dLogits, means, rests } = this;
    const { context, lanes } = model.training;
    const { kernels } = context;
    const count = lanes.length;
    const isShared = model.pass.readouts.some(({ sharesBias }) => sharesBias);
    if (isShared) {
      kernels.formula(meanOf(0, count), [dLogits], means);
      kernels.formula(minus(own(0), meanOf(0, count)), [dLogits], rests);
    }
    for (const [m, [{ feature }, readout]] of zip(lanes, model.pass.readouts).entries()) {
      const [dz, mean, rest] = [dLogits[m], means[m], rests[m]];
      if (!dz || !mean || !rest) continue;
      if (isShared && m === 0) {
        readout.weightGradient(mean, feature);
        readout.weightGradient(rest, feature, false);
      } else readout.weightGradient(dz, feature, !isShared);
    }
  }

  free(): void {
    const { dLogits, means, rests } = this;
    this.model.training.context.kernels.free([...dLogits, ...means, ...rests]);
  }
}
