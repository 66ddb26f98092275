/**
 * What training the smaller last batch of an epoch moves, as a section of .github/presets.md. All differences are one
 * family; presets without such a batch are no part of it, for there both ways are one and the same training. Pure.
 */
import { presetSettings } from '../../data/presets';
import { meanInterval } from '../../math/bootstrap';
import { holm, signFlip } from '../../math/paired-tests';
import { parseSettings } from '../../protocol/settings';
import { leastSeeds } from '../../verdict/compare-seeds';
import { meanOf } from '../../verdict/spread';
import { type Verdict, verdictOf } from '../../verdict/words';
import { table } from '../docs/markdown';
import { between, pText, signed, tooFew } from '../table-text';

/** One measure of one preset, trained both ways. */
export interface Moved {
  readonly preset: string;
  readonly name: string;
  /** Trained minus dropped in points, of the seeds that have both. */
  readonly moved: readonly number[];
}

const WORDS = {
  better: 'trained is higher',
  worse: 'trained is lower',
  'cannot-tell': 'cannot tell',
} as const;

/** Training samples and batch size, where the batches are all full. */
function fullBatches(preset: string): { readonly samples: number; readonly size: number } | null {
  const { samples, batchSize } = parseSettings(presetSettings(preset));
  return samples.train % batchSize === 0 ? { samples: samples.train, size: batchSize } : null;
}

/** Which presets are left out, and why; empty where none is. */
function leftOut(presets: readonly string[]): string {
  const named = presets.flatMap((preset) => {
    const full = fullBatches(preset);
    return full ? [`${preset} (${full.samples} samples in batches of ${full.size})`] : [];
  });
  return named.length === 0
    ? ''
    : `Left out, because no batch is smaller there and both ways are the same training: ${named.join(', ')}.`;
}

interface Tested extends Moved {
  readonly mean: number;
  readonly p: number;
  readonly verdict: Verdict;
}

/** How many of the family are told from 0, and which. */
function sumUp(rows: readonly Tested[], least: number): string {
  const told = rows.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  const decidable = rows.filter(({ verdict }) => verdict !== 'too-few');
  const all = `the ${rows.length} differences`;
  if (decidable.length === 0) {
    const most = Math.max(...rows.map(({ moved }) => moved.length));
    return `With ${most} seeds none of ${all} could be told from 0, however large: a family of ${rows.length} needs ${least}.`;
  }
  const named = told.map(({ preset, name, mean }) => `${preset}, ${name} (${signed(mean)})`);
  const undecidable = rows.length - decidable.length;
  return [
    told.length === 0
      ? `None of ${all} is told from 0, which does not show that they are 0: the intervals say how large they may be.`
      : `${told.length} of ${all} ${told.length === 1 ? 'is' : 'are'} told from 0: ${named.join('; ')}.`,
    ...(undecidable > 0
      ? [
          `${undecidable} ${undecidable === 1 ? 'has' : 'have'} fewer than the ${least} seeds it takes.`,
        ]
      : []),
  ].join(' ');
}

/** The section's text and table. */
export function whatMoves(lines: readonly Moved[]): string {
  const both = lines.filter(({ moved }) => moved.length >= 2);
  if (both.length === 0) return 'No seed was trained both ways yet.';
  const left = leftOut([...new Set(both.map(({ preset }) => preset))]);
  const family = both.filter(({ preset }) => !fullBatches(preset));
  if (family.length === 0) return left;
  const least = leastSeeds(family.length);
  const ps = holm(family.map(({ moved }) => signFlip(moved)));
  const rows = family.map((line, k): Tested => {
    const [mean, p] = [meanOf(line.moved) ?? 0, ps[k] ?? 1];
    const verdict = line.moved.length < least ? 'too-few' : verdictOf(mean, p);
    return { ...line, mean, p, verdict };
  });
  return [
    'Trained minus dropped, paired by seed; sign flips, Holm over all of this table.',
    sumUp(rows, least),
    ...(left ? [left] : []),
    '',
    table(
      ['preset', 'measure', 'trained \u2212 dropped', '95 %', 'seeds', 'p, Holm', 'verdict'],
      rows.map(({ preset, name, moved, mean, p, verdict }) => {
        const interval = meanInterval(moved);
        return [
          ...[preset, name, signed(mean), interval ? between(interval) : ''],
          ...[moved.length, pText(p), verdict === 'too-few' ? tooFew(least) : WORDS[verdict]],
        ];
      }),
    ),
  ].join('\n');
}
