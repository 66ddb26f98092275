import { expect, test } from 'vitest';
import { EVERY_TEN_MINUTES, type EventKind, planOf, TEN_MINUTES_MS } from './plan';

test('every ten minutes hold what the soak promises, in order, within their time', () => {
  for (const stretch of [0, 3]) {
    const plan = planOf(7, stretch);
    for (const [kind, times] of Object.entries(EVERY_TEN_MINUTES) as [EventKind, number][]) {
      expect(plan.filter((event) => event.kind === kind)).toHaveLength(times);
    }
    const times = plan.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(stretch * TEN_MINUTES_MS);
    expect(times.at(-1)).toBeLessThan((stretch + 1) * TEN_MINUTES_MS);
  }
});

test('a seed asks for the same events, another seed for others', () => {
  expect(planOf(1, 2)).toEqual(planOf(1, 2));
  expect(planOf(2, 2)).not.toEqual(planOf(1, 2));
});
