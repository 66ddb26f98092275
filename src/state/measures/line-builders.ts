/** Lines of measures: one per modality of a run, or one per run. Pure. */
import type { EpochEnded } from '../../protocol/events';
import { type ChartLine, dashesOf } from '../charts/chart';
import { type ChartSource, hasNumbers, PLAIN, pointsOf } from '../charts/chart-frame';
import type { RunRecord } from '../race-record';
import { racingRuns } from '../race-store';
import { type NamedModality, namedModalities } from './head-name';

type Value = number | null | undefined;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One line per modality of this run; `kind` tells two such families in one chart apart. */
export function modalityLines(
  source: ChartSource,
  run: RunRecord,
  value: (epoch: EpochEnded, modality: NamedModality) => Value,
  kind: { readonly suffix?: string; readonly weight?: ChartLine['weight'] } = {},
): readonly ChartLine[] {
  const dash = dashesOf(racingRuns(source.record).map(({ name }) => name)).get(run.name) ?? 'solid';
  const { suffix = run.label, weight = 'normal' } = kind;
  return namedModalities(source.summary)
    .map((modality): ChartLine => {
      const label = `${modality.word}, ${suffix}`;
      return {
        ...PLAIN,
        key: `${run.name}.${modality.id}.${suffix}`,
        name: capital(label),
        label,
        tone: modality.tone,
        dash,
        weight,
        points: pointsOf(run, (epoch) => value(epoch, modality)),
      };
    })
    .filter(hasNumbers);
}

/** The same of every run of the race. */
export function modalityLinesOfAll(
  source: ChartSource,
  value: (epoch: EpochEnded, modality: NamedModality) => Value,
): readonly ChartLine[] {
  return racingRuns(source.record).flatMap((run) => modalityLines(source, run, value));
}

/** One line per run of the race. */
export function runLines(
  source: ChartSource,
  value: (epoch: EpochEnded) => Value,
): readonly ChartLine[] {
  const runs = racingRuns(source.record);
  const dashes = dashesOf(runs.map(({ name }) => name));
  return runs
    .map(
      (run): ChartLine => ({
        ...PLAIN,
        key: run.name,
        name: run.label,
        label: run.label,
        tone: 'fusion',
        dash: dashes.get(run.name) ?? 'solid',
        points: pointsOf(run, value),
      }),
    )
    .filter(hasNumbers);
}

/** A value that a log axis can show; zero and below leave a gap. */
export const positive = (value: Value): number | null =>
  value !== null && value !== undefined && value > 0 ? value : null;
