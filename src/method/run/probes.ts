/**
 * The logistic probes of a run, one per modality: what every unimodal accuracy is, live and at the end. Fitted after
 * each epoch on a fixed part of the training samples, never skipped, and part of what a checkpoint remembers, because
 * each fit starts from the one before. Holds nothing on the device.
 */
import { type Matrix, takeRows } from '../../math/matrix';
import { wholesAt } from '../../math/numbers';
import { LogisticProbe, type LogisticProbeState } from '../../math/probe/logistic';
import type { Labelled } from '../../math/probe/standardise';
import { randomStream } from '../../math/rng';
import { zip } from '../../math/zip';
import type { ByModality } from '../../protocol/measures';
import { NO_ANSWER } from '../../protocol/snapshot';
import type { Readings } from '../method';
import { rowsWith } from '../model/present';
import type { RaceData } from './race-data';
import { type Remembering, remembering } from './remembering';

/** Training samples that probes are fitted on at most: a share is known no better from more, and each fit costs as much. */
export const PROBE_ROWS = 5000;

/** Training samples that the probes of a race are fitted on. */
interface ProbeSamples {
  readonly seed: number;
  /** Per modality: of the training split, ascending, and their labels; `rows` is null where it is all of it. */
  readonly of: readonly { readonly rows: Int32Array | null; readonly labels: Int32Array }[];
  /** Their features, by those of all training samples. */
  readonly features: WeakMap<Matrix, Matrix>;
}

/** One choice for all runs of a race: those that share their encoders then bring the same features, and share a fit. */
const chosen = new WeakMap<RaceData, ProbeSamples>();

function probeSamples(seed: number, data: RaceData): ProbeSamples {
  const known = chosen.get(data);
  if (known?.seed === seed) return known;
  const { train } = data;
  const rows =
    train.size > PROBE_ROWS
      ? randomStream(seed, 'probe').permutation(train.size).slice(0, PROBE_ROWS).sort()
      : null;
  const all = { rows, labels: rows ? wholesAt(train.labels, rows) : train.labels };
  const of = train.has.map((mask) => {
    const there = rowsWith(mask);
    if (!mask || !there) return all;
    const some = rows ? rows.filter((row) => mask[row] === 1) : there;
    return { rows: some, labels: wholesAt(train.labels, some) };
  });
  const samples = { seed, of, features: new WeakMap<Matrix, Matrix>() };
  chosen.set(data, samples);
  return samples;
}

export class Probes {
  private readonly ids: readonly string[];
  private readonly samples: ProbeSamples;
  private readonly probes: readonly LogisticProbe[];
  private readonly now: () => number;
  private tookMs = 0;

  readonly memory: Remembering = remembering(
    () => this.probes.map((probe) => probe.save()),
    // a checkpoint of an older lab has none
    (saved: readonly (LogisticProbeState | null)[] | null) => {
      this.probes.forEach((probe, m) => {
        probe.restore(saved?.[m] ?? null);
      });
    },
  );

  /** @param seed of the race: every run is probed on the same samples. @param now milliseconds, for the cost alone. */
  constructor(seed: number, data: RaceData, now: () => number = () => 0) {
    const { classes, modalities, probing } = data;
    this.ids = modalities.map(({ id }) => id);
    this.samples = probeSamples(seed, data);
    const { of } = this.samples;
    this.probes = of.map(({ labels }) => new LogisticProbe(labels, classes, probing));
    this.now = now;
  }

  /** What probes are fitted on: features and labels of those training samples, per modality. @param train every training sample. */
  trainedOn({ features }: Pick<Readings, 'features'>): readonly Labelled[] {
    const { of, features: known } = this.samples;
    return zip(features, of).map(([all, { rows, labels }]) => {
      const taken = known.get(all) ?? (rows ? takeRows(all, rows) : all);
      known.set(all, taken);
      return { features: taken, labels };
    });
  }

  /** Fits every probe; one whose encoder stands as it stood is left as it is. @param samples from `trainedOn`. */
  fit(samples: readonly Labelled[]): void {
    const mark = this.now();
    for (const [probe, { features }] of zip(this.probes, samples)) probe.fit(features);
    this.tookMs = this.now() - mark;
  }

  /** Whether there has been a fit, in this run or in the one it goes on from. */
  areFitted(): boolean {
    return this.probes.every((probe) => probe.save() !== null);
  }

  /**
   * The class that each modality's probe gives every sample, by modality id; NO_ANSWER where it lacks the modality.
   * @throws Error before a fit.
   */
  answers({ features, has }: Pick<Readings, 'features' | 'has'>): ByModality<Int32Array> {
    const mark = this.now();
    const answers = zip(this.ids, zip(this.probes, features)).map(([id, [probe, feature]], m) => {
      const given = probe.answers(feature);
      const mask = has?.[m];
      return [id, mask ? given.map((c, row) => (mask[row] === 1 ? c : NO_ANSWER)) : given] as const;
    });
    this.tookMs += this.now() - mark;
    return Object.fromEntries(answers);
  }

  /** Modalities whose training features never change, so that their probe can only give the most frequent class. */
  constantModalities(): readonly string[] {
    return this.ids.filter((_, m) => this.probes[m]?.isBlind());
  }

  /** What the last fit and the answers since have taken, in milliseconds. */
  costMs(): number {
    return this.tookMs;
  }
}
