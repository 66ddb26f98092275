/**
 * What the page says of itself as a thing kept on this computer: that it is there, and that a new version waits.
 * Knows no service worker.
 */
import { createStore } from 'zustand/vanilla';
import type { NoticesStore } from './notices';
import type { ReadonlyStore } from './readonly-store';

export interface PageVersionState {
  /** Whether the next visit needs no network. */
  readonly isKept: boolean;
  noteKept(): void;
  /** Tells of a new version once; `use` loads the page anew with it. */
  offerNew(use: () => void): void;
}

export type PageVersionStore = ReadonlyStore<PageVersionState>;

export function createPageVersionStore(notices: NoticesStore): PageVersionStore {
  return createStore<PageVersionState>((set) => ({
    isKept: false,
    noteKept: () => set({ isKept: true }),
    offerNew: (use) =>
      notices.getState().tell({
        topic: 'version',
        tone: 'news',
        message: 'A new version of this page is ready.',
        hint: 'It loads the page anew; a race in progress can go on from where it was last written down, a few seconds back. Files that you opened must be opened again.',
        action: { word: 'Use the new version', run: use },
      }),
  }));
}
