/**
 * Training a fusion head on frozen encoders (stage 2 of DI-MML): the training features are computed once and the
 * head learns from them; no gradient can reach an encoder because there is none to reach.
 */
import type { BatchFeeder, DeviceArray, LossRecorder, ParameterArena } from '../engine/kernels/kernels';
import type { FusionHead, FusionTape } from '../engine/layers/fusion-head';
import type { Matrix } from '../math/matrix';
import { trainStep } from './build';
import type { RunContext } from './method';

export class FusionStage {
  private readonly context: RunContext;
  private readonly arena: ParameterArena;
  private readonly head: FusionHead;
  private readonly tape: FusionTape;
  private readonly recorder: LossRecorder;
  private frozen: readonly DeviceArray[] = [];
  private batches: BatchFeeder | null = null;

  constructor(context: RunContext, arena: ParameterArena, head: FusionHead) {
    this.context = context;
    this.arena = arena;
    this.head = head;
    this.tape = head.tape(context.batchSize);
    this.recorder = context.kernels.recorder();
  }

  /** Freezes the training features, `[rows, dims]` per modality. */
  begin(features: readonly Matrix[]): void {
    const { kernels, data, batchSize } = this.context;
    this.frozen = features.map(({ values, rows, columns }) =>
      kernels.upload(Float32Array.from(values), [rows, columns]),
    );
    this.batches = kernels.feeder([...this.frozen, data.trainTargets], batchSize);
  }

  /** @throws Error before `begin`. */
  feeder(): BatchFeeder {
    if (!this.batches) throw new Error('The fusion stage has not begun.');
    return this.batches;
  }

  step(learningRate: number): void {
    const { kernels } = this.context;
    const { batches } = this.feeder();
    const features = batches.slice(0, -1);
    const targets = batches.at(-1) as DeviceArray;
    trainStep(this.context, this.arena, learningRate, () => {
      const logits = this.head.forward(features, this.tape);
      kernels.clear(this.tape.dLogits);
      const record = { recorder: this.recorder, name: 'fusion' };
      kernels.crossEntropy(logits, targets, 1, this.tape.dLogits, record);
      this.head.backward(features, this.tape, null);
    });
  }

  async losses(): Promise<Record<string, number>> {
    const losses = await this.recorder.drain();
    return { ...losses, total: losses.fusion ?? Number.NaN };
  }

  /** The head's logits for features of any number of rows, in a new array that the caller frees. */
  logitsOf(features: readonly DeviceArray[], rows: number): DeviceArray {
    const { kernels, data } = this.context;
    const tape = this.head.tape(rows);
    const out = kernels.allocate([rows, data.classes]);
    kernels.add(this.head.forward(features, tape), out);
    this.head.freeTape(tape);
    return out;
  }

  free(): void {
    this.recorder.free();
    this.batches?.free();
    this.context.kernels.free(this.frozen);
    this.head.freeTape(this.tape);
    this.frozen = [];
    this.batches = null;
  }
}
