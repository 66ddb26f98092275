/**
 * What the page has to tell a person outside the charts: failures with their fix, and what a
 * change has done. One notice per topic, so that a new one takes the old one's place.
 */
import { createStore } from 'zustand/vanilla';
import type { Failure } from '../protocol/failure';
import type { ReadonlyStore } from './readonly-store';

export interface Notice {
  /** What it is about: `address`, `backend`, `device`, `data`, `link`, `place`, `race`, `settings`, `shelf`, `version` or `run:<name>`. */
  readonly topic: string;
  /** `problem` interrupts a screen reader, `news` waits for its turn. */
  readonly tone: 'problem' | 'news';
  readonly message: string;
  readonly hint: string;
  /** What can be done about it at once, as a button. */
  readonly action?: { readonly word: string; run(): void };
}

export interface NoticesState {
  readonly notices: readonly Notice[];
  tell(notice: Notice): void;
  tellFailure(topic: string, failed: Failure): void;
  /** Takes back the notices on these topics; a topic ending in `:` stands for all that begin with it. */
  dismiss(...topics: readonly string[]): void;
}

export type NoticesStore = ReadonlyStore<NoticesState>;

export function createNoticesStore(): NoticesStore {
  return createStore<NoticesState>((set, get) => ({
    notices: [],
    tell: (notice) =>
      set(({ notices }) => ({
        notices: [...notices.filter((each) => each.topic !== notice.topic), notice],
      })),
    tellFailure: (topic, failed) =>
      get().tell({ topic, tone: 'problem', message: failed.message, hint: failed.hint }),
    dismiss: (...topics) =>
      set(({ notices }) => {
        const left = notices.filter(
          ({ topic }) =>
            !topics.some((each) => (each.endsWith(':') ? topic.startsWith(each) : topic === each)),
        );
        return left.length === notices.length ? {} : { notices: left };
      }),
  }));
}
