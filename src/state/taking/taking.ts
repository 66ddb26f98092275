/**
 * Taking race, nets, data and features out of the lab, as files that other programs read. What writes them is loaded when
 * it is asked for; here is only the wish, and what the lab says meanwhile.
 */
import { createStore } from 'zustand/vanilla';
import { type Failure, toFailure } from '../../protocol/failure';
import type { LabEvent } from '../../protocol/messages';
import type { ReadonlyStore } from '../readonly-store';
import type { Taken, TakingNeeds } from './wishes';

export interface TakenFile {
  readonly name: string;
  readonly file: Blob;
}

export interface TakingState {
  /** What is being written; null while nothing is. */
  readonly writing: Taken | null;
  /** What a person should know of the last file. */
  readonly told: readonly string[];
  readonly failed: Failure | null;
}

export interface Taking {
  readonly store: ReadonlyStore<TakingState>;
  /** @returns null where it failed, or another file is being written. */
  take(what: Taken): Promise<TakenFile | null>;
  /** Every event of the lab. */
  hear(event: LabEvent): void;
}

export function createTaking(needs: TakingNeeds): Taking {
  const store = createStore<TakingState>(() => ({ writing: null, told: [], failed: null }));
  const listeners = new Set<(event: LabEvent) => void>();
  return {
    store,
    async take(what) {
      if (store.getState().writing !== null) return null;
      store.setState({ writing: what, told: [], failed: null });
      try {
        const { takeOut } = await import('./take-out');
        const { name, bytes, type, sentences } = await takeOut(what, {
          ...needs,
          listen(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        });
        store.setState({ told: sentences });
        return { name, file: new Blob([bytes], { type }) };
      } catch (error) {
        store.setState({ failed: toFailure(error) });
        return null;
      } finally {
        store.setState({ writing: null });
      }
    },
    hear(event) {
      for (const listener of listeners) listener(event);
    },
  };
}
