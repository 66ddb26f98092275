/**
 * What runs answer while one modality is covered or drowned, after the last epoch: curves of one modality each, and the same
 * as a table. Pure.
 */
import type { Dash } from '../../protocol/catalogue';
import type { SpoiledCurve, SpoiledCurves } from '../../protocol/measures';
import type { ChartSource } from '../charts/chart-frame';
import { percent } from '../format';
import type { RunRecord } from '../race-record';
import { racingRuns } from '../race-store';
import { type NamedModality, namedModalities } from './head-name';
import { runOptions } from './measure-source';

/** The measures that have such curves. */
export type SpoiledBy = 'missingCurve' | 'noiseCurve';

export interface SpoiledPoint {
  /** How badly: 0 is not at all. */
  readonly at: number;
  /** Share right, 0..1. */
  readonly right: number;
}

export interface SpoiledLine {
  readonly key: string;
  readonly label: string;
  readonly dash: Dash;
  /** Of the run that is looked at; the others step back. */
  readonly isChosen: boolean;
  /** The modality's own head instead of the prediction. */
  readonly isOwn: boolean;
  readonly points: readonly SpoiledPoint[];
}

/** A line in numbers. */
export interface SpoiledRow extends Pick<SpoiledLine, 'key' | 'label'> {
  /** By level, in words; null where there is none. */
  readonly cells: readonly (string | null)[];
  readonly area: string | null;
}

/** All that becomes of one modality's loss. */
export interface SpoiledModality {
  readonly modality: NamedModality;
  readonly lines: readonly SpoiledLine[];
  readonly rows: readonly SpoiledRow[];
}

export interface Spoiled {
  readonly levels: readonly number[];
  readonly modalities: readonly SpoiledModality[];
  /** Share right by guessing, 0..1. */
  readonly chance: number;
}

const pointsOf = (curve: SpoiledCurve): readonly SpoiledPoint[] =>
  Object.entries(curve)
    .map(([at, right]) => ({ at: Number(at), right }))
    .sort((a, b) => a.at - b.at);

const of = <T>(record: Readonly<Record<string, T>>, id: string): readonly T[] =>
  Object.entries(record).flatMap(([key, value]) => (key === id ? [value] : []));

const atEnd = (run: RunRecord, by: SpoiledBy): SpoiledCurves | null =>
  run.epochs.at(-1)?.[by] ?? null;

/** How badly modalities were spoiled, ascending. */
function levelsOf(measured: readonly SpoiledCurves[]): readonly number[] {
  const curves = measured.flatMap(({ prediction, own }) =>
    [prediction, own].flatMap((each) => Object.values(each)),
  );
  return [...new Set(curves.flatMap((curve) => Object.keys(curve).map(Number)))].sort(
    (a, b) => a - b,
  );
}

/** @param chosen the run that is looked at. @returns null before any run of the race has come to its end. */
export function spoiled(
  by: SpoiledBy,
  source: ChartSource,
  chosen: RunRecord | null,
): Spoiled | null {
  const dashes = new Map(runOptions(source).map(({ name, dash }) => [name, dash]));
  const measured = racingRuns(source.record).flatMap((run) => {
    const curves = atEnd(run, by);
    return curves ? [{ run, curves }] : [];
  });
  if (measured.length === 0) return null;
  const levels = levelsOf(measured.map(({ curves }) => curves));
  const modalities = namedModalities(source.summary).map((modality): SpoiledModality => {
    const { id } = modality;
    const drawn = measured.flatMap(({ run, curves }) => {
      const { name, label } = run;
      const isChosen = name === chosen?.name;
      const look = { dash: dashes.get(name) ?? 'solid', isChosen };
      const [area = null] = of(curves.area, id);
      return [
        ...of(curves.prediction, id).map((curve) => {
          return { ...look, key: name, label, isOwn: false, points: pointsOf(curve), area };
        }),
        // of every run it would be a curve too many
        ...of(isChosen ? curves.own : {}, id).map((curve) => {
          const words = { key: `${name} own`, label: `${label}, own head` };
          return { ...look, ...words, isOwn: true, points: pointsOf(curve), area: null };
        }),
      ];
    });
    const rows = drawn.map(({ key, label, points, area }): SpoiledRow => {
      const cells = levels.map((level) => {
        const point = points.find(({ at }) => at === level);
        return point ? percent(point.right) : null;
      });
      return { key, label, cells, area: area === null ? null : percent(area) };
    });
    return { modality, lines: drawn, rows };
  });
  const chance = 1 / Math.max(1, source.summary?.classNames.length ?? 1);
  return { levels, modalities, chance };
}
