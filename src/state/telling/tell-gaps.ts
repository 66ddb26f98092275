/**
 * Sentences about modalities: which of them lost or gained against what they reach alone, each with its numbers, as far
 * as a test says so; silent about modalities that alone cannot be told from guessing. Pure.
 */
import type { Catalogue } from '../../protocol/catalogue';
import { widestFirst } from '../../verdict/difference';
import { finePercent, listed, pointsText } from '../format';
import type { Gap, Gaps } from '../gaps';
import { capital, MOST_NAMED, orList, theseSamples, under } from './words';

/** Gaps of one modality, in the race's order. */
function byModality(gaps: readonly Gap[]): readonly (readonly [Gap, ...Gap[]])[] {
  const groups = new Map<string, [Gap, ...Gap[]]>();
  for (const gap of gaps) {
    const group = groups.get(gap.modality);
    if (group) group.push(gap);
    else groups.set(gap.modality, [gap]);
  }
  return [...groups.values()];
}

const isToldApart = ({ verdict }: Gap): boolean => verdict === 'lost' || verdict === 'gained';
const isUntested = ({ verdict }: Gap): boolean => verdict === 'untested';

/** "sound stands at 75.0 % alone, at 44.3 % under joint training and at 74.2 % under DI-MML": numbers, no verdict. */
function numbersOf(group: readonly [Gap, ...Gap[]], catalogue: Catalogue): string {
  const [{ word, alone }] = group;
  const each = group.map(
    ({ run, accuracy }) => `${finePercent(accuracy)} ${under(run, catalogue)}`,
  );
  return `${word} stands at ${listed([`${finePercent(alone)} alone`, ...each])}`;
}

const NOT_KEPT =
  'Which samples were right is not known any more, so these numbers are not compared.';

/**
 * "30.7 points under joint training (44.3 %) and 10.0 points under OGM (65.0 %)"; of many, how many, and the most.
 * @param way what the points are: nothing where the verb says so, or "below that ".
 */
function eachOrMost(
  gaps: readonly Gap[],
  runs: number,
  way: '' | 'below that ' | 'above that ',
  catalogue: Catalogue,
): string {
  const apart = (gap: Gap, which: string) =>
    `${pointsText(gap.below)} ${which}${under(gap.run, catalogue)} (${finePercent(gap.accuracy)})`;
  if (gaps.length <= MOST_NAMED) return listed(gaps.map((gap) => apart(gap, way)));
  const sorted = widestFirst(gaps);
  const most = gaps[0]?.verdict === 'gained' ? sorted.at(-1) : sorted[0];
  return `${way}under ${gaps.length} of ${runs} runs, at most ${most ? apart(most, '') : ''}`;
}

/** After the end: every modality, whatever the test says of it. */
export function tellGapsAtEnd(said: Gaps, catalogue: Catalogue): string {
  const { gaps, samples, split, isAloneKnown } = said;
  if (!isAloneKnown) return 'How far each modality gets alone is not known here.';
  const groups = byModality(gaps);
  if (groups.length === 0) {
    return `Alone, no modality does better than guessing, as far as ${theseSamples(samples, split)} can tell.`;
  }
  if (gaps.some(isUntested)) {
    const numbers = groups.map((group) => `${capital(numbersOf(group, catalogue))}.`);
    return [...numbers, NOT_KEPT].join(' ');
  }
  const these = theseSamples(samples, split);
  const [told, silent] = [
    groups.filter((g) => g.some(isToldApart)),
    groups.filter((g) => !g.some(isToldApart)),
  ];
  const sentences = told.map((group) => tellModality(group, these, catalogue));
  const words = silent.map(([{ word }]) => word);
  if (told.length === 0) return `Whether any modality lost or gained, ${these} cannot tell.`;
  if (words.length === 0) return sentences.join(' ');
  return [...sentences, `Whether ${orList(words)} lost or gained, ${these} cannot tell.`].join(' ');
}

function tellModality(
  group: readonly [Gap, ...Gap[]],
  these: string,
  catalogue: Catalogue,
): string {
  const [{ word, alone }] = group;
  const of = (verdict: Gap['verdict']) => group.filter((gap) => gap.verdict === verdict);
  const [lost, gained, open] = [of('lost'), of('gained'), of('cannot-tell')];
  const all = group.length;
  const parts = [
    ...(lost.length > 0 ? [`lost ${eachOrMost(lost, all, '', catalogue)}`] : []),
    ...(gained.length > 0 ? [`gained ${eachOrMost(gained, all, '', catalogue)}`] : []),
  ];
  const told = `${capital(word)} reaches ${finePercent(alone)} alone; it ${parts.join(' and ')}.`;
  if (open.length === 0) return told;
  if (open.length > MOST_NAMED) {
    return `${told} Under ${open.length} of ${all} runs ${these} cannot tell it from alone.`;
  }
  const where = open.map(
    ({ run, accuracy }) => `${under(run, catalogue)} (${finePercent(accuracy)})`,
  );
  return `${told} ${capital(listed(where))} ${these} cannot tell it from alone.`;
}

/** While it trains: modalities that stand below or above what they reached alone by then. */
export function tellGapsNow(said: Gaps, catalogue: Catalogue): string {
  const { gaps, samples, split } = said;
  const groups = byModality(gaps);
  const these = theseSamples(samples, split);
  if (groups.length === 0) {
    return `alone, no modality does better than guessing yet, as far as ${these} can tell.`;
  }
  if (gaps.some(isUntested)) {
    return `${groups.map((group) => numbersOf(group, catalogue)).join('; ')}.`;
  }
  const told = groups.filter((group) => group.some(isToldApart));
  if (told.length === 0) return `whether any modality is behind or ahead, ${these} cannot tell.`;
  const each = told.map((group) => {
    const [{ word, alone }] = group;
    const parts = (['lost', 'gained'] as const).flatMap((verdict) => {
      const gaps = group.filter((gap) => gap.verdict === verdict);
      const way = verdict === 'lost' ? 'below that ' : 'above that ';
      return gaps.length > 0 ? [eachOrMost(gaps, group.length, way, catalogue)] : [];
    });
    return `${word} has reached ${finePercent(alone)} alone and stands ${listed(parts)}`;
  });
  return `${each.join('; ')}.`;
}
