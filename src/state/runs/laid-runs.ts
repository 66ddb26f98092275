/**
 * Runs of the shelf laid over the curves of the race that is shown. Only curves are laid over each other: no test and no
 * sentence compares runs of different races, for their test samples need not be the same. Fetched when somebody lays
 * the first one. Pure.
 */
import type { Dash } from '../../protocol/catalogue';
import { type Chart, type ChartLine, dashesOf, modalityTone } from '../charts/chart';
import { type ChartSource, heldOutSplit } from '../charts/chart-frame';
import { raceCharts } from '../charts/race-charts';
import { racingRuns } from '../race-store';
import { cardTitle, whenText } from './card-words';
import type { LaidRun } from './laid-store';
import type { RunCard } from './run-card';
import { changedPaths } from './settings-diff';
import { runRecordOf, type StoredRun } from './stored-run';

/** By letters the curves are named, for whole names would cover each other. */
const LETTERS = 'ABCDEF';
export const MOST_LAID = LETTERS.length;

/** The run, by the first letter that is free; null where none is. */
export function laidRun(
  stored: StoredRun,
  card: RunCard,
  laid: readonly LaidRun[],
): LaidRun | null {
  const letter = [...LETTERS].find((each) => laid.every((run) => run.letter !== each));
  if (letter === undefined) return null;
  const title = cardTitle(card);
  const record = {
    ...runRecordOf(stored),
    // two runs of one method are two curves
    name: `laid ${letter}`,
    label: `${letter}: ${title}`,
  };
  const { settings, summary, savedAt } = stored;
  return {
    id: stored.id,
    letter,
    title,
    savedAt,
    name: stored.run.name,
    settings,
    summary,
    record,
  };
}

const asSource = (run: LaidRun, { catalogue, measures }: ChartSource): ChartSource => ({
  record: [run.record],
  levels: null,
  settings: run.settings,
  summary: run.summary,
  catalogue,
  measures,
});

/** The dash of every laid run: those of the race stay its own while there are others. */
export function laidDashes(
  laid: readonly LaidRun[],
  { record, catalogue }: Pick<ChartSource, 'record' | 'catalogue'>,
): ReadonlyMap<string, Dash> {
  const names = [...racingRuns(record), ...laid.map((run) => run.record)].map(({ name }) => name);
  return dashesOf(names, catalogue);
}

/** The charts of a race with the curves of these runs over them, each named by its letter and drawn to its own end. */
export function withLaid(
  charts: readonly Chart[],
  laid: readonly LaidRun[],
  source: ChartSource,
): readonly Chart[] {
  const dashes = laidDashes(laid, source);
  const shown = source.summary?.modalities.map(({ id }) => id) ?? [];
  const drawn = laid.map((run) => {
    const toneHere = new Map(
      run.summary.modalities.map(({ id }, k) => {
        const place = shown.indexOf(id);
        return [modalityTone(k), modalityTone(place < 0 ? k : place)] as const;
      }),
    );
    const asLaid = (line: ChartLine): ChartLine => ({
      ...line,
      label: line.label.replace(run.record.label, run.letter),
      tone: toneHere.get(line.tone) ?? line.tone,
      dash: dashes.get(run.record.name) ?? 'solid',
    });
    return raceCharts(asSource(run, source)).map((chart) => ({
      id: chart.id,
      lastEpoch: chart.lastEpoch,
      lines: chart.lines.map(asLaid),
    }));
  });
  return charts.map((chart) => {
    const over = drawn.flatMap((each) => each.filter(({ id }) => id === chart.id));
    return {
      ...chart,
      lastEpoch: Math.max(chart.lastEpoch, ...over.map(({ lastEpoch }) => lastEpoch)),
      lines: [...chart.lines, ...over.flatMap(({ lines }) => lines)],
    };
  });
}

/** More differences than this are counted. */
const MOST_NAMED = 4;

/** In which settings a laid run differs from the race that is shown, and where it is scored on other samples. */
export function laidText(run: LaidRun, source: ChartSource): string {
  const { settings } = source;
  const own = settings.methods[run.name];
  const methods = { [run.name]: own ?? run.settings.methods[run.name] ?? {} };
  const both = { name: run.name, label: run.title };
  const changes = changedPaths(
    { ...both, settings: run.settings },
    { ...both, settings: { ...settings, methods } },
  ).map(({ path, first, second }) => `${path} ${first} (here ${second})`);
  const rest = changes.length - MOST_NAMED;
  const named = rest > 0 ? [...changes.slice(0, MOST_NAMED), `${rest} more`] : changes;
  const split = heldOutSplit(asSource(run, source));
  return [
    `trained ${whenText(run.savedAt)}`,
    named.length === 0 ? 'same settings' : named.join(', '),
    split === heldOutSplit(source) ? '' : `scored on the ${split} split`,
  ]
    .filter(Boolean)
    .join(' \u00B7 ');
}
