/**
 * The chart of any measure that is numbers, from nothing but its description: a line per run, modality, head or pair.
 * Pure; knows no single measure.
 */
import {
  isOfEnd,
  type MeasuredValue,
  measured,
  type NumbersDescription,
  partOf,
  type Unit,
} from '../../protocol/measure';
import { type Chart, type ChartLine, dashesOf } from '../charts/chart';
import {
  type ChartSource,
  chartFrame,
  hasNumbers,
  PLAIN,
  pointsOf,
  subtitleOf,
} from '../charts/chart-frame';
import type { RunRecord } from '../race-record';
import { racingRuns } from '../race-store';
import { isAsked, rhythmText } from './costly';
import { headOrder, type NamedHead, namedHead, namedModalities } from './head-name';
import { whyNot } from './why-not';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Units whose axis is logarithmic: zero and below leave a gap. */
const LOG_UNITS: ReadonlySet<Unit> = new Set<Unit>(['magnitude', 'ratio']);

/** A number as the axis of this unit can show it. */
export function drawable(unit: Unit, value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  return LOG_UNITS.has(unit) && value <= 0 ? null : value;
}

/** What has a line of its own in this run, each with its word and colour. */
function subjects(
  { id, per }: NumbersDescription,
  { summary }: ChartSource,
  run: RunRecord,
): readonly NamedHead[] {
  const modalities = namedModalities(summary);
  if (per === 'modality') {
    return modalities.map(({ id: key, word, tone }) => ({ key, label: word, tone }));
  }
  const keys = new Set(
    run.epochs.flatMap((epoch) => {
      const value = measured(epoch, id);
      return typeof value === 'object' && value !== null ? Object.keys(value) : [];
    }),
  );
  return [...keys]
    .sort((a, b) => headOrder(a) - headOrder(b))
    .map((key) => namedHead(key, modalities));
}

const whole = (value: MeasuredValue): number | null => (typeof value === 'number' ? value : null);

/** The lines of one measure in one run. */
function linesOf(
  description: NumbersDescription,
  source: ChartSource,
  run: RunRecord,
): readonly ChartLine[] {
  const { id, per, unit, word, joins } = description;
  const racing = racingRuns(source.record).map(({ name }) => name);
  const dash = dashesOf(racing, source.catalogue).get(run.name) ?? 'solid';
  const look = {
    ...PLAIN,
    run: run.name,
    weight: joins === undefined ? 'normal' : 'thin',
    dash,
  } as const;
  const points = (of: (value: MeasuredValue) => number | null): ChartLine['points'] =>
    pointsOf({ epochs: run.epochs.filter((epoch) => isAsked(description, epoch)) }, (epoch) =>
      drawable(unit, of(measured(epoch, id))),
    );
  if (per === 'run') {
    const label = word === undefined ? run.label : `${run.label}, ${word}`;
    const key = `${run.name}.${id}`;
    return [{ ...look, key, name: label, label, tone: 'fusion', points: points(whole) }];
  }
  return subjects(description, source, run).map((subject): ChartLine => {
    const label = `${subject.label}, ${word ?? run.label}`;
    return {
      ...look,
      key: `${run.name}.${id}.${subject.key}`,
      name: capital(label),
      label,
      tone: subject.tone,
      points: points((value) => partOf(value, subject.key)),
    };
  });
}

/** Letters and hyphens only, for a place on the page. */
const slug = (id: string): string =>
  id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('.', '-');

function chartOf(
  description: NumbersDescription,
  joined: readonly NumbersDescription[],
  source: ChartSource,
  chosen: RunRecord | null,
): Chart {
  const { id, label, explanation, unit, shows, levels = [] } = description;
  const racing = racingRuns(source.record);
  const runs = shows === 'every-run' ? racing : racing.filter((run) => run === chosen);
  const lines = [description, ...joined]
    .flatMap((each) => runs.flatMap((run) => linesOf(each, source, run)))
    .filter(hasNumbers);
  const about = chosen ?? racing[0] ?? null;
  return {
    ...chartFrame(source),
    id: slug(id),
    title: label,
    explanation,
    subtitle: [subtitleOf(description, source), rhythmText(description, runs)]
      .filter((part) => part !== null)
      .join(' \u00B7 '),
    unit,
    lines,
    levels: levels.map((level) => ({ ...level, key: level.label, tone: 'quiet' })),
    empty: whyNot(description, source, about),
    // beside other runs that have it, an empty chart still says where it would be
    isAbsent:
      shows === 'chosen-run' && lines.length === 0 && chosen !== null && chosen.epochs.length > 0,
  };
}

/**
 * The charts of all measures that name this tab.
 * @param run the one a person chose, for measures that show one run.
 */
export function measureCharts(
  tab: string,
  source: ChartSource,
  run: RunRecord | null,
): readonly Chart[] {
  const numbers = source.measures
    .filter((each) => each.per !== 'structure')
    .filter((each) => !isOfEnd(each));
  return numbers
    .filter((each) => each.tab === tab && each.joins === undefined)
    .map((each) =>
      chartOf(
        each,
        numbers.filter(({ joins }) => joins === each.id),
        source,
        run,
      ),
    );
}
