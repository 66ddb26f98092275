import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../protocol/events';
import type { LabEvent } from '../protocol/messages';
import { RaceDriver } from './race-driver';

const failed = { code: 'device-lost', message: 'gone', hint: 'start anew' };

/** A race whose second pull never returns, as when the device is lost in the middle of it; `begun` says when. */
async function* hanging(begun: () => void): AsyncGenerator<RunEvent, void, void> {
  yield { kind: 'chunk-trained', run: 'joint', seq: 1, epoch: 1, step: 1, steps: 2 };
  begun();
  await new Promise(() => {});
}

describe('a race whose device is lost', () => {
  it('fails every unfinished run at once, touches the device no more and can still be stopped', async () => {
    const events: LabEvent[] = [];
    let released = false;
    let begun = () => {};
    const hangs = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const driver = new RaceDriver({
      names: ['joint', 'di-mml'],
      events: hanging(begun),
      emit: (event) => events.push(event),
      breathe: async () => {},
      release: () => {
        released = true;
      },
    });
    driver.resume();
    await hangs;
    driver.abandon(failed);
    expect(events.filter(({ kind }) => kind === 'run-failed')).toEqual([
      { kind: 'run-failed', run: 'joint', seq: 0, label: 'joint', failed },
      { kind: 'run-failed', run: 'di-mml', seq: 0, label: 'di-mml', failed },
    ]);
    await driver.stop();
    expect(released).toBe(false);
  });
});
