/** The maps of a run's features at a moment, one per modality, with a word at the middle of every class. Pure. */

import type { DataSetSummary } from '../../protocol/data-set';
import { ownKey } from '../../protocol/names';
import type { Snapshot } from '../../protocol/snapshot';
import { asPlace, type Place } from '../../protocol/units';
import type { Tone } from '../charts/chart';
import { namedModalities } from '../measures/head-name';
import { type FeatureMap, featureMap, mappedRows } from './feature-map';

export interface ModalityMap {
  readonly id: string;
  readonly word: string;
  readonly tone: Tone;
  readonly map: FeatureMap;
  /** Where the name of each class stands: at the mean of its samples, names moved apart; none where they are many. */
  readonly classes: readonly ClassName[];
}

export interface ClassName {
  readonly label: number;
  readonly x: number;
  readonly y: number;
}

/** More names than this cover the points. */
const MOST_NAMES = 12;
/** How far apart names must stand, in the map's units: a line of small type, and half a short word. */
const APART = { x: 0.5, y: 0.17 } as const;
/** Rounds of moving apart; a dozen names settle in a few. */
const ROUNDS = 40;

/** The names moved up and down until no two lie on each other. */
function movedApart(names: readonly ClassName[]): readonly ClassName[] {
  const ys = names.map(({ y }) => y);
  for (let round = 0; round < ROUNDS; round++) {
    names.forEach((a, i) => {
      names.slice(0, i).forEach((b, j) => {
        const gap = (ys[i] as number) - (ys[j] as number);
        const missing = APART.y - Math.abs(gap);
        if (Math.abs(a.x - b.x) >= APART.x || missing <= 0) return;
        const push = ((gap < 0 ? -1 : 1) * missing) / 2;
        ys[i] = (ys[i] as number) + push;
        ys[j] = (ys[j] as number) - push;
      });
    });
  }
  return names.map((name, i) => ({ ...name, y: ys[i] as number }));
}

export interface MapView {
  readonly maps: readonly ModalityMap[];
  /** The snapshot that is drawn. */
  readonly snapshot: Snapshot;
  /** Samples that have a point. */
  readonly count: number;
}

function classMiddles({ points }: FeatureMap, { labels }: Snapshot): ModalityMap['classes'] {
  const sums = new Map<number, { x: number; y: number; n: number }>();
  for (let i = 0; i < points.length / 2; i++) {
    const label = labels[i] as number;
    const sum = sums.get(label) ?? { x: 0, y: 0, n: 0 };
    sum.x += points[2 * i] as number;
    sum.y += points[2 * i + 1] as number;
    sum.n += 1;
    sums.set(label, sum);
  }
  if (sums.size > MOST_NAMES) return [];
  const middles = [...sums]
    .map(([label, { x, y, n }]) => ({ label, x: x / n, y: y / n }))
    .sort((a, b) => a.label - b.label);
  return movedApart(middles);
}

/**
 * @param snapshots of one run, from its first, up to the moment looked at.
 * @returns null where there is no snapshot, or none with features.
 */
export function mapView(
  snapshots: readonly Snapshot[],
  summary: DataSetSummary | null,
): MapView | null {
  const snapshot = snapshots.at(-1);
  if (!snapshot) return null;
  const maps = namedModalities(summary).flatMap(({ id, word, tone }): ModalityMap[] => {
    const map = featureMap(snapshots, id);
    return map ? [{ id, word, tone, map, classes: classMiddles(map, snapshot) }] : [];
  });
  return maps.length === 0 ? null : { maps, snapshot, count: mappedRows(snapshot) };
}

/** A sample and those that lie nearest to it on a map, the sample first. */
export function neighbours({ points }: FeatureMap, place: Place, count: number): readonly Place[] {
  const [x, y] = [points[2 * place] as number, points[2 * place + 1] as number];
  const distance = (i: number) =>
    Math.hypot((points[2 * i] as number) - x, (points[2 * i + 1] as number) - y);
  return Array.from({ length: points.length / 2 }, (_, i) => asPlace(i))
    .sort((a, b) => distance(a) - distance(b) || a - b)
    .slice(0, count);
}

/** What is said of a sample that is pointed at: its class, and what each modality's probe takes it for, or its own readout where an older lab kept no probes. */
export function pointText(
  { labels, predictions, probes, rows }: Snapshot,
  place: Place,
  maps: readonly Pick<ModalityMap, 'id' | 'word'>[],
  classNames: readonly string[],
): string {
  const name = (label: number) => classNames[label] ?? `class ${label}`;
  const label = labels[place] as number;
  const said = maps.flatMap(({ id, word }) => {
    const answer = (probes ? probes[id] : predictions[ownKey(id)])?.[place];
    if (answer === undefined) return [];
    return [`${word} says ${answer === label ? 'so too' : name(answer)}`];
  });
  return [`Sample ${rows[place]}, ${name(label)}`, ...said].join('; ');
}
