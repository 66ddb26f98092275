import { expect, it } from 'vitest';
import { needText, timeText } from './need-text';

it.each([
  [300, 'under 1\u00A0s'],
  [11_640, 'about 12\u00A0s'],
  [89_000, 'about 89\u00A0s'],
  [95_000, 'about 1.6\u00A0min'],
  [3_456_000, 'about 58\u00A0min'],
  [9_000_000, 'about 2.5\u00A0h'],
])('%d ms are told as "%s"', (ms, text) => {
  expect(timeText(ms)).toBe(text);
});

it.each([
  [300, 'under 1\u00A0s'],
  [11_640, 'roughly 10\u00A0s'],
  [160_000, 'roughly 3\u00A0min'],
  [9_400_000, 'roughly 3\u00A0h'],
])('%d ms that were only counted are told as "%s"', (ms, text) => {
  expect(timeText(ms, true)).toBe(text);
});

it('a race is told by its time, its steps and its memory', () => {
  const run = { run: 'joint', steps: 7360, ms: 9000, bytes: 1 };
  const need = {
    runs: [run, { ...run, steps: 640 }],
    ms: 12_000,
    bytes: 14e6,
    sampleBytes: 1,
    threads: 2,
    isCounted: false,
  };
  expect(needText(need)).toBe('about 12\u00A0s, 8,000 steps, 14\u00A0MB');
});
