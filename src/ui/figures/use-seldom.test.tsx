// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSeldom } from './use-seldom';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A value that changes every so many milliseconds; what was seen of it after each change. */
function follow(everyMs: number) {
  const { result, rerender } = renderHook(({ value }) => useSeldom(value, everyMs), {
    initialProps: { value: 0 },
  });
  return {
    seen: () => result.current,
    to: (value: number) => rerender({ value }),
    wait: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
  };
}

it('takes over the first change at once, and of those that follow one a second', () => {
  const { seen, to, wait } = follow(1000);
  const taken = [];
  for (let value = 1; value <= 20; value += 1) {
    to(value);
    taken.push(seen());
    wait(200);
  }
  expect([...new Set(taken)]).toEqual([1, 6, 11, 16]);
});

it('shows the last change where no other comes', () => {
  const { seen, to, wait } = follow(1000);
  to(1);
  to(2);
  expect(seen()).toBe(1);
  wait(2000);
  expect(seen()).toBe(2);
});

it('takes every change over at once where it need not wait', () => {
  const { seen, to } = follow(0);
  for (let value = 1; value <= 3; value += 1) {
    to(value);
    expect(seen()).toBe(value);
  }
});
