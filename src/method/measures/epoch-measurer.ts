/**
 * Takes every measure of an epoch and remembers between epochs what a few of them compare with. One per run; it
 * holds nothing on the device.
 */
import { columnMeans, type Matrix } from '../../math/matrix';
import type { EpochEnded } from '../../protocol/events';
import { type ByModality, type EpochMeasures, NOT_MEASURED } from '../../protocol/measures';
import { ownKey, PREDICTION } from '../../protocol/names';
import type { Answers, MethodRun, Readings, RunContext } from '../method';
import { certaintyWeights } from '../model/certainty';
import {
  type DimensionPair,
  type DimensionRule,
  dimensionPairs,
  effectiveDimensions,
  separability,
} from '../model/complementary-dimensions';
import { type Scores, score } from '../run/evaluate';
import { type Remembering, remembering } from '../run/remembering';
import { alignmentLine } from './alignment';
import { calibration } from './calibration';
import { certaintyByFailure } from './certainty-by-failure';
import { cka } from './cka';
import { dimensionSpectrum } from './dimension-spectrum';
import { discrepancyRatio } from './discrepancy-ratio';
import { modalityGap } from './modality-gap';
import { pairAlignments } from './pair-alignments';
import { shapley } from './shapley';
import { heldOutSubset, type Subset, takeReadings, trainingSubset } from './subset';

/** What the measures contribute to `epoch-ended`. */
export type Measured = EpochMeasures &
  Pick<EpochEnded, 'accuracy' | 'fusionSource' | 'alignment' | 'setsFixed'>;

type Separabilities = readonly Float64Array[];

export class EpochMeasurer {
  private readonly run: MethodRun;
  private readonly context: RunContext;
  private readonly ids: readonly string[];
  private readonly heldOut: Subset;
  private readonly training: Subset;
  /** Of the encoders as they are now, `[dims]` per modality; null before the first epoch. */
  private separabilities: Separabilities | null = null;
  /** The sets in use and what every dimension separated when they were chosen. */
  private choice: { pairs: readonly DimensionPair[]; separabilities: Separabilities } | null = null;

  /** For checkpoints; the sets themselves are the run's to remember. */
  readonly memory: Remembering = remembering(
    () => ({ now: this.separabilities, atChoice: this.choice?.separabilities ?? null }),
    ({ now, atChoice }) => {
      const pairs = this.run.dimensionPairs();
      this.separabilities = now;
      this.choice = pairs && atChoice && { pairs, separabilities: atChoice };
    },
  );

  constructor(run: MethodRun, context: RunContext) {
    const { data, settings } = context;
    this.run = run;
    this.context = context;
    this.ids = data.modalities.map(({ id }) => id);
    this.heldOut = heldOutSubset(settings.seed, data.heldOut);
    this.training = trainingSubset(settings.seed, data.train);
  }

  /** Must be called when an epoch may have chosen dimensions and before its first step. */
  async noteChoice(): Promise<void> {
    const pairs = this.run.dimensionPairs();
    if (pairs === null || pairs === this.choice?.pairs) return;
    const separabilities =
      this.separabilities ??
      this.separabilitiesOf(
        takeReadings(await this.run.read(this.context.data.train, true), this.training),
      );
    this.choice = { pairs, separabilities };
  }

  /**
   * Reads the run and measures it.
   * @returns the measures, and what they were taken from: every held-out sample's features and logits.
   * @param norms each encoder's relative gradient norm over the epoch, by modality id.
   * @throws DivergedError when features are not finite.
   */
  async take(norms: ReadonlyMap<string, number>): Promise<{ measured: Measured; scores: Scores }> {
    const { run, ids, context } = this;
    const { data, settings } = context;
    const { labels } = data.heldOut;
    const scores = await score(run, data, data.heldOut, 'ridge', { trainingLogits: true });
    if (data.heldOut.name === 'validation') run.tune?.(scores.readings, labels);

    const training = takeReadings(scores.train, this.training);
    const separabilities = this.separabilitiesOf(training);
    this.separabilities = separabilities;
    const fixed = run.dimensionPairs();
    const pairs = fixed ?? this.pairsNow(separabilities);
    const { features } = scores.readings;
    const subset = settings.measures.heavy ? takeReadings(scores.readings, this.heldOut) : null;
    const atChoice = fixed && (this.choice?.separabilities ?? null);
    const rho = (answers: Answers, of: Int32Array) => {
      const readouts = this.unimodalReadouts(answers);
      return readouts && discrepancyRatio(readouts, of);
    };
    const measured = {
      ...NOT_MEASURED,
      accuracy: scores.accuracy,
      fusionSource: scores.fusionSource,
      alignment: alignmentLine(features, pairs, labels, data.classes),
      setsFixed: fixed !== null,
      pairAlignments: pairAlignments(pairs, {
        ids,
        classes: data.classes,
        features,
        labels,
        subset: subset?.features ?? null,
        separabilities,
        atChoice,
      }),
      discrepancyRatio: rho(scores.answers, labels),
      discrepancyRatioTraining: rho(run.answers(training), this.training.labels),
      gradientNorm: Object.fromEntries(this.ids.map((id) => [id, norms.get(id) ?? null])),
      gradientCosine: subset && run.gradientCosine ? await run.gradientCosine() : this.unknown(),
      ...(subset && (await this.heavy(scores, subset, separabilities, fixed))),
    };
    return { measured, scores };
  }

  /** The measures that are taken on the subset. */
  private async heavy(
    scores: Scores,
    subset: Readings,
    separabilities: Separabilities,
    fixed: readonly DimensionPair[] | null,
  ): Promise<Partial<EpochMeasures>> {
    const { run, ids } = this;
    const { labels } = this.heldOut;
    const { features, logits } = subset;
    const answers = run.answers(subset);
    const { fusion, certainty } = answers;
    const readouts = this.unimodalReadouts(answers);
    const heads = { ...logits, ...(fusion && { [PREDICTION]: fusion }) };
    const means = scores.train.features.map(columnMeans);
    const predict = run.predictFrom?.bind(run);
    const contributions = predict && (await shapley(predict, features, means, labels));
    return {
      dimensionSpectrum: dimensionSpectrum(
        ids,
        separabilities,
        fixed,
        fixed ? this.pairsNow(separabilities, run.dimensionRule) : [],
      ),
      shapley: contributions
        ? Object.fromEntries(ids.map((id, m) => [id, contributions[m] as number]))
        : null,
      modalityGap: modalityGap(features),
      cka: cka(features),
      calibration: Object.fromEntries(
        Object.entries(heads).map(([name, z]) => [name, calibration(z, labels)]),
      ),
      certaintyByFailure:
        readouts &&
        certaintyByFailure({
          readouts,
          heads,
          labels,
          certainty: certainty
            ? {
                heads: certainty.heads,
                weights: certaintyWeights(
                  certainty.heads.map((name) => logits[name] as Matrix),
                  certainty.temperature,
                ),
              }
            : null,
        }),
    };
  }

  private separabilitiesOf({ features }: Readings): Separabilities {
    const { classes } = this.context.data;
    return features.map((feature) => separability(feature, this.training.labels, classes));
  }

  /** Sets chosen from the features as they are now; none where the features differ in length. */
  private pairsNow(separabilities: Separabilities, rule?: DimensionRule): DimensionPair[] {
    const dims = separabilities[0]?.length ?? 0;
    if (separabilities.some(({ length }) => length !== dims)) return [];
    return dimensionPairs(separabilities.map(effectiveDimensions), dims, rule);
  }

  /** The readout of every modality, z_m or a private head's, by id; null where one has none. */
  private unimodalReadouts({ readouts }: Answers): ReadonlyMap<string, Matrix> | null {
    const named = this.ids.flatMap((id) => {
      const readout = readouts[ownKey(id)];
      return readout ? [[id, readout] as const] : [];
    });
    return named.length === this.ids.length ? new Map(named) : null;
  }

  private unknown(): ByModality<null> {
    return Object.fromEntries(this.ids.map((id) => [id, null]));
  }
}
