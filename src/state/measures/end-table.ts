/**
 * Measures that are taken once, after the last epoch, as a table: a row for each run of the race, a column for each
 * measure, or for each modality of one. From nothing but their descriptions; knows no single measure. Pure.
 */
import { type EndDescription, isInEndTable, measured, partOf } from '../../protocol/measure';
import { type ChartSource, subtitleOf } from '../charts/chart-frame';
import { writeValue } from '../charts/write-value';
import type { RunRecord } from '../race-record';
import { racingRuns } from '../race-store';
import { namedModalities } from './head-name';
import { whyNot } from './why-not';

export interface EndColumn {
  readonly key: string;
  readonly label: string;
}

/** One measure with the columns under it. */
export interface EndGroup {
  readonly id: string;
  readonly label: string;
  readonly explanation: string;
  readonly subtitle: string;
  readonly columns: readonly EndColumn[];
}

export interface EndRow {
  readonly run: string;
  readonly label: string;
  /** By the columns of all groups in turn; null where it is not defined or not there yet. */
  readonly cells: readonly (string | null)[];
}

export interface EndTable {
  readonly groups: readonly EndGroup[];
  readonly rows: readonly EndRow[];
  /** Why values are missing, each sentence once. */
  readonly why: readonly string[];
}

function groupOf(description: EndDescription, source: ChartSource): EndGroup {
  const { id, label, explanation, per } = description;
  const columns =
    per === 'run'
      ? [{ key: '', label: 'prediction' }]
      : namedModalities(source.summary).map(({ id: key, word }) => ({ key, label: word }));
  return { id, label, explanation, subtitle: subtitleOf(description, source), columns };
}

/** The values of one measure for one run, by column; null where it has none yet. */
function valuesOf({ id, per }: EndDescription, columns: readonly EndColumn[], run: RunRecord) {
  const last = run.epochs.findLast((epoch) => measured(epoch, id) !== null);
  const value = last ? measured(last, id) : null;
  if (value === null) return null;
  return columns.map(({ key }) => {
    if (typeof value === 'number') return per === 'run' ? value : null;
    return partOf(value, key);
  });
}

/** @returns null where no measure of this tab is taken at the end. */
export function endTable(tab: string, source: ChartSource): EndTable | null {
  const described = source.measures.filter(isInEndTable).filter((each) => each.tab === tab);
  if (described.length === 0) return null;
  const groups = described.map((each) => groupOf(each, source));
  const why = new Set<string>();
  const rows = racingRuns(source.record).map((run): EndRow => {
    const cells = described.flatMap((each, place) => {
      const columns = groups[place]?.columns ?? [];
      const values = valuesOf(each, columns, run);
      // a run that is on its way has nothing to explain
      if (!values && run.end) why.add(whyNot(each, source, run));
      return columns.map((_, k) => {
        const value = values?.[k] ?? null;
        return value === null ? null : writeValue(each.unit, value);
      });
    });
    return { run: run.name, label: run.label, cells };
  });
  return { groups, rows, why: [...why] };
}
