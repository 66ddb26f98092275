/** What threads say in any order is told in the order of one thread. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../protocol/events';
import { Turns } from './turns';

interface Said {
  readonly kind: string;
  readonly run: string;
  readonly epoch?: number;
  readonly epochs?: number;
}

const started = (run: string, epochs: number): Said => ({ kind: 'run-started', run, epochs });
const epoch = (run: string, at: number): Said => ({ kind: 'epoch-ended', run, epoch: at });
const ended = (run: string): Said => ({ kind: 'run-ended', run });
const failed = (run: string): Said => ({ kind: 'run-failed', run });

/** What is told of these, in short. */
function told(runs: readonly string[], said: readonly Said[]): string[] {
  const heard: string[] = [];
  const turns = new Turns(runs, (event) => {
    const { kind, run, epoch: at } = event as Said;
    heard.push(`${run} ${kind}${at === undefined ? '' : ` ${at}`}`);
  });
  for (const event of said) turns.take(event as RunEvent);
  return heard;
}

test('epoch by epoch, run after run, whoever is ahead', () => {
  const a = [started('a', 2), epoch('a', 1), epoch('a', 2), ended('a')];
  const b = [started('b', 3), epoch('b', 1), epoch('b', 2), epoch('b', 3), ended('b')];
  const inOrder = [
    ...['a run-started', 'a epoch-ended 1', 'b run-started', 'b epoch-ended 1'],
    ...['a epoch-ended 2', 'a run-ended', 'b epoch-ended 2', 'b epoch-ended 3', 'b run-ended'],
  ];
  expect(told(['a', 'b'], [...a, ...b])).toEqual(inOrder);
  expect(told(['a', 'b'], [...b, ...a])).toEqual(inOrder);
});

test('who fails is out, and the others go on', () => {
  const others = [started('a', 2), epoch('a', 1), epoch('a', 2), ended('a')];
  expect(told(['a', 'b'], [...others, failed('b')])).toEqual([
    ...['a run-started', 'a epoch-ended 1', 'b run-failed', 'a epoch-ended 2', 'a run-ended'],
  ]);
});

test('nobody is told before it is their turn', () => {
  expect(told(['a', 'b'], [started('b', 2), epoch('b', 1)])).toEqual([]);
});
