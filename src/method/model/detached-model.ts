/**
 * Encoders that each learn from their own private head (R2): the common part of `unimodal`, `late-ensemble`,
 * `frozen-fusion` and DI-MML. No loss here sees two features at once.
 */

import { linearHeadSpecs } from '../../engine/heads/linear-head';
import type { DeviceArray, ParameterSpec } from '../../engine/kernels/kernels';
import { type Matrix, softmaxRows } from '../../math/matrix';
import { ENSEMBLE, ownKey, TOTAL_LOSS } from '../../protocol/names';
import type { Readings, RunContext } from '../method';
import { certaintyWeighted, meanOf } from './certainty';
import { featureDims } from './encoder-bank';
import { EncoderTraining } from './encoder-training';
import { privateHeadModule } from './parameter-names';
import { TrainedHead } from './trained-head';

/** Ensembles of the private heads, by how they are averaged. */
export type Ensembles = Readonly<Record<keyof typeof ENSEMBLE, Matrix>>;

/** The same by the keys of readouts. */
export const ensembleReadouts = (ensembles: Ensembles): Record<string, Matrix> => ({
  [ENSEMBLE.logits]: ensembles.logits,
  [ENSEMBLE.probabilities]: ensembles.probabilities,
  [ENSEMBLE.certainty]: ensembles.certainty,
});

export class DetachedModel {
  readonly training: EncoderTraining;
  readonly heads: readonly TrainedHead[];

  constructor(context: RunContext, moreSpecs: readonly ParameterSpec[] = []) {
    const dims = featureDims(context);
    const { modalities, classes } = context.data;
    const privateSpecs = modalities.flatMap(({ position }) => {
      const { name, stream } = privateHeadModule(position);
      return linearHeadSpecs(name, dims[position] as number, classes, stream);
    });
    this.training = new EncoderTraining(context, [...privateSpecs, ...moreSpecs]);
    this.heads = modalities.map(
      ({ position }) => new TrainedHead(this.training, privateHeadModule(position).name),
    );
  }

  /** Every private head learns from its own encoder's feature, and the encoder from it. */
  learnApart(): void {
    const { recorder, ids } = this.training;
    this.heads.forEach((head, m) => {
      head.learn(m, 1, { recorder, name: ownKey(ids[m] as string) });
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
    const total = ids.reduce((sum, id) => sum + (losses[ownKey(id)] ?? 0), 0);
    return { ...losses, [TOTAL_LOSS]: total };
  }

  /** Logits of every private head, by its key, in new arrays that the caller frees. */
  privateLogits(features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> {
    return Object.fromEntries(
      this.heads.map((head, m) => [
        ownKey(this.training.ids[m] as string),
        head.logitsOf(features[m] as DeviceArray, rows),
      ]),
    );
  }

  /** The private heads' ensembles, without any training of their own. */
  ensembles({ logits }: Readings, temperature: number): Ensembles {
    const own = this.training.ids.map((id) => logits[ownKey(id)] as Matrix);
    return {
      logits: meanOf(own),
      probabilities: meanOf(own.map(softmaxRows)),
      certainty: certaintyWeighted(own, temperature),
    };
  }

  free(): void {
    for (const head of this.heads) head.free();
    this.training.free();
  }
}
