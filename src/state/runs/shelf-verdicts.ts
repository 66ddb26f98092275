/**
 * What the shelf may say of a group beside the pinned run's, and of two runs that are compared, in words. The numbers
 * are paired: the seeds that both have, or the samples that both answered; without either nothing is said. Pure.
 */
import { haveSameDataButSeed } from '../../protocol/same-settings';
import { compareGroups, type GroupComparison, type GroupRun } from '../../verdict/groups';
import { countText, pointsText, signedPoints } from '../format';
import type { RunCard } from './run-card';
import type { RunGroup } from './shelf-groups';

const runOf = ({ fusion, right }: RunCard): GroupRun | null =>
  fusion === null ? null : { accuracy: fusion, right: right ?? null };

/** The newest run of each seed, with its prediction. */
function bySeed(group: RunGroup): ReadonlyMap<number, GroupRun> {
  const runs = new Map<number, GroupRun>();
  for (const card of group.cards) {
    const run = runOf(card);
    if (run && card.status === 'ended' && !runs.has(card.settings.seed)) {
      runs.set(card.settings.seed, run);
    }
  }
  return runs;
}

/** Whether two runs were trained on the same data, drawn anew or not. */
const sharesData = (a: RunCard, b: RunCard): boolean =>
  a.dataName === b.dataName && haveSameDataButSeed(a.settings, b.settings);

/**
 * Every group that can be held against the pinned run's, by the group's key.
 * @param baseline the pinned run; its whole group is the baseline.
 */
export function groupVerdicts(
  groups: readonly RunGroup[],
  baseline: RunCard | null,
): ReadonlyMap<string, GroupComparison> {
  const theirs = groups.find(({ cards }) => cards.some(({ id }) => id === baseline?.id));
  if (!baseline || !theirs) return new Map();
  const family = groups
    .filter(({ cards: [card] }) => card && card.fusion !== null && sharesData(baseline, card))
    .map((group) => ({ key: group.key, bySeed: bySeed(group) }))
    .filter(({ bySeed: runs }) => runs.size > 0);
  return compareGroups(family, theirs.key);
}

/** The difference of a card's group in a few words: "+10.8 on 8 seeds, better". */
export function deltaText(comparison: GroupComparison): string {
  switch (comparison.of) {
    case 'nothing':
      return 'no seed in common with the baseline';
    case 'nets':
      return `${signedPoints(comparison.lead)} ${netWords(comparison)}`;
    case 'methods':
      return `${signedPoints(comparison.mean)} on ${comparison.seeds} seeds, ${methodWords(comparison)}`;
  }
}

const netWords = ({ verdict, samples }: Extract<GroupComparison, { of: 'nets' }>): string => {
  switch (verdict) {
    case 'better':
      return 'this net answers better';
    case 'worse':
      return 'this net answers worse';
    case 'cannot-tell':
      return samples === 1
        ? 'this one test sample cannot tell'
        : `these ${countText(samples)} test samples cannot tell`;
    case 'untested':
      return 'not tested';
  }
};

const methodWords = ({ verdict, least }: Extract<GroupComparison, { of: 'methods' }>): string => {
  switch (verdict) {
    case 'better':
      return 'better';
    case 'worse':
      return 'worse';
    case 'cannot-tell':
      return 'they cannot tell';
    case 'too-few':
      return `too few: ${least} are the least`;
  }
};

/** Two runs that are compared: what their predictions say of each other, or why nothing can be said. */
export function comparisonText(first: RunCard, second: RunCard): string {
  const [ours, theirs] = [runOf(first), runOf(second)];
  if (!ours || !theirs) return 'One of them makes no prediction, so there is nothing to compare.';
  if (first.status !== 'ended' || second.status !== 'ended') {
    return 'One of them did not come to its end, so their numbers are not compared.';
  }
  if (!sharesData(first, second)) {
    return 'They were trained on different data, so their numbers are not compared.';
  }
  const { seed } = second.settings;
  if (first.settings.seed !== seed) {
    return 'Another seed draws other samples and other weights, so the two numbers are not compared; several seeds of both can be.';
  }
  const family = [
    { key: 'first', bySeed: new Map([[seed, ours]]) },
    { key: 'second', bySeed: new Map([[seed, theirs]]) },
  ];
  const told = compareGroups(family, 'first').get('second');
  if (told?.of !== 'nets' || told.verdict === 'untested') {
    return 'Which samples they had right is not known any more, so the two numbers are not compared.';
  }
  const these = `these ${countText(told.samples)} test samples`;
  if (told.verdict === 'cannot-tell') {
    return told.samples === 1
      ? 'This one test sample cannot tell the two nets apart.'
      : `These ${countText(told.samples)} test samples cannot tell the two nets apart.`;
  }
  const ahead = told.verdict === 'better' ? second : first;
  return `On ${these} the ${ahead.label} net answers better, by ${pointsText(told.lead)}.`;
}
