/**
 * What the page says of a race, in a few sentences, by rule from its numbers and their tests: while it trains, which
 * modality stands below or above what it reached alone; at the end every modality that lost or gained, which net
 * answers best, and whether a modality alone beats them. It speaks of these trained nets, and says so. Pure.
 */
import { aloneAtEnd } from './alone';
import { modalityWord } from './charts/modality-word';
import { finePercent, listed } from './format';
import { type GapSource, gapsAtEnd, gapsNow } from './gaps';
import { epochsDone, type RunRecord } from './race-record';
import { racingRuns } from './race-store';
import { tellConstant } from './telling/tell-constant';
import { fusedNow, tellAloneAhead, tellBest } from './telling/tell-fused';
import { tellGapsAtEnd, tellGapsNow } from './telling/tell-gaps';
import { MOST_NAMED, under } from './telling/words';

export interface Telling extends GapSource {
  readonly ended: boolean;
}

const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What one race cannot know, and what can. */
const OF_THESE_NETS = 'That is said of these nets; of methods, ten seeds speak.';

/** What is told of a race: everything, or what one of its charts shows. */
export type RaceSubject = 'all' | 'modalities' | 'fusion';

/** The sentences for the page, or null while there is nothing to tell. */
export function tellRace(telling: Telling, subject: RaceSubject = 'all'): string | null {
  const racing = racingRuns(telling.record);
  const runs = racing.filter((run) => run.epochs.length > 0);
  const failed = racing.filter((run) => run.status === 'failed');
  if (runs.length === 0) return failed.length > 0 ? tellStopped(racing) : null;
  const told = telling.ended ? tellEnd(telling, runs, subject) : tellNow(telling, runs, subject);
  return [told, tellStopped(racing)].filter(Boolean).join(' ');
}

function tellNow(telling: Telling, runs: readonly RunRecord[], subject: RaceSubject): string {
  const epoch = Math.max(...runs.map(epochsDone));
  const gaps = gapsNow(telling);
  if (subject === 'fusion') {
    return `Epoch ${epoch}: ${small(tellBest(runs, gaps, telling.catalogue, fusedNow))}`;
  }
  const told = gaps.isAloneKnown
    ? tellGapsNow(gaps, telling.catalogue)
    : tellWithoutReference(telling, runs);
  return [`Epoch ${epoch}: ${told}`, tellConstant(telling, runs)].filter(Boolean).join(' ');
}

/** Numbers only: nothing is known yet that they could be held against. */
function tellWithoutReference({ summary, catalogue }: Telling, runs: readonly RunRecord[]): string {
  const each = (summary?.modalities ?? []).flatMap(({ id, name }) => {
    const stands = runs.flatMap((run) => {
      const accuracy = run.epochs.at(-1)?.accuracy.unimodal[id];
      return accuracy === undefined ? [] : [`${finePercent(accuracy)} ${under(run, catalogue)}`];
    });
    return stands.length === 0 ? [] : [`${modalityWord(name)} stands at ${listed(stands)}`];
  });
  return [...each, 'how far each gets alone is not known yet.'].join('; ');
}

function tellEnd(telling: Telling, runs: readonly RunRecord[], subject: RaceSubject): string {
  const { catalogue } = telling;
  const ended = runs.filter((run) => run.end !== null);
  if (ended.length === 0) return '';
  const gaps = gapsAtEnd(telling);
  const alone = aloneAtEnd(telling);
  const isTested = ended.some(({ end }) => end?.right !== undefined);
  const ofModalities = () => [tellGapsAtEnd(gaps, catalogue)];
  const ofFusion = () => [
    tellBest(ended, gaps, catalogue),
    tellAloneAhead(ended, gaps, alone, telling),
  ];
  return [
    ...(subject === 'fusion' ? [] : ofModalities()),
    ...(subject === 'modalities' ? [] : ofFusion()),
    tellConstant(telling, ended),
    tellMissingClasses(telling),
    isTested ? OF_THESE_NETS : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Classes of which the test split has no sample: nothing that is said of the race is said of them. */
function tellMissingClasses({ summary }: Telling): string {
  const counts = summary?.classCountsOf?.test ?? [];
  const missing = (summary?.classNames ?? []).filter((_, c) => counts[c] === 0);
  if (missing.length === 0) return '';
  const rest = missing.length - MOST_NAMED;
  const named = rest > 0 ? [...missing.slice(0, MOST_NAMED), `${rest} more`] : missing;
  return `No test sample is of class ${listed(named)}, so none of this speaks of ${missing.length > 1 ? 'them' : 'it'}.`;
}

/** "after epoch 3", "in its first epoch". */
const whenStopped = (run: RunRecord): string =>
  epochsDone(run) > 0 ? `after epoch ${epochsDone(run)}` : 'in its first epoch';

function tellStopped(racing: readonly RunRecord[]): string {
  const stopped = racing.filter((run) => run.status === 'failed');
  if (stopped.length === 0) return '';
  const [first] = stopped;
  const epochs = stopped.map(epochsDone);
  const isAll = stopped.length === racing.length && racing.length > 1;
  const nothing = isAll ? ' No run came to its end, so there is nothing to compare.' : '';
  if (first && epochs.every((epoch) => epoch === epochs[0])) {
    const names = listed(stopped.map((run) => run.label));
    const when = stopped.length > 1 && !epochs[0] ? 'in their first epoch' : whenStopped(first);
    const whose = stopped.length > 1 ? 'their' : 'its';
    return epochs[0]
      ? `${names} stopped ${when}; ${whose} curves end there.${nothing}`
      : `${names} stopped ${when}.${nothing}`;
  }
  const names = stopped.map((run) => `${run.label} stopped ${whenStopped(run)}`);
  return `${listed(names)}; their curves end there.${nothing}`;
}
