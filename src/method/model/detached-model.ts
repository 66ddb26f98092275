/**
 * Encoders that each learn from their own private head (R2): the common part of `unimodal`, `late-ensemble`,
 * `frozen-fusion` and DI-MML. No loss here sees two features at once.
 */

import { linearHeadSpecs } from '../../engine/heads/linear-head';
import type { DeviceArray, ParameterSpec } from '../../engine/kernels/kernels';
import { type Matrix, softmaxRows } from '../../math/matrix';
import type { Readings, RunContext } from '../method';
import { certaintyWeighted, meanOf } from './certainty';
import { featureDims } from './encoder-bank';
import { EncoderTraining } from './encoder-training';
import { TrainedHead } from './trained-head';

export class DetachedModel {
  readonly training: EncoderTraining;
  readonly heads: readonly TrainedHead[];

  constructor(context: RunContext, moreSpecs: readonly ParameterSpec[] = []) {
    const dims = featureDims(context);
    const { modalities, classes } = context.data;
    const privateSpecs = modalities.flatMap(({ id }, m) =>
      linearHeadSpecs(`${id}.head`, dims[m] as number, classes, ['private-head', id]),
    );
    this.training = new EncoderTraining(context, [...privateSpecs, ...moreSpecs]);
    this.heads = modalities.map(({ id }) => new TrainedHead(this.training, `${id}.head`));
  }

  /** Every private head learns from its own encoder's feature, and the encoder from it. */
  learnApart(): void {
    const { recorder, ids } = this.training;
    this.heads.forEach((head, m) => {
      head.learn(m, 1, { recorder, name: ids[m] as string });
    });
  }

  /** One step of encoders and private heads alone. */
  step(learningRate: number): void {
    this.training.step(learningRate, 'apart', { losses: () => this.learnApart() });
  }

  /** Mean losses of the epoch, with their sum. */
  async losses(): Promise<Record<string, number>> {
    const { recorder, ids } = this.training;
    const losses = await recorder.drain();
    return { ...losses, total: ids.reduce((sum, id) => sum + (losses[id] ?? 0), 0) };
  }

  /** Logits of every private head, by modality id, in new arrays that the caller frees. */
  privateLogits(features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> {
    return Object.fromEntries(
      this.heads.map((head, m) => [
        this.training.ids[m] as string,
        head.logitsOf(features[m] as DeviceArray, rows),
      ]),
    );
  }

  /** The private heads' ensembles, without any training of their own. */
  ensembles({ logits }: Readings, temperature: number) {
    const own = this.training.ids.map((id) => logits[id] as Matrix);
    return {
      ensembleLogits: meanOf(own),
      ensembleProbabilities: meanOf(own.map(softmaxRows)),
      ensembleCertainty: certaintyWeighted(own, temperature),
    };
  }

  free(): void {
    for (const head of this.heads) head.free();
    this.training.free();
  }
}
