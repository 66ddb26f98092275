/**
 * The question at the top of the page: it follows the race, and asks why only where a test says that there is something
 * to explain. One function for the lab and the projector. Pure; what may be said is decided by src/verdict.
 */
import { modalityWord } from '../charts/modality-word';
import { listed } from '../format';
import { type Gap, type Gaps, gapsAtEnd, gapsNow } from '../gaps';
import { racingRuns } from '../race-store';
import type { Telling } from '../tell-race';
import { capital, MOST_NAMED, orList, theseSamples, under } from './words';

/** Runs or methods under which it is so. */
interface Where {
  /** "under joint training". */
  readonly named: readonly string[];
  /** How many there are in all. */
  readonly of: number;
}

/** With more methods than this the question counts them. */
const MOST_ASKED = 2;

function whereText({ named, of }: Where): string {
  if (named.length <= MOST_ASKED) return listed(named);
  return named.length === of ? 'under every method' : `under ${named.length} of ${of} methods`;
}

/**
 * "why did sound learn less under joint training than alone?"; null where no modality did. Where several did, each has
 * methods of its own, which are the sentence's business.
 */
export function askWhy(
  way: 'less' | 'more',
  words: readonly string[],
  where: Where,
): string | null {
  const [word] = words;
  if (word === undefined) return null;
  if (words.length > MOST_NAMED)
    return `why did ${words.length} modalities learn ${way} than alone?`;
  if (words.length > 1) return `why did ${listed(words)} learn ${way} than alone?`;
  return `why did ${word} learn ${way} ${whereText(where)} than alone?`;
}

function gapsOf(verdict: Gap['verdict'], { gaps }: Gaps, told: Telling) {
  const found = gaps.filter((gap) => gap.verdict === verdict);
  const runs = new Set(found.map(({ run }) => run));
  return {
    words: [...new Set(found.map(({ word }) => word))],
    where: {
      named: [...runs].map((run) => under(run, told.catalogue)),
      of: racingRuns(told.record).length,
    },
  };
}

/** "picture or sound", "one modality" where there are many. */
function anyOf({ summary }: Telling): string {
  const words = (summary?.modalities ?? []).map(({ name }) => modalityWord(name));
  return words.length === 0 || words.length > MOST_NAMED ? 'one modality' : orList(words);
}

function askedNow(told: Telling): string {
  const { words } = gapsOf('lost', gapsNow(told), told);
  if (words.length === 0) return `is ${anyOf(told)} falling behind?`;
  return `${words.length > 1 ? 'are' : 'is'} ${listed(words)} falling behind?`;
}

function askedAtEnd(told: Telling): string {
  const said = gapsAtEnd(told);
  const { samples, split, gaps, isAloneKnown, heard } = said;
  if (!isAloneKnown) return 'how far does each modality get?';
  if (heard.length === 0) return 'does any modality know anything alone?';
  const [lost, gained] = [gapsOf('lost', said, told), gapsOf('gained', said, told)];
  const why = askWhy('less', lost.words, lost.where) ?? askWhy('more', gained.words, gained.where);
  if (why !== null) return why;
  if (gaps.some(({ verdict }) => verdict === 'untested')) return 'how far does each modality get?';
  return `did ${anyOf(told)} learn less than alone? ${capital(theseSamples(samples, split))} cannot tell.`;
}

function asked(told: Telling): string {
  const racing = racingRuns(told.record);
  if (racing.length > 0 && racing.every(({ status }) => status === 'failed')) {
    return racing.length === 1 ? 'why did this run stop?' : 'why did every run stop?';
  }
  const modalities = told.summary?.modalities ?? [];
  const [only] = modalities;
  if (only && modalities.length === 1) {
    return `how much can be known from ${modalityWord(only.name)} alone?`;
  }
  if (racing.every(({ epochs }) => epochs.length === 0)) return `will ${anyOf(told)} fall behind?`;
  return told.ended ? askedAtEnd(told) : askedNow(told);
}

/** What the page asks of a race at the moment that is looked at, of the past or present. */
export const question = (told: Telling): string => capital(asked(told));
