/** A linear head with a batch's logits and their gradient: private heads and the shared head. */

import { LinearHead } from '../../engine/heads/linear-head';
import type { DeviceArray, LossRecord } from '../../engine/kernels/kernels';
import type { EncoderTraining } from './encoder-training';

export class TrainedHead {
  private readonly training: EncoderTraining;
  private readonly head: LinearHead;
  /** Per modality that learns from it, made when first needed: apart, so that no modality waits for another. */
  private readonly logits = new Map<number, DeviceArray>();
  private readonly dLogits = new Map<number, DeviceArray>();

  /** @param name of the head's parameters in the training's arena. */
  constructor(training: EncoderTraining, name: string) {
    this.training = training;
    this.head = new LinearHead(training.context.kernels, training.arena, name);
  }

  /**
   * Cross-entropy on modality m's feature of the current batch (R2, R3): forward, loss, backward into the feature.
   * @param weight factor on the gradient; the recorded loss is unweighted.
   */
  learn(m: number, weight: number, record: LossRecord): void {
    const { bank, context } = this.training;
    const feature = bank.features[m] as DeviceArray;
    const logits = this.batch(this.logits, m);
    const dLogits = this.batch(this.dLogits, m);
    this.head.forward(feature, logits);
    context.kernels.clear(dLogits);
    context.kernels.crossEntropy(logits, bank.targets, weight, dLogits, record);
    this.head.backward(feature, dLogits, bank.dFeatures[m] as DeviceArray);
  }

  /** Logits of a feature batch of any size, in a new array that the caller frees. */
  logitsOf(feature: DeviceArray, rows: number): DeviceArray {
    const { kernels, data } = this.training.context;
    const out = kernels.allocate([rows, data.classes]);
    this.head.forward(feature, out);
    return out;
  }

  free(): void {
    this.training.context.kernels.free([...this.logits.values(), ...this.dLogits.values()]);
  }

  private batch(arrays: Map<number, DeviceArray>, m: number): DeviceArray {
    const array = arrays.get(m) ?? this.training.batchOfLogits();
    arrays.set(m, array);
    return array;
  }
}
