/**
 * Training a fusion head on frozen encoders (stage 2 of DI-MML, and of `frozen-fusion`): the training features are
 * computed once and the head learns from them; no gradient can reach an encoder because there is none to reach.
 */

import { createFusionHead, fusionHeadSpecs } from '../../engine/heads/fusion-head';
import type { FusionHead, FusionPass } from '../../engine/heads/fusion-types';
import type {
  BatchFeeder,
  DeviceArray,
  LossRecorder,
  ParameterArena,
  Stepper,
} from '../../engine/kernels/kernels';
import { optimizerStep } from '../../engine/optimizer';
import { FUSED_LOSS, TOTAL_LOSS } from '../../protocol/names';
import { FUSION_STAGE } from '../descriptions/fusion-stage';
import type { MethodRun, RunContext, Stage } from '../method';
import { startedArena } from './encoder-training';
import { fusionShape } from './fusion-knobs';
import { FUSION_HEAD_MODULE } from './parameter-names';
import { type PresentBatches, presentBatches } from './present-batches';

export class FusionStage {
  readonly arena: ParameterArena;
  private readonly context: RunContext;
  private readonly head: FusionHead;
  private readonly pass: FusionPass;
  private readonly recorder: LossRecorder;
  private readonly stepper: Stepper;
  private frozen: readonly DeviceArray[] = [];
  private batches: PresentBatches | null = null;
  /** What it needs of a sample: all modalities. */
  private readonly needs: readonly number[];

  /** @throws SettingsError when the knobs ask for a fusion head that these modalities cannot have. */
  constructor(context: RunContext) {
    const { kernels, batch } = context;
    const shape = fusionShape(context);
    this.context = context;
    this.needs = context.data.modalities.map(({ position }) => position);
    const { name, stream } = FUSION_HEAD_MODULE;
    this.arena = startedArena(context, fusionHeadSpecs(name, shape, stream));
    this.head = createFusionHead(kernels, this.arena, name, shape);
    this.pass = this.head.pass(batch);
    this.recorder = kernels.recorder();
    this.stepper = kernels.stepper();
  }

  /** Whether the head has begun to train; before that it has nothing to say. */
  get hasBegun(): boolean {
    return this.batches !== null;
  }

  /** The stage; `read` gives the encoders' features as they stand. */
  stage(read: MethodRun['read']): Stage {
    const { kernels, data, batch, knobs } = this.context;
    return {
      ...FUSION_STAGE,
      epochs: knobs.number('fusionEpochs'),
      order: 'fusion',
      begin: async () => {
        const { features } = await read(data.train, true);
        this.frozen = features.map(({ values, rows, columns }) =>
          kernels.upload(Float32Array.from(values), [rows, columns]),
        );
        const { targets } = data.train;
        const samples = { inputs: this.frozen, targets };
        this.batches = presentBatches(kernels, samples, data.train.has, [this.needs], batch);
      },
      feeder: () => this.feeder(),
      step: (learningRate) => this.step(learningRate),
      losses: async () => {
        const losses = await this.recorder.drain();
        return { ...losses, [TOTAL_LOSS]: losses[FUSED_LOSS] ?? Number.NaN };
      },
    };
  }

  /** The head's logits for features of any number of rows, in a new array that the caller frees. */
  logitsOf(features: readonly DeviceArray[], rows: number): DeviceArray {
    const { kernels, data } = this.context;
    const pass = this.head.pass(rows);
    const out = kernels.allocate([rows, data.classes]);
    kernels.add(pass.forward(features), out);
    pass.free();
    return out;
  }

  free(): void {
    this.stepper.free();
    this.recorder.free();
    this.batches?.feeder.free();
    this.context.kernels.free(this.frozen);
    this.pass.free();
    this.arena.free();
  }

  private feeder(): BatchFeeder {
    if (!this.batches) throw new Error('The fusion stage has not begun.');
    return this.batches.feeder;
  }

  private step(learningRate: number): void {
    const { kernels, settings, batch } = this.context;
    const { inputs, targets } = this.feeder().batch;
    const { dLogits } = this.pass;
    this.stepper.run(`${learningRate}, ${batch.now}`, () => {
      kernels.clearGradients(this.arena);
      const logits = this.pass.forward(inputs);
      kernels.clear(dLogits);
      const record = { recorder: this.recorder, name: FUSED_LOSS };
      // the mean over complete samples: where a feature is missing there is nothing to fuse
      const weights = this.batches?.weights(this.needs) ?? null;
      kernels.crossEntropy(logits, targets, 1, dLogits, record, weights);
      this.pass.backward(inputs, null);
      optimizerStep(kernels, this.arena, settings.optimizer, { learningRate });
    });
  }
}
