/** The table of a sweep whose file was opened, and whether it is looked at. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MethodTable } from '../../protocol/method-table';

export interface TableState {
  /** Of the file that was opened last; null before one with a table was. */
  readonly table: MethodTable | null;
  readonly isShown: boolean;
}

export type TableStore = StoreApi<TableState>;

export const createTableStore = (): TableStore =>
  createStore<TableState>(() => ({ table: null, isShown: false }));
