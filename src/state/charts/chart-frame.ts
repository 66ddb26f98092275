/**
 * What every chart of a race has in common: where its numbers come from, how long it is, which stages it
 * marks, which split it is scored on. Pure; must not import single charts.
 */
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSetSummary, SplitName } from '../../protocol/data-set';
import type { EpochEnded } from '../../protocol/events';
import type { MeasureCatalogue, NumbersDescription } from '../../protocol/measure';
import { runKnobValue } from '../../protocol/run-knobs';
import { methodIdOf, runNames, type Settings } from '../../protocol/settings';
import type { RaceRecord, RunRecord } from '../race-record';
import { type RaceSaid, racingRuns } from '../race-store';
import type { Chart, ChartLine, ChartMark } from './chart';
import { decimate } from './decimate';

/** All that the charts are computed from. */
export interface ChartSource extends RaceSaid {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly measures: MeasureCatalogue;
  readonly summary: DataSetSummary | null;
}

/** A line that stands for itself. */
export const PLAIN = { note: null, isOver: false, weight: 'normal' } as const;

/** A value of every epoch, thinned out to what a screen can show. */
export const pointsOf = (
  run: Pick<RunRecord, 'epochs'>,
  value: (epoch: EpochEnded) => number | null | undefined,
): ChartLine['points'] =>
  decimate(run.epochs.map((epoch) => ({ epoch: epoch.epoch, value: value(epoch) ?? null })));

export const hasNumbers = ({ points }: ChartLine): boolean =>
  points.some(({ value }) => value !== null);

/** The split that live numbers are scored on: what the runs say, else what the settings imply. */
export function heldOutSplit({ settings, summary, record }: ChartSource): SplitName {
  const said = record.flatMap((run) => run.epochs.slice(-1))[0]?.heldOut;
  if (said) return said;
  if (summary) return summary.counts.validation > 0 ? 'validation' : 'test';
  const planned =
    settings.data.source === 'generator' ? settings.samples.validation : settings.split.validation;
  return planned > 0 ? 'validation' : 'test';
}

/** What a measure says of itself below its name, on the split that it is scored on here. */
export const subtitleOf = ({ subtitle }: NumbersDescription, source: ChartSource): string =>
  subtitle.replaceAll('{split}', heldOutSplit(source));

/** Epochs of the longest run, all its stages together: said by the runs that have begun, expected of the others. */
export function expectedEpochs({
  settings,
  catalogue,
  record,
}: Pick<ChartSource, 'settings' | 'catalogue' | 'record'>): number {
  const runs = racingRuns(record);
  const waiting =
    runs.length === 0
      ? runNames(settings)
      : runs.flatMap(({ status, name }) => (status === 'waiting' ? [name] : []));
  const planned = waiting.map((name) => {
    const method = catalogue.find(({ id }) => id === methodIdOf(name));
    return (method?.knobs ?? [])
      .filter(({ countsEpochs }) => countsEpochs)
      .map((knob) => runKnobValue(settings, name, knob))
      .reduce<number>((sum, more) => sum + (typeof more === 'number' ? more : 0), settings.epochs);
  });
  const longest = Math.max(0, ...runs.map((run) => run.expectedEpochs), ...planned);
  return longest > 0 ? longest : settings.epochs;
}

/** Where later stages begin, each moment named once. */
function stageMarks(record: RaceRecord): readonly ChartMark[] {
  const marks = new Map<string, ChartMark>();
  for (const run of racingRuns(record)) {
    for (const { label, afterEpoch } of run.stages.slice(1)) {
      marks.set(`${label} ${afterEpoch}`, { epoch: afterEpoch, label, run: run.name });
    }
  }
  return [...marks.values()];
}

/** The length and the marks of every chart of this race. */
export function chartFrame(source: ChartSource): Pick<Chart, 'lastEpoch' | 'marks'> {
  return { lastEpoch: expectedEpochs(source), marks: stageMarks(source.record) };
}
