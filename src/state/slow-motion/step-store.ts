/** The step that is looked at in slow motion: which run, what came back. Must not import session. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../protocol/failure';
import type { StepSeen } from '../../protocol/step';

export interface StepState {
  /** The run looked at; null while slow motion is closed. */
  readonly run: string | null;
  /** What was seen of it; null until it comes. */
  readonly seen: StepSeen | null;
  readonly failed: Failure | null;
}

export type StepStore = StoreApi<StepState>;

export const CLOSED: StepState = { run: null, seen: null, failed: null };

export function createStepStore(): StepStore {
  return createStore<StepState>(() => CLOSED);
}
