/** A session on the fake lab, with a clock that stands until `train` is called. For tests. */

import { settingsFrom } from '../data/starting-settings';
import type { BackendReport, Lab, LabEvent, LabRequest } from '../protocol/messages';
// what the page fetches beside its first drawing is there before a test looks
import '../state/runs/kept-runs';
import '../state/runs/memory-run-storage';
import '../state/runs/pack-snapshots';
import '../state/runs/show-run';
import '../state/set-aside';
import '../state/unfinished/unfinished-race';
import { createSession, type SessionOptions } from '../state/session';
import { createFakeLab, type FakeLabOptions } from './fake-lab';

interface OpenedOptions extends Omit<FakeLabOptions, 'every' | 'report'> {
  /** What the first, the second ... lab that is opened claims to train on. */
  readonly reports?: readonly BackendReport[];
}

export async function openedSession(
  { reports = [], ...options }: OpenedOptions = {},
  settings = settingsFrom({ epochs: 4 }),
  rest: Partial<SessionOptions> = {},
) {
  const sent: LabRequest[] = [];
  const labs: Lab[] = [];
  const listeners = new Set<(event: LabEvent) => void>();
  let tick: (() => void) | null = null;
  const session = createSession({
    settings,
    device: { backend: null },
    scheduler: {
      now: () => 0,
      later: (task) => {
        queueMicrotask(task);
        return () => {};
      },
    },
    createLab: () => {
      const report = reports[labs.length];
      const lab = createFakeLab({
        ...(labs.length === 0 ? options : {}),
        ...(report && { report }),
        every: (task) => {
          tick = task;
          return () => {
            tick = null;
          };
        },
      });
      labs.push(lab);
      return {
        ...lab,
        send: (request) => {
          sent.push(request);
          lab.send(request);
        },
        subscribe(listener) {
          listeners.add(listener);
          const unsubscribe = lab.subscribe(listener);
          return () => {
            listeners.delete(listener);
            unsubscribe();
          };
        },
      };
    },
    ...rest,
  });
  /** Lets everything that waits happen; the numbers of what has finished stand on the shelf then. */
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await session.runs.whenKept();
  };
  /** Trains so many epochs of every run, or to the end. */
  const train = async (rounds = 100) => {
    await settle();
    for (let i = 0; i < rounds; i += 1) tick?.();
    await settle();
  };
  /** Lets the lab say this, all in one batch. */
  const say = async (events: readonly LabEvent[]) => {
    for (const event of events) for (const listener of listeners) listener(event);
    await settle();
  };
  session.open();
  await settle();
  return { session, sent, labs, train, say, settle };
}
