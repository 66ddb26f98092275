/** Whether the machine is quiet enough for a table that stays: others at work would slow some contenders and not others. */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Processes waiting for a core, mean of a minute, above which no table is kept. */
export const QUIET_LOAD = 0.5;
const LOOK_EVERY_MS = 5000;

/** Mean number of processes that ran or waited over the last minute; 0 on Windows, which does not say. */
export const load = (): number => loadavg()[0] ?? 0;

/**
 * Waits until the load falls to `QUIET_LOAD`, at most so many minutes.
 * @param told is called once where there is something to wait for.
 * @returns the load it ended with.
 */
export async function waitForQuiet(
  minutes: number,
  told: (sentence: string) => void,
  look: () => number = load,
  pause: (ms: number) => Promise<unknown> = sleep,
): Promise<number> {
  let left = (minutes * 60_000) / LOOK_EVERY_MS;
  if (look() > QUIET_LOAD && left > 0) {
    told(
      `The load is ${look().toFixed(2)}; waiting at most ${minutes} minutes until it is ${QUIET_LOAD} or less.`,
    );
  }
  while (look() > QUIET_LOAD && left > 0) {
    await pause(LOOK_EVERY_MS);
    left -= 1;
  }
  return look();
}
