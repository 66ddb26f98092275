import { describe, expect, it } from 'vitest';
import { placeDeeperThan } from './depth';
import { show, shownPath, toFailure } from './failure';

/** `{a: {a: ... 1}}` of so many objects. */
const nested = (depth: number): unknown =>
  JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
const lists = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('how deep a value is nested', () => {
  it('is told to the level', () => {
    expect(placeDeeperThan(nested(3), 3)).toBeNull();
    expect(placeDeeperThan(nested(4), 3)).toEqual(['a', 'a', 'a']);
    expect(placeDeeperThan({ b: 1, c: [0, lists(2)] }, 3)).toEqual(['c', '1', '0']);
    for (const plain of [1, 'a', null, undefined, [], {}]) {
      expect(placeDeeperThan(plain, 1)).toBeNull();
    }
  });

  it('takes no more of the call stack for 200,000 levels than for one', () => {
    expect(placeDeeperThan(lists(200_000), 199_999)?.length).toBe(199_999);
    expect(placeDeeperThan(lists(200_000), 200_000)).toBeNull();
  });

  it('of a value that holds itself is deeper than anything', () => {
    const round: Record<string, unknown> = {};
    round['round'] = round;
    expect(placeDeeperThan(round, 50)?.length).toBe(50);
  });

  it('does not look into numbers', () => {
    expect(placeDeeperThan({ numbers: new Float32Array(1e7) }, 1)).toBeNull();
  });

  it('and how long its names are makes no sentence long', () => {
    const path = Array.from({ length: 5000 }, () => 'n'.repeat(1000));
    expect(shownPath(path).length).toBeLessThan(400);
    expect(show(nested(100_000)).length).toBeLessThan(100);
    expect(toFailure(new Error('n'.repeat(1_000_000))).message.length).toBeLessThan(1000);
  });
});
