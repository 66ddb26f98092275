/** The step that is looked at in slow motion: which one was asked for, what came back. Must not import session. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../protocol/failure';
import type { StepAsked, StepSeen, TrainedForStep } from '../../protocol/step';

export interface StepState extends Omit<StepAsked, 'run'> {
  /** The run looked at; null while slow motion is closed. */
  readonly run: string | null;
  /** What was seen of it; until it comes, the step before where it was the same run's, else null. */
  readonly seen: StepSeen | null;
  /** Whether what was asked for has not come, nor been refused. */
  readonly isAwaited: boolean;
  /** How far a copy is that is trained for it: epochs it set out at, and has by now; null where none is. */
  readonly way: { readonly from: number; readonly trained: number } | null;
  /** What was trained for the step that is seen. */
  readonly trained: TrainedForStep | null;
  /** Whether the way was ended before it was there. */
  readonly isGivenUp: boolean;
  readonly failed: Failure | null;
}

export type StepStore = StoreApi<StepState>;

export const CLOSED: StepState = {
  run: null,
  stage: null,
  epoch: null,
  seen: null,
  isAwaited: false,
  way: null,
  trained: null,
  isGivenUp: false,
  failed: null,
};

export function createStepStore(): StepStore {
  return createStore<StepState>(() => CLOSED);
}

/** Whether an answer is to what was asked last; what was asked before comes too late. */
export function answers(asked: StepAsked, { run, stage, epoch }: StepState): boolean {
  return asked.run === run && asked.stage === stage && asked.epoch === epoch;
}
