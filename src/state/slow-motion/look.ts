/**
 * Opens slow motion on a run at the moment that the time bar shows, moves the bar where an epoch is asked for by its
 * number, and says what cannot be looked at. Sends; the answers come through the table of events.
 */

import type { LabRequest } from '../../protocol/messages';
import { haveSameData, haveSameSettings } from '../../protocol/same-settings';
import { runNames } from '../../protocol/settings';
import type { StepAsked } from '../../protocol/step';
import type { Epoch } from '../../protocol/units';
import type { ExperimentStore } from '../experiment-store';
import type { LabState, LabStore } from '../lab-store';
import { presentEpoch } from '../time/shown';
import type { ShownStore } from '../time/shown-store';
import type { TimeStore } from '../time/time-store';
import { epochLookedAt } from './epoch-looked-at';
import { CLOSED, type StepStore } from './step-store';

export interface StepLook {
  /**
   * Pauses the race and looks at one step of a run from inside, which changes nothing of it.
   * @param run the first of the race shown where null.
   * @param stage the one that the epoch is of where null.
   * @param epoch its first step, from 1, and the time bar goes there; null for the step to come, and the bar follows
   *   the latest; where absent, what the bar shows.
   */
  show(run: string | null, stage: string | null, epoch?: number | null): void;
  /** Ends the way to a step that is not there yet; slow motion stays open. */
  giveUp(): void;
  /** Ends slow motion; the race stays paused, and a bar that was sent to an epoch goes back to where it stood. */
  close(): void;
}

export interface StepLookNeeds {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly time: TimeStore;
  readonly slowMotion: StepStore;
  readonly shown: ShownStore;
  readonly send: (request: LabRequest) => void;
  /** Lets whatever trains stand. */
  readonly pause: () => void;
}

const NO_DEVICE = {
  code: 'no-device',
  message: 'There is no device to look at a step with.',
  hint: 'Press Play to open one again.',
};
const OTHER_FILES = {
  code: 'files-needed',
  message: 'This race was trained on files of this computer that are not open now.',
  hint: 'Open those files again; then its steps can be looked at.',
};

export function createStepLook(needs: StepLookNeeds): StepLook {
  const { lab, experiment, time, slowMotion, shown, send, pause } = needs;
  /** Where the bar stood before it was sent to an epoch; null where slow motion came to the bar. */
  let backTo: { readonly at: Epoch | null } | null = null;
  /** Ends the wait for a device that is still being opened. */
  let stopWaiting = () => {};

  const hasItsFiles = () => {
    const { settings, summary, origin } = shown.getState();
    if (origin === null || settings.data.source !== 'files') return true;
    const now = experiment.getState();
    return haveSameData(settings, now.settings) && summary?.id === now.summary?.id;
  };
  const refusal = (status: LabState['status']) => {
    if (!hasItsFiles()) return OTHER_FILES;
    return status === 'failed' ? NO_DEVICE : null;
  };
  const ask = (asked: StepAsked) => {
    const { settings } = shown.getState();
    const { status } = lab.getState();
    const failed = refusal(status);
    if (failed) slowMotion.setState({ failed, isAwaited: false });
    else if (status === 'ready') send({ kind: 'show-step', settings, ...asked });
    else wait(asked);
  };
  const wait = (asked: StepAsked) => {
    stopWaiting = lab.subscribe(() => {
      if (lab.getState().status === 'opening') return;
      stopWaiting();
      ask(asked);
    });
  };

  const close = () => {
    stopWaiting();
    const { isAwaited } = slowMotion.getState();
    slowMotion.setState(CLOSED);
    if (isAwaited) send({ kind: 'give-up-step' });
  };
  // a race of the past may come from the shelf while slow motion is open: what it shows is not of that one
  shown.subscribe((now, before) => {
    if (slowMotion.getState().run === null) return;
    if (now.origin !== before.origin || !haveSameSettings(now.settings, before.settings)) close();
  });

  return {
    show(given, stage, wanted) {
      stopWaiting();
      const run = given ?? runNames(shown.getState().settings)[0] ?? null;
      if (run === null) return;
      const before = slowMotion.getState();
      const { at, show, follow } = time.getState();
      if (before.run === null) backTo = wanted === undefined ? null : { at };
      if (wanted === null) follow();
      else if (wanted !== undefined && wanted <= presentEpoch(shown.getState().record))
        show(wanted);
      const epoch = wanted === undefined ? epochLookedAt(shown.getState(), run) : wanted;
      pause();
      const seen = before.run === run ? before.seen : null;
      slowMotion.setState({ ...CLOSED, run, stage, epoch, seen, isAwaited: true });
      ask({ run, stage, epoch });
    },
    giveUp: () => send({ kind: 'give-up-step' }),
    close() {
      close();
      if (backTo === null) return;
      const { at } = backTo;
      backTo = null;
      if (at === null) time.getState().follow();
      else time.getState().show(at);
    },
  };
}
