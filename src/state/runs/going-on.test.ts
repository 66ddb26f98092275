import { expect, test } from 'vitest';
import { goingOn } from './going-on';

test('a race goes on where a checkpoint of it is kept, begins anew where none is, and is asked neither on the page', () => {
  const left = { kept: new Set(['a', 'now']), present: 'now' };
  const of = (status: 'ended' | 'failed' | 'stopped', race: string) =>
    goingOn({ status, race }, left);
  expect(of('stopped', 'a')).toBe('yes');
  expect(of('failed', 'a')).toBe('yes');
  expect(of('ended', 'a')).toBeNull();
  expect(of('stopped', 'b')).toBe('no');
  expect(of('failed', 'b')).toBeNull();
  expect(of('stopped', 'now')).toBeNull();
  expect(goingOn({ status: 'stopped', race: 'b' }, { ...left, kept: null })).toBeNull();
});
