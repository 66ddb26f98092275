/**
 * A store as its readers see it: views, commands and the page's edges read and follow it, and change it only through
 * what the session offers. Who makes a store keeps the other half.
 */
import type { StoreApi } from 'zustand/vanilla';

export type ReadonlyStore<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>;
