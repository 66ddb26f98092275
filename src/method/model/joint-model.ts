/**
 * Encoders under one fusion head: the common part of `joint` and of every method that repairs joint training.
 * A method says how a step goes; reading, predicting and freeing are the same for all.
 */

import { createFusionHead, fusionHeadSpecs } from '../../engine/heads/fusion-head';
import type { FusionHead, FusionTape } from '../../engine/heads/fusion-types';
import type { DeviceArray, ParameterSpec } from '../../engine/kernels/kernels';
import { type ByName, FUSED_LOSS, FUSION_HEAD, ownKey, TOTAL_LOSS } from '../../protocol/names';
import { GradientCosine } from '../measures/gradient-cosine';
import type { Answers, MethodRun, Readings, RunContext, Stage } from '../method';
import { type Remembering, rememberingAll } from '../run/remembering';
import { EncoderTraining } from './encoder-training';
import { fusionShape } from './fusion-knobs';
import { FUSION_HEAD_MODULE } from './parameter-names';
import { predictFrom } from './predict-from';

/** What a method of the joint family adds to the model. */
export interface JointWiring {
  readonly stage: { readonly id: string; readonly label: string };
  readonly step: Stage['step'];
  readonly beforeEpoch?: (epoch: number) => Promise<void>;
  /** The loss that is minimised, from the recorded ones; the fused loss alone unless given. */
  readonly total?: (losses: ByName<number>) => number;
  /** Further heads to read, by key; they replace the readouts z_m of the same key. */
  readonly heads?: (features: readonly DeviceArray[], rows: number) => ByName<DeviceArray>;
  /** What the method itself carries from epoch to epoch; nothing where absent. */
  readonly memory?: Remembering;
  readonly free?: () => void;
}

export class JointModel {
  readonly training: EncoderTraining;
  readonly head: FusionHead;
  readonly tape: FusionTape;
  private readonly context: RunContext;
  /** z_m of the current batch, per modality. */
  private readonly readouts: readonly DeviceArray[];
  private readonly scalars: readonly DeviceArray[];

  constructor(context: RunContext, moreSpecs: readonly ParameterSpec[] = []) {
    const { kernels, batchSize, data } = context;
    const shape = fusionShape(context);
    this.context = context;
    const { name, stream } = FUSION_HEAD_MODULE;
    this.training = new EncoderTraining(context, [
      ...fusionHeadSpecs(name, shape, stream),
      ...moreSpecs,
    ]);
    this.head = createFusionHead(kernels, this.training.arena, name, shape);
    this.tape = this.head.tape(batchSize);
    this.readouts = data.modalities.map(() => this.training.batchOfLogits());
    this.scalars = data.modalities.map(() => kernels.allocate([1]));
  }

  /** The fused loss of the current batch: forward and its gradient on the logits. */
  fusedLoss(features: readonly DeviceArray[] = this.training.bank.features): void {
    const { kernels } = this.context;
    const { recorder, bank } = this.training;
    const logits = this.head.forward(features, this.tape);
    kernels.clear(this.tape.dLogits);
    kernels.crossEntropy(logits, bank.targets, 1, this.tape.dLogits, {
      recorder,
      name: FUSED_LOSS,
    });
  }

  /** The wall is open: the fused loss reaches every encoder. */
  fusedLossReachesEncoders(): void {
    const { bank } = this.training;
    this.head.backward(bank.features, this.tape, bank.dFeatures);
  }

  /** z_m of the last forward pass, per modality. */
  readoutLogits(): readonly DeviceArray[] {
    this.readouts.forEach((out, m) => {
      this.head.readout(m, this.tape, out);
    });
    return this.readouts;
  }

  /**
   * One number per modality from its logits of the batch: the sum of p_m[y], or the mean of -log p_m[y]. They stay
   * on the device, `[1]` each, until the next call.
   */
  batchScores(
    kind: 'labelProbability' | 'labelNll',
    logits: readonly DeviceArray[],
  ): readonly DeviceArray[] {
    const { kernels } = this.context;
    logits.forEach((z, m) => {
      kernels[kind](z, this.training.bank.targets, this.scalars[m] as DeviceArray);
    });
    return this.scalars;
  }

  /** The run of a method of this family. */
  run(wiring: JointWiring): MethodRun {
    const { training, head, context } = this;
    const { kernels, settings, data } = context;
    const heads = (features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> => {
      const tape = head.tape(rows);
      head.forward(features, tape);
      const fusionHead = kernels.allocate([rows, data.classes]);
      kernels.add(tape.logits, fusionHead);
      const more = wiring.heads?.(features, rows) ?? {};
      const readouts = training.ids.flatMap((id, m) => {
        const key = ownKey(id);
        if (!head.hasReadouts || Object.hasOwn(more, key)) return [];
        const out = kernels.allocate([rows, data.classes]);
        head.readout(m, tape, out);
        return [[key, out] as const];
      });
      head.freeTape(tape);
      return { [FUSION_HEAD]: fusionHead, ...Object.fromEntries(readouts), ...more };
    };
    const answers = ({ logits }: Readings): Answers => ({
      fusion: logits[FUSION_HEAD] ?? null,
      fusionSource: 'method',
      readouts: logits,
    });
    const cosines =
      settings.measures.heavy && head.hasReadouts
        ? new GradientCosine(context, training.arena, head)
        : null;
    return {
      stages: [
        {
          ...wiring.stage,
          epochs: settings.epochs,
          order: 'encoder',
          feeder: () => training.bank.feeder,
          step: wiring.step,
          ...(wiring.beforeEpoch ? { beforeEpoch: wiring.beforeEpoch } : {}),
          async losses() {
            const losses = await training.recorder.drain();
            const total = wiring.total?.(losses) ?? losses[FUSED_LOSS] ?? Number.NaN;
            return { ...losses, [TOTAL_LOSS]: total };
          },
        },
      ],
      read: (split, featuresOnly) => training.bank.read(split, featuresOnly ? () => ({}) : heads),
      answers,
      predictFrom: predictFrom(context, heads, answers),
      ...(cosines && { gradientCosine: () => cosines.measure() }),
      dimensionPairs: () => null,
      arenas: [training.arena],
      memory: wiring.memory
        ? rememberingAll({ training: training.memory, method: wiring.memory })
        : training.memory,
      free: () => {
        cosines?.free();
        wiring.free?.();
        kernels.free([...this.readouts, ...this.scalars]);
        head.freeTape(this.tape);
        training.free();
      },
    };
  }
}
