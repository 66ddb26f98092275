/** What can end a run, one class per cause. */
import { LabError } from '../../protocol/failure';

/** A loss, a feature or a head's output is no longer a number. */
export class DivergedError extends LabError {
  /** @param what has happened: "the loss of total is no longer a number". */
  constructor(what: string) {
    super(
      'diverged',
      `Training diverged: ${what}.`,
      'Lower the learning rate (0.01 works for the presets) and press Reset; the curves up to here stay.',
    );
  }
}

/** @throws DivergedError naming the first loss of an epoch that is no longer a number. */
export function checkLosses(losses: Readonly<Record<string, number>>): void {
  for (const [name, loss] of Object.entries(losses)) {
    if (!Number.isFinite(loss))
      throw new DivergedError(`the loss of ${name} is no longer a number`);
  }
}

/** What a race was at: it trained, it stood still before its end, or there was nothing left to train. */
export type RaceDoing = 'trains' | 'pauses' | 'rests';

const LOST: Readonly<Record<RaceDoing, string>> = {
  trains: 'was lost while training',
  pauses: 'was lost while the race was paused',
  rests: 'was lost while nothing trained',
};

/** The graphics device is gone. */
export class DeviceLostError extends LabError {
  constructor(reason: string, doing: RaceDoing) {
    super(
      'device-lost',
      `The graphics device ${LOST[doing]} (${reason}).`,
      doing === 'rests'
        ? 'What was trained stays on the page. Press Play to train on a fresh device.'
        : 'What was trained stays on the page. Press Play to go on with a fresh device; only the last few seconds are trained again.',
    );
  }
}

/** WebGPU reported an error nobody caught: results can no longer be trusted. */
export class DeviceFaultError extends LabError {
  constructor(message: string) {
    super(
      'device-fault',
      `The graphics device reported an error: ${message}`,
      'The run was stopped because its numbers could be wrong. Reload the page, or add ?backend=wasm to its address.',
    );
  }
}
