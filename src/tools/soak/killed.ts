/** A second browser that is killed in the middle of a race, started again on what it kept, and must go on. */
import type { SettingsInput } from '../../protocol/settings';
import { MOST_EPOCHS } from '../../protocol/training-knobs';
import { type OwnChromium, startChromium } from './chromium';
import { addressOf, Person, RACE } from './person';

/** As long as a race may be, with epochs of 125 steps: minutes on the fastest machine, dozens of epochs on a busy one. */
const LONG: SettingsInput = { ...RACE, epochs: MOST_EPOCHS, samples: { train: 4000, test: 64 } };
/** Longer than a checkpoint is apart from the next. */
const TRAINS_MS = 8000;
/** Epochs that must not be lost are those from before so long. */
const LOST_AT_MOST_MS = 5000;

/**
 * @param seed of the race: one that was cut off before would go on, and come to its end some time.
 * @returns what happened, for the log. @throws Error where the race does not go on where it was.
 */
export async function killOnce(profile: string, base: string, seed: number): Promise<string> {
  const address = addressOf(base, { ...LONG, seed });
  let chromium: OwnChromium | null = null;
  try {
    chromium = await startChromium(profile, false);
    const before = new Person(chromium.page);
    await before.open(address);
    await before.race();
    await before.isWrittenDown();
    await chromium.page.waitForTimeout(TRAINS_MS - LOST_AT_MOST_MS);
    const safe = await before.epoch();
    await chromium.page.waitForTimeout(LOST_AT_MOST_MS);
    const reached = await before.epoch();
    if (reached >= MOST_EPOCHS) throw new Error('The race was over before it could be killed.');
    await chromium.kill();
    chromium = await startChromium(profile, false);
    const after = new Person(chromium.page);
    await after.open(address);
    await after.race();
    await after.reachEpoch(1);
    const wentOn = await after.epoch();
    if (wentOn < safe) {
      throw new Error(
        `The killed race goes on at epoch ${wentOn}; it was at ${safe} ${LOST_AT_MOST_MS} ms before its end.`,
      );
    }
    return `killed at epoch ${reached}, went on at ${wentOn}`;
  } finally {
    await chromium?.kill();
  }
}
