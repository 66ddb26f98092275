import { describe, expect, it } from 'vitest';
import { type Schedulable, type Span, schedule } from './schedule';

interface Named extends Schedulable {
  readonly name: string;
}

const span = (begin: number, count = 4): Span => ({ memory: 1, begin, count });

const command = (name: string, kind: string, reads: Span[], writes: Span[]): Named => ({
  name,
  kind,
  reads,
  writes,
});

const names = (groups: readonly (readonly Named[])[]) =>
  groups.map((group) => group.map(({ name }) => name));

describe('scheduling', () => {
  it('lets commands of one kind that do not wait for each other share a dispatch', () => {
    const chain = (m: number) => [
      command(`forward ${m}`, 'forward', [span(10 * m)], [span(10 * m + 5)]),
      command(`back ${m}`, 'back', [span(10 * m + 5)], [span(100 + 10 * m)]),
    ];
    expect(names(schedule([...chain(0), ...chain(1)], 16))).toEqual([
      ['forward 0', 'forward 1'],
      ['back 0', 'back 1'],
    ]);
  });

  it.each([
    ['reads what the first wrote', [], [span(0)], [span(2)], [span(20)]],
    ['writes what the first read', [span(0)], [span(20)], [], [span(3)]],
    ['writes what the first wrote', [], [span(0)], [], [span(0)]],
  ])('keeps a command behind another when it %s', (_, reads1, writes1, reads2, writes2) => {
    const first = command('first', 'same', reads1, writes1);
    const second = command('second', 'same', reads2, writes2);
    expect(names(schedule([first, second], 16))).toEqual([['first'], ['second']]);
  });

  it('ranges that only touch, and ranges of other memory, do not wait', () => {
    const a = command('a', 'same', [], [span(0)]);
    const b = command('b', 'same', [], [span(4)]);
    const elsewhere = command('c', 'same', [], [{ memory: 2, begin: 0, count: 4 }]);
    expect(schedule([a, b, elsewhere], 16)).toHaveLength(1);
  });

  it('holds back what nothing waits for until it finds company', () => {
    // a leaf of the same kind as a later command is not worth a dispatch of its own
    const commands = [
      command('start', 'start', [], [span(0)]),
      command('leaf', 'weights', [span(0)], [span(50)]),
      command('middle', 'inputs', [span(0)], [span(10)]),
      command('late', 'weights', [span(10)], [span(60)]),
    ];
    expect(names(schedule(commands, 16))).toEqual([['start'], ['middle'], ['leaf', 'late']]);
  });

  it('splits a group that is too large', () => {
    const many = Array.from({ length: 5 }, (_, k) => command(`${k}`, 'same', [], [span(10 * k)]));
    expect(names(schedule(many, 2)).map((group) => group.length)).toEqual([2, 2, 1]);
  });
});
