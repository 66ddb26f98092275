/**
 * The training samples in piles by whom they train in the epoch looked at, and how often, where a method chooses that:
 * a row for every way in which samples come, a column for every run that chooses. Pure.
 */

import type { TrainedSamples } from '../../protocol/snapshot';
import { asEpoch, asPlace, type Epoch, type Place, rowsAt, shareOf } from '../../protocol/units';
import { modalityTone, type Tone } from '../charts/chart';
import type { ChartSource } from '../charts/chart-frame';
import { modalityWord } from '../charts/modality-word';
import { listed } from '../format';
import { runOptions } from '../measures/measure-source';
import { snapshotAt } from '../time/shown';
import type { PileTable } from './pile-table';

const timesText = (times: number): string =>
  times === 0 ? 'not' : times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;

/** "both once", "picture once, sound 3 times". */
function labelOf(times: readonly number[], words: readonly string[]): string {
  if (new Set(times).size === 1) {
    return `${words.length === 2 ? 'both' : 'all'} ${timesText(times[0] ?? 0)}`;
  }
  return listed(words.map((word, m) => `${word} ${timesText(times[m] ?? 0)}`));
}

/** The colour of the modality that is trained more often than every other; null where there is none. */
function toneOf(times: readonly number[]): Tone | null {
  const most = Math.max(...times);
  const first = times.indexOf(most);
  return times.lastIndexOf(most) === first ? modalityTone(first) : null;
}

/** Places of the samples by how often they come with each modality, as `1,3`. */
function pilesOf({ rows, times }: TrainedSamples, ids: readonly string[]) {
  const piles = new Map<string, Place[]>();
  for (const at of rows.keys()) {
    const key = ids.map((id) => (Object.hasOwn(times, id) ? (times[id]?.[at] ?? 0) : 0)).join(',');
    const pile = piles.get(key);
    if (pile) pile.push(asPlace(at));
    else piles.set(key, [asPlace(at)]);
  }
  return piles;
}

/** @returns null where no run of the race chooses whom its samples train. */
export function trainedTable(source: ChartSource, at: Epoch | null): PileTable | null {
  const modalities = source.summary?.modalities ?? [];
  const ids = modalities.map(({ id }) => id);
  const found = runOptions(source).flatMap((option) => {
    const snapshot = snapshotAt(
      source.record.find(({ name }) => name === option.name),
      at,
    );
    const trained = snapshot?.trained;
    return snapshot && trained
      ? [{ option, epoch: snapshot.epoch, trained, piles: pilesOf(trained, ids) }]
      : [];
  });
  const [first] = found;
  if (!first) return null;
  const words = modalities.map(({ name }) => modalityWord(name));
  const keys = [...new Set(found.flatMap(({ piles }) => [...piles.keys()]))];
  const rows = keys.map((key) => ({ key, times: key.split(',').map(Number) }));
  const all = (times: readonly number[]) => times.reduce((sum, n) => sum + n, 0);
  // those that come seldom before those that come often; of these the ones that train the first modality more
  rows.sort((a, b) => all(a.times) - all(b.times) || (a.key < b.key ? 1 : -1));
  return {
    rows: rows.map(({ key, times }) => ({
      key,
      label: labelOf(times, words),
      tone: toneOf(times),
    })),
    note: `training split, ${first.trained.rows.length} samples`,
    columns: found.map(({ option, epoch, trained, piles }) => ({
      run: option.name,
      label: option.label,
      dash: option.dash,
      epoch: asEpoch(epoch),
      judge: '',
      cells: rows.map(({ key }) => {
        const places = piles.get(key) ?? [];
        return {
          count: places.length,
          share: shareOf(places.length, trained.rows.length),
          rows: rowsAt(trained.rows, places),
        };
      }),
    })),
  };
}
