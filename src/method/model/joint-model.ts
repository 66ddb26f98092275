/**
 * Encoders under one fusion head: the common part of `joint` and of every method that repairs joint training.
 * A method says how a step goes; reading, predicting and freeing are the same for all.
 */

import { createFusionHead, fusionHeadSpecs } from '../../engine/heads/fusion-head';
import {
  type FusionHead,
  type FusionKind,
  type FusionPass,
  type FusionShape,
  isSum,
  type Readout,
  type ReadoutBias,
} from '../../engine/heads/fusion-types';
import type { DeviceArray, ParameterSpec } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { type ByName, FUSED_LOSS, FUSION_HEAD, ownKey, TOTAL_LOSS } from '../../protocol/names';
import { SettingsError } from '../../protocol/settings';
import { GradientCosine } from '../measures/gradient-cosine';
import type { Answers, MethodRun, Readings, RunContext, Stage } from '../method';
import { type Remembering, rememberingAll } from '../run/remembering';
import { EncoderTraining } from './encoder-training';
import { FedFeatures } from './fed-features';
import { fusionShape } from './fusion-knobs';
import { FUSION_HEAD_MODULE } from './parameter-names';
import { predictFrom } from './predict-from';

/** What a method of the joint family adds to the model. */
export interface JointWiring {
  readonly stage: { readonly id: string; readonly label: string };
  readonly step: Stage['step'];
  readonly beforeEpoch?: (epoch: number) => Promise<void>;
  /** For a method that puts its epochs together itself: what one serves, and its batches. */
  readonly planned?: Pick<Stage, 'plan' | 'feeder'>;
  /** For a method that trains on to see where that leads. */
  readonly ahead?: Pick<Stage, 'lookAhead' | 'epochsAhead'>;
  /** How much of the head's bias the readouts carry that the run gives out; their share b/M unless given. */
  readonly readoutBias?: ReadoutBias;
  /** The loss that is minimised, from the recorded ones; the fused loss alone unless given. */
  readonly total?: (losses: ByName<number>) => number;
  /** Further heads to read, by key; they replace the readouts z_m of the same key. */
  readonly heads?: (features: readonly DeviceArray[], rows: number) => ByName<DeviceArray>;
  /** What the method itself carries from epoch to epoch; nothing where absent. */
  readonly memory?: Remembering;
  readonly free?: () => void;
}

/** A modality's share of the fused answer. */
interface Share {
  readonly readout: Readout;
  readonly logits: DeviceArray;
}

/**
 * A sum of linear maps can leave a feature out exactly; a feature that modulates the other cannot be left out.
 * @throws SettingsError where samples lack a modality and the head is no sum.
 */
function mustBearMissing({ whole, run }: RunContext, { kind }: FusionShape): void {
  if (!whole.isIncomplete || isSum(kind)) return;
  throw new SettingsError(
    `methods.${run}.fusion`,
    `methods.${run}.fusion is "${kind}", in which one feature changes the other; some samples lack a modality, and such a head has no answer to them.`,
    'Choose concat, sum or sum-tied, or use complete samples only (data.incomplete=leave-out).',
  );
}

export class JointModel {
  readonly training: EncoderTraining;
  readonly head: FusionHead;
  /** The head on the current batch. */
  readonly pass: FusionPass;
  private readonly context: RunContext;
  private readonly kind: FusionKind;
  /** One number for each modality, of the current batch. */
  private readonly scores: readonly DeviceArray[];
  /** Where z_m of the current batch goes; none where the head has no readouts. */
  private readonly shares: readonly Share[];
  /** A sample's feature takes part where its modality is there, and nowhere else. */
  private readonly fed: FedFeatures;

  /** @param fusion the kind of head, where the method does not leave it to its knob. */
  constructor(context: RunContext, moreSpecs: readonly ParameterSpec[] = [], fusion?: FusionKind) {
    const { kernels, batch, data } = context;
    const shape = fusionShape(context, fusion);
    mustBearMissing(context, shape);
    this.context = context;
    this.kind = shape.kind;
    const { name, stream } = FUSION_HEAD_MODULE;
    this.training = new EncoderTraining(context, [
      ...fusionHeadSpecs(name, shape, stream),
      ...moreSpecs,
    ]);
    this.head = createFusionHead(kernels, this.training.arena, name, shape);
    this.pass = this.head.pass(batch);
    this.scores = data.modalities.map(() => kernels.allocate([1]));
    this.shares = this.pass.readouts.map((readout) => ({
      readout,
      logits: this.training.batchOfLogits(),
    }));
    const { lanes } = this.training;
    this.fed = new FedFeatures(
      kernels,
      lanes,
      lanes.map(({ present }) => present),
    );
  }

  /** Names of the head's weight matrices, without its biases. */
  get headWeights(): readonly string[] {
    return this.training.arena.specs
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${FUSION_HEAD_MODULE.name}.`) && name.endsWith('.weight'));
  }

  /**
   * The fused loss of the current batch: forward and its gradient on the logits.
   * @param fed what the head gets; the features that are there unless given.
   * @param weight factor on the gradient; the recorded loss is unweighted.
   */
  fusedLoss(fed: FedFeatures = this.fed, weight = 1): void {
    const { kernels } = this.context;
    const { recorder, bank } = this.training;
    const { dLogits } = this.pass;
    const logits = this.pass.forward(fed.feed());
    kernels.clear(dLogits);
    kernels.crossEntropy(logits, bank.targets, weight, dLogits, {
      recorder,
      name: FUSED_LOSS,
    });
  }

  /** The wall is open: the fused loss reaches every encoder. @param fed what the head got. */
  fusedLossReachesEncoders(fed: FedFeatures = this.fed): void {
    fed.backward(this.pass);
  }

  /** The wall is shut: the fused loss trains the head and stops there. */
  fusedLossStopsAtEncoders(): void {
    this.pass.backward(this.fed.features, null);
  }

  /** z_m of the last forward pass, per modality. @param bias how much of the head's bias each carries. */
  readoutLogits(bias?: ReadoutBias): readonly DeviceArray[] {
    for (const { readout, logits } of this.shares) readout.write(logits, bias);
    return this.shares.map(({ logits }) => logits);
  }

  /**
   * One number per modality from its logits of the batch: the sum of p_m[y], or the mean of -log p_m[y]. They stay
   * on the device, `[1]` each, until the next call.
   * @param most no sample's -log p counts more than this; no limit unless given.
   */
  batchScores(
    kind: 'labelProbability' | 'labelNll',
    logits: readonly DeviceArray[],
    most?: number,
  ): readonly DeviceArray[] {
    const { kernels } = this.context;
    const { targets } = this.training.bank;
    for (const [z, score] of zip(logits, this.scores)) {
      if (kind === 'labelNll') kernels.labelNll(z, targets, score, most);
      else kernels.labelProbability(z, targets, score);
    }
    return this.scores;
  }

  /** The run of a method of this family. */
  run(wiring: JointWiring): MethodRun {
    const { training, head, context } = this;
    const { kernels, settings, data } = context;
    const heads = (features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> => {
      const pass = head.pass(rows);
      const fusionHead = kernels.allocate([rows, data.classes]);
      kernels.add(pass.forward(features), fusionHead);
      const more = wiring.heads?.(features, rows) ?? {};
      const shares = head.hasReadouts ? zip(training.lanes, pass.readouts) : [];
      const readouts = shares.flatMap(([{ id }, readout]) => {
        const key = ownKey(id);
        if (Object.hasOwn(more, key)) return [];
        const out = kernels.allocate([rows, data.classes]);
        readout.write(out, wiring.readoutBias);
        return [[key, out] as const];
      });
      pass.free();
      return { [FUSION_HEAD]: fusionHead, ...Object.fromEntries(readouts), ...more };
    };
    // in which one feature changes the other, and so none of what is there says anything alone
    const needsAll = !isSum(this.kind);
    const answers = ({ logits, has }: Readings): Answers => ({
      fusion: needsAll && has ? null : (logits[FUSION_HEAD] ?? null),
      fusionSource: 'method',
      readouts: logits,
      ...(needsAll && { needAll: [FUSION_HEAD] }),
    });
    const cosines =
      settings.measures.heavy && head.hasReadouts && data.complete.heldOut.size > 0
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
          ...wiring.planned,
          ...wiring.ahead,
          async losses() {
            const losses = await training.recorder.drain();
            const total = wiring.total?.(losses) ?? losses[FUSED_LOSS] ?? Number.NaN;
            return { ...losses, [TOTAL_LOSS]: total };
          },
        },
      ],
      read: (split, featuresOnly) => training.bank.read(split, featuresOnly ? () => ({}) : heads),
      answers,
      predictFrom: predictFrom(context, heads, ({ logits }) => logits[FUSION_HEAD] ?? null),
      ...(cosines && { gradientCosine: () => cosines.measure() }),
      dimensionPairs: () => null,
      arenas: [training.arena],
      memory: wiring.memory
        ? rememberingAll({ training: training.memory, method: wiring.memory })
        : training.memory,
      free: () => {
        cosines?.free();
        wiring.free?.();
        kernels.free([...this.shares.map(({ logits }) => logits), ...this.scores]);
        this.fed.free();
        this.pass.free();
        training.free();
      },
    };
  }
}
