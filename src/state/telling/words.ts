/** Names for sentences about a race: of runs, nets and samples. Pure. */
import type { Catalogue } from '../../protocol/catalogue';
import type { SplitName } from '../../protocol/data-set';
import { countText } from '../format';
import type { RunRecord } from '../race-record';

/** "under joint training", "under DI-MML"; a run with knobs of its own goes by its label. */
export const under = (run: RunRecord, catalogue: Catalogue): string =>
  catalogue.find(({ id }) => id === run.name)?.phrase ?? `under ${run.label}`;

/** "the DI-MML net": one race speaks of what was trained, not of how. */
export const netOf = ({ label }: Pick<RunRecord, 'label'>): string => `the ${label} net`;

/** "these 1,000 test samples", "this one test sample". */
export const theseSamples = (count: number, split: SplitName): string =>
  count === 1 ? `this one ${split} sample` : `these ${countText(count)} ${split} samples`;

/** With more runs than this a sentence counts them and names the extremes. */
export const MOST_NAMED = 3;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "a", "a or b", "a, b or c". */
export const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
