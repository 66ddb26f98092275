/** Linear heads with a batch's logits and their gradient: private heads and the shared head. */

import { LinearHead, linearHeadSpecs } from '../../engine/heads/linear-head';
import type { DeviceArray, LossRecord, ParameterSpec } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { ownKey } from '../../protocol/names';
import type { RunContext } from '../method';
import { featureDims, type Lane } from './encoder-bank';
import type { EncoderTraining } from './encoder-training';
import { privateHeadModule } from './parameter-names';

/** Arrays of a head for one lane's batch, `[batch, classes]` each. */
export interface HeadBatch {
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
}

export class TrainedHead {
  private readonly training: EncoderTraining;
  private readonly head: LinearHead;
  /** Per lane that learns from it, made when first needed: apart, so that no modality waits for another. */
  private readonly batches = new Map<Lane, HeadBatch>();

  /** @param name of the head's parameters in the training's arena. */
  constructor(training: EncoderTraining, name: string) {
    this.training = training;
    this.head = new LinearHead(training.context.kernels, training.arena, name);
  }

  /** Logits of a lane's feature of the current batch, `[batch, classes]`; they stand until the next call. */
  answer(lane: Lane): DeviceArray {
    const { logits } = this.batchOf(lane);
    this.head.forward(lane.feature, logits);
    return logits;
  }

  /**
   * Cross-entropy on a lane's feature of the current batch (R2, R3), the mean over the samples that have it: forward,
   * loss, backward into the feature.
   * @param weight factor on the gradient; the recorded loss is unweighted.
   */
  learn(lane: Lane, weight: number, record: LossRecord): void {
    const { bank, context } = this.training;
    const { logits, dLogits } = this.forward(lane);
    context.kernels.crossEntropy(logits, bank.targets, weight, dLogits, record, lane.weights);
    this.backward(lane);
  }

  /** What it says of a lane's feature of the current batch; the gradient on that is clear, and whoever has one adds it. */
  forward(lane: Lane): HeadBatch {
    const { dLogits } = this.batchOf(lane);
    this.training.context.kernels.clear(dLogits);
    return { logits: this.answer(lane), dLogits };
  }

  /** Carries what was added to the gradient since `forward` back into head and feature. */
  backward(lane: Lane): void {
    this.head.backward(lane.feature, this.batchOf(lane).dLogits, lane.dFeature);
  }

  /** Logits of a feature batch of any size, in a new array that the caller frees. */
  logitsOf(feature: DeviceArray, rows: number): DeviceArray {
    const { kernels, data } = this.training.context;
    const out = kernels.allocate([rows, data.classes]);
    this.head.forward(feature, out);
    return out;
  }

  free(): void {
    const arrays = [...this.batches.values()].flatMap(({ logits, dLogits }) => [logits, dLogits]);
    this.training.context.kernels.free(arrays);
  }

  private batchOf(lane: Lane): HeadBatch {
    const { training, batches } = this;
    const batch = batches.get(lane) ?? {
      logits: training.batchOfLogits(),
      dLogits: training.batchOfLogits(),
    };
    batches.set(lane, batch);
    return batch;
  }
}

/** Parameters of a private head for every modality. */
export function privateHeadSpecs(context: RunContext): ParameterSpec[] {
  const { modalities, classes } = context.data;
  return zip(modalities, featureDims(context)).flatMap(([{ position }, dim]) => {
    const { name, stream } = privateHeadModule(position);
    return linearHeadSpecs(name, dim, classes, stream);
  });
}

/** A private head for every modality (R2); the training's arena must hold `privateHeadSpecs`. */
export class PrivateHeads {
  private readonly training: EncoderTraining;
  private readonly heads: readonly {
    readonly lane: Lane;
    /** Of its loss and of its logits. */
    readonly key: string;
    readonly head: TrainedHead;
  }[];

  constructor(training: EncoderTraining) {
    this.training = training;
    this.heads = training.lanes.map((lane) => ({
      lane,
      key: ownKey(lane.id),
      head: new TrainedHead(training, privateHeadModule(lane.position).name),
    }));
  }

  /** Keys of the heads and of their losses, in the modalities' order. */
  get keys(): readonly string[] {
    return this.heads.map(({ key }) => key);
  }

  /**
   * Every head learns from its own encoder's feature, and the encoder from it.
   * @param weight factor on the gradients. @param only the place of the one modality that learns; all where absent.
   */
  learn(weight: number, only?: number): void {
    const { recorder } = this.training;
    for (const { lane, key, head } of this.heads) {
      if (only !== undefined && lane.position !== only) continue;
      head.learn(lane, weight, { recorder, name: key });
    }
  }

  /** The same with a factor for each. */
  learnEach(weights: readonly number[]): void {
    for (const [place, weight] of weights.entries()) this.learn(weight, place);
  }

  /** Logits of every head on its lane's feature of the current batch, in order; they stand until the next call. */
  answer(): readonly DeviceArray[] {
    return this.heads.map(({ lane, head }) => head.answer(lane));
  }

  /** What every head says of the current batch, for a loss on several of them (`TrainedHead.forward`). */
  forward(): readonly HeadBatch[] {
    return this.heads.map(({ lane, head }) => head.forward(lane));
  }

  /** Carries the gradients on what they said back into heads and encoders. */
  backward(): void {
    for (const { lane, head } of this.heads) head.backward(lane);
  }

  /** Logits of every head, by its key, in new arrays that the caller frees. */
  logitsOf(features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> {
    return Object.fromEntries(
      zip(this.heads, features).map(([{ key, head }, feature]) => [
        key,
        head.logitsOf(feature, rows),
      ]),
    );
  }

  free(): void {
    for (const { head } of this.heads) head.free();
  }
}
