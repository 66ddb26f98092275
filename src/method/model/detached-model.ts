/**
 * Encoders that each learn from their own private head (R2): the common part of `unimodal`, `late-ensemble`,
 * `frozen-fusion` and DI-MML. No loss here sees two features at once.
 */

import type { DeviceArray, ParameterSpec } from '../../engine/kernels/kernels';
import type { Matrix } from '../../math/matrix';
import { ENSEMBLE, TOTAL_LOSS } from '../../protocol/names';
import type { Readings, RunContext } from '../method';
import { certaintyWeighted, meanOf } from './certainty';
import { EncoderTraining } from './encoder-training';
import { probabilitiesOf } from './probabilities';
import { logitsOf } from './readings';
import { PrivateHeads, privateHeadSpecs } from './trained-head';

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
  readonly heads: PrivateHeads;

  constructor(context: RunContext, moreSpecs: readonly ParameterSpec[] = []) {
    this.training = new EncoderTraining(context, [...privateHeadSpecs(context), ...moreSpecs]);
    this.heads = new PrivateHeads(this.training);
  }

  /** Every private head learns from its own encoder's feature, and the encoder from it. */
  learnApart(): void {
    this.heads.learn(1);
  }

  /** One step of encoders and private heads alone. */
  step(learningRate: number): void {
    this.training.step(learningRate, 'apart', { losses: () => this.learnApart() });
  }

  /** Mean losses of the epoch, with their sum. */
  async losses(): Promise<Record<string, number>> {
    const losses = await this.training.recorder.drain();
    const total = this.heads.keys.reduce((sum, key) => sum + (losses[key] ?? 0), 0);
    return { ...losses, [TOTAL_LOSS]: total };
  }

  /** Logits of every private head, by its key, in new arrays that the caller frees. */
  privateLogits(features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> {
    return this.heads.logitsOf(features, rows);
  }

  /** An ensemble of the private heads, without any training of its own. */
  ensemble(kind: keyof Ensembles, readings: Readings, temperature: number): Matrix {
    const own = this.heads.keys.map((key) => logitsOf(readings, key));
    // a head whose modality is not there has no say
    if (kind === 'certainty') return certaintyWeighted(own, temperature, readings.has);
    return meanOf(kind === 'logits' ? own : own.map(probabilitiesOf), readings.has);
  }

  /** All of them. */
  ensembles(readings: Readings, temperature: number): Ensembles {
    const of = (kind: keyof Ensembles) => this.ensemble(kind, readings, temperature);
    return {
      logits: of('logits'),
      probabilities: of('probabilities'),
      certainty: of('certainty'),
    };
  }

  free(): void {
    this.heads.free();
    this.training.free();
  }
}
