import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../protocol/checkpoint';
import type { RunEvent } from '../../protocol/events';
import { RunLog } from './run-log';

/** Events with what the log looks at. */
const event = (kind: RunEvent['kind'], run: string, more: object = {}): RunEvent =>
  ({ kind, run, seq: 0, ...more }) as RunEvent;
const ended = (run: string, epoch: number) => event('epoch-ended', run, { epoch });
const checkpoint = (run: string, epoch: number) =>
  event('checkpoint-taken', run, { checkpoint: { run, epoch } as Checkpoint });

const said = (log: RunLog, run: string) =>
  log.eventsOf(run).map((each) => ('epoch' in each ? each.epoch : each.kind));

/** A run cut off in its third epoch, written down after the second. */
function cutOff(): RunLog {
  const log = new RunLog();
  const worth = [
    event('run-started', 'a'),
    event('stage-started', 'a', { stage: 'only' }),
    ended('a', 1),
    event('chunk-trained', 'a', { epoch: 2 }),
    checkpoint('a', 2),
    ended('a', 2),
    ended('a', 3),
  ].map((each) => log.add(each));
  expect(worth).toEqual([false, false, false, false, false, true, false]);
  return log;
}

describe('what a task has said', () => {
  it('is kept as it was at the checkpoint, and goes on from there without saying anything twice', () => {
    const again = new RunLog(cutOff().save());
    expect(again.place()).toMatchObject({ runs: [{ run: 'a', epoch: 2 }], done: [] });
    expect(said(again, 'a')).toEqual(['run-started', 'stage-started', 1, 2]);
    again.add(event('run-started', 'a', { afterEpoch: 2 }));
    again.add(ended('a', 3));
    again.add(event('run-ended', 'a'));
    expect(said(again, 'a')).toEqual(['run-started', 'stage-started', 1, 2, 3, 'run-ended']);
    expect(again.place()).toMatchObject({ runs: [], done: ['a'] });
  });

  it('says where it goes on where that is another back end, once', () => {
    const place = { backend: 'webgpu', adapter: 'one' };
    const log = new RunLog();
    log.add(event('run-started', 'a', place));
    log.add(checkpoint('a', 1));
    log.add(ended('a', 1));
    const elsewhere = event('run-started', 'a', { ...place, adapter: 'other', afterEpoch: 1 });
    const second = new RunLog(log.save());
    second.add(elsewhere);
    // cut off again before anything was written down
    const third = new RunLog(second.save());
    third.add(elsewhere);
    third.add(checkpoint('a', 2));
    third.add(ended('a', 2));
    const fourth = new RunLog(third.save());
    fourth.add(event('run-started', 'a', { ...place, adapter: 'other', afterEpoch: 2 }));
    expect(said(fourth, 'a')).toEqual(['run-started', 1, 'run-started', 2]);
  });

  it('is not written down with a checkpoint whose epoch has not been told yet', () => {
    const log = cutOff();
    log.add(checkpoint('a', 4));
    expect(new RunLog(log.save()).place()).toMatchObject({ runs: [{ epoch: 2 }] });
  });

  it('does not change once it is saved', () => {
    const log = cutOff();
    const saved = log.save();
    log.add(event('run-failed', 'a'));
    expect(said(new RunLog(saved), 'a')).toEqual(['run-started', 'stage-started', 1, 2]);
  });

  it('keeps runs that are over, and starts those anew that were never written down', () => {
    const log = cutOff();
    log.add(event('run-started', 'b'));
    log.add(ended('b', 1));
    log.add(event('run-started', 'c'));
    log.add(event('run-failed', 'c'));
    const again = new RunLog(log.save());
    expect(again.place()).toMatchObject({ runs: [{ run: 'a' }], done: ['c'] });
    expect(said(again, 'b')).toEqual([]);
    expect(said(again, 'c')).toEqual(['run-started', 'run-failed']);
  });

  it('begins at the beginning where nothing was written down', () => {
    expect(new RunLog().place()).toBeNull();
  });
});
