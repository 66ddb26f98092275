import * as v from 'valibot';
import { expect, test } from 'vitest';
import { repaired } from './repair';

const number = v.pipe(v.number(), v.finite());
const schema = v.object({
  name: v.string(),
  size: v.nullable(number),
  kind: v.optional(v.picklist(['a', 'b']), 'a'),
  losses: v.record(v.string(), number),
  picture: v.optional(v.nullable(v.object({ bins: v.array(number), error: number })), null),
});
const whole = () => ({
  name: 'x',
  size: 2,
  kind: 'b',
  losses: { total: 1, own: 2 },
  picture: { bins: [1, 2, 3], error: 0.1 },
});

test('what fits is left alone', () => {
  expect(repaired(schema, whole())).toEqual({ value: whole(), lost: [] });
});

test.each([
  ['a number that is text', { size: 'two' }, { size: null }, ['size']],
  ['a word that is not known', { kind: 'c' }, { kind: 'a' }, ['kind']],
  [
    'one bad value among good ones',
    { losses: { total: 1, own: 'x' } },
    { losses: { total: 1 } },
    ['losses.own'],
  ],
  [
    'a list with a hole',
    { picture: { bins: [1, null, 3], error: 0.1 } },
    { picture: null },
    ['picture'],
  ],
  ['a part that is missing', { picture: { bins: [1] } }, { picture: null }, ['picture']],
  ['a part of another shape', { picture: [1, 2] }, { picture: null }, ['picture']],
  [
    'several places at once',
    { size: [], kind: 7, losses: { total: {}, own: 2 } },
    { size: null, kind: 'a', losses: { own: 2 } },
    ['size', 'kind', 'losses.total'],
  ],
])('%s costs no more than itself', (_what, change, expected, lost) => {
  expect(repaired(schema, { ...whole(), ...change })).toEqual({
    value: { ...whole(), ...expected },
    lost,
  });
});

test('what nothing can stand for is refused with its place and value', () => {
  expect(repaired(schema, { ...whole(), name: 7 })).toMatchObject({
    reason: expect.stringMatching(/^name is 7; /),
  });
  expect(repaired(schema, [])).toMatchObject({ reason: expect.any(String) });
  expect(repaired(schema, null)).toMatchObject({ reason: expect.stringMatching(/^it is null; /) });
});
