/** The sentences of what can go wrong with storage: what is wrong, and what to do. Fetched with the first fault. Pure. */
import { countText } from '../format';
import type { Cause } from './fault';
import type { Fault, StorageState } from './storage-store';

interface Words {
  /** What is wrong. */
  readonly message: (fault: Fault, state: StorageState) => string;
  /** What a person can do, or need not. */
  readonly hint: (fault: Fault, state: StorageState) => string;
}

const runs = (count: number): string => `${countText(count)} ${count === 1 ? 'run' : 'runs'}`;
const are = (count: number): string => (count === 1 ? 'is' : 'are');
/** "12 runs are gone"; of a shelf that was empty nothing is. */
const gone = (count: number): string =>
  count === 0 ? 'No finished run was lost' : `${runs(count)} ${are(count)} gone`;
const KEPT_AGAIN =
  'What stands on this page, the race in progress with it, is being kept anew; nothing can bring back the rest.';

/** Every cause, with its sentence; `docs/kept.md` has them all. */
export const FAULT_WORDS: Readonly<Record<Cause, Words>> = {
  none: {
    message: () =>
      'This browser keeps nothing for this page: it is a private window, or storage is switched off.',
    hint: () =>
      'What you train stays here until the page is closed. Save to a file what you want to keep.',
  },
  newer: {
    message: () =>
      'A newer version of this page has run in this browser, and keeps runs in a form that this version cannot read.',
    hint: () =>
      'Nothing was deleted. Reload the page to get the newer version; until then nothing new can be kept.',
  },
  blocked: {
    message: () =>
      'Another tab holds this page\u2019s storage in an older form, so that nothing can be kept or shown from it.',
    hint: () =>
      'Close or reload the other tabs of this page. What waits here is kept as soon as they are gone.',
  },
  lost: {
    message: ({ detail }) =>
      `The browser has closed this page\u2019s storage and does not open it again${detail === '' ? '' : ` (${detail})`}.`,
    hint: () =>
      'Try again; if that does not help, save to a file what you want to keep and restart the browser.',
  },
  cleared: {
    message: ({ count }) =>
      `What this browser had kept for the page was cleared while it was open. ${gone(count)}.`,
    hint: () => KEPT_AGAIN,
  },
  deleted: {
    message: ({ count }) =>
      `Another tab has deleted what this browser had kept for the page. ${gone(count)}.`,
    hint: () => KEPT_AGAIN,
  },
  'full-in-race': {
    message: () =>
      'This browser has no room left for this page: the race in progress is not written down, and would be lost if the page were closed now.',
    hint: () =>
      'Delete runs that you no longer need, here or on other pages of this site, or save to a file what stands here. Writing is tried again every few seconds.',
  },
  'full-at-end': {
    message: ({ count }, { onlyHere }) => {
      if (onlyHere.length > 0) {
        const its = onlyHere.length === 1 ? 'its' : 'their';
        return `This browser has no room left for this page: ${runs(onlyHere.length)} could not be kept, not even ${its} numbers.`;
      }
      return count > 0
        ? `This browser has little room left for this page: the numbers of ${runs(count)} are kept, the samples behind them are not.`
        : 'This browser has no room left for this page: the last change of the shelf is not kept.';
    },
    hint: (_, { onlyHere }) =>
      onlyHere.length > 0
        ? 'Save to a file what stands here, or delete runs that you no longer need: the rest is kept as soon as there is room.'
        : 'Delete runs that you no longer need before the next race.',
  },
  damaged: {
    message: ({ count }, { damaged }) => {
      const [first] = damaged;
      const why = first ? `: ${first.reason}` : '';
      return count === 1
        ? `1 record in this browser is damaged and was left out${why}.`
        : `${count} records in this browser are damaged and were left out; the first${why}.`;
    },
    hint: () =>
      'Everything else is here. Save what is damaged to a file if somebody may still need it, then remove it.',
  },
};

/** What is gone once the page is closed, counted; empty where nothing is. */
export function onlyHereText({ onlyHere, isRaceOnlyHere }: StorageState): string {
  const parts = [
    ...(onlyHere.length > 0 ? [runs(onlyHere.length)] : []),
    ...(isRaceOnlyHere ? ['the race in progress'] : []),
  ];
  if (parts.length === 0) return '';
  const single = onlyHere.length + (isRaceOnlyHere ? 1 : 0) === 1;
  return `Only in this page: ${parts.join(' and ')}, until ${single ? 'it' : 'they'} ${single ? 'is' : 'are'} saved or the page is closed.`;
}
