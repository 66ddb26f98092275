/**
 * What stands beside the projected chart: its own big numbers and its own sentence. What a test can speak of is said by
 * the test; any other chart is described by its last values and compares nothing. Pure.
 */

import { highestFirst } from '../../verdict/difference';
import { type Chart, type ChartLine, dashesOf } from '../charts/chart';
import { valuesAt } from '../charts/values-at';
import { writeValue } from '../charts/write-value';
import { percent } from '../format';
import { racingRuns } from '../race-store';
import { type Telling, tellRace } from '../tell-race';
import { fusedAtEnd, fusedNow } from '../telling/tell-fused';
import { type HeadlineNumber, headline, MOST_NUMBERS } from './headline';

/** The predictions from all modalities, the highest first; of many runs three. */
function fusionNumbers(telling: Telling): readonly HeadlineNumber[] {
  const { record, catalogue, ended } = telling;
  const racing = racingRuns(record);
  const dashes = dashesOf(
    racing.map(({ name }) => name),
    catalogue,
  );
  const known = racing.map((run) => ({ run }));
  const isOver = ended && racing.some(({ end }) => end !== null);
  return highestFirst(known, ({ run }) => (isOver ? fusedAtEnd(run) : fusedNow(run)))
    .slice(0, MOST_NUMBERS)
    .map(({ run, accuracy }) => {
      const standsIn = !run.end && run.epochs.at(-1)?.fusionSource === 'ensemble';
      return {
        key: run.name,
        label: standsIn ? `${run.label}, ensemble of private heads` : run.label,
        text: percent(accuracy),
        tone: 'fusion',
        dash: dashes.get(run.name) ?? 'solid',
        run: run.name,
      };
    });
}

interface LastValue {
  readonly line: ChartLine;
  readonly value: number;
  readonly epoch: number;
}

/** What every line says at this epoch, or said last; the run whose line stands highest first, with all its lines. */
function lastValues(chart: Chart, at: number | null): readonly LastValue[] {
  const now = at === null ? null : new Map(valuesAt(chart, at).map((one) => [one.line.key, one]));
  const values = chart.lines.flatMap((line): LastValue[] => {
    if (now && at !== null) {
      const there = now.get(line.key);
      return there ? [{ line, value: there.value, epoch: at }] : [];
    }
    const last = line.points.findLast(({ value }) => value !== null);
    return last && last.value !== null ? [{ line, value: last.value, epoch: last.epoch }] : [];
  });
  const highest = new Map<string, number>();
  for (const { line, value } of values) {
    if (line.weight === 'thin') continue;
    const run = line.run ?? line.key;
    highest.set(run, Math.max(highest.get(run) ?? Number.NEGATIVE_INFINITY, value));
  }
  const heightOf = ({ line }: LastValue) =>
    highest.get(line.run ?? line.key) ?? Number.NEGATIVE_INFINITY;
  return [...values].sort((a, b) => heightOf(b) - heightOf(a));
}

function lineNumbers(chart: Chart, at: number | null): readonly HeadlineNumber[] {
  return lastValues(chart, at)
    .slice(0, MOST_NUMBERS)
    .map(({ line, value }) => ({
      key: line.key,
      label: line.label,
      text: writeValue(chart.unit, value),
      tone: line.tone,
      dash: line.dash,
      run: line.run ?? null,
    }));
}

/**
 * Up to three numbers of this chart; none before it has any.
 * @param at the epoch looked at, null for the latest; `telling` is of that epoch already.
 */
export function projectedNumbers(
  chart: Chart,
  telling: Telling,
  at: number | null,
): readonly HeadlineNumber[] {
  if (chart.told === 'modalities') return headline(telling);
  return chart.told === 'fusion' ? fusionNumbers(telling) : lineNumbers(chart, at);
}

/** The sentence of this chart; null while there is nothing to tell. */
export function projectedText(chart: Chart, telling: Telling, at: number | null): string | null {
  if (chart.told) return tellRace(telling, chart.told);
  const values = lastValues(chart, at);
  const [first] = values;
  if (!first) return telling.record.some(({ epochs }) => epochs.length > 0) ? chart.empty : null;
  const epoch = Math.max(...values.map((value) => value.epoch));
  const each = values.map(({ line, value }) => `${line.label} ${writeValue(chart.unit, value)}`);
  return `Epoch ${epoch}: ${each.join('; ')}. ${chart.explanation ?? ''}`.trim();
}
