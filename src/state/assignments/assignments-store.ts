/**
 * The assignment that a person works on, the one that a teacher's file brought, and the races that ended meanwhile.
 * The assignment is kept in this browser; where that fails it holds until the page closes. Written by the session only.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PreparedAssignment } from '../../data/assignment-settings';
import type { KeptRace } from './check-on-page';

export interface AssignmentsState {
  /** Whether the list lies open. */
  readonly isOpen: boolean;
  /** Null where nobody works on one. */
  readonly current: PreparedAssignment | null;
  /** From files of this computer, the newest last. */
  readonly own: readonly PreparedAssignment[];
  /** Why a file was not taken; null where the last one was. */
  readonly failed: { readonly message: string; readonly hint: string } | null;
  readonly kept: readonly KeptRace[];
}

export type AssignmentsStore = StoreApi<AssignmentsState>;

export const createAssignmentsStore = (): AssignmentsStore =>
  createStore<AssignmentsState>(() => ({
    isOpen: false,
    current: null,
    own: [],
    failed: null,
    kept: [],
  }));
