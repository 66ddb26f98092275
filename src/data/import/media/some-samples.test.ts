/** Which samples are read where not all are. */
import { expect, test } from 'vitest';
import { importOptionsFor } from '../../../testing/import-fixtures';
import type { MediaSample, PairedSamples } from './media-source';
import { someSamples } from './some-samples';

const LABELS = ['anger', 'fear', 'rare'] as const;

/** 20 speakers with two samples of each class but the last, which only five have; the last 8 speakers test. */
const SAMPLES = Array.from({ length: 20 }, (_, speaker) =>
  LABELS.flatMap((label): MediaSample[] =>
    label === 'rare' && speaker % 4 > 0
      ? []
      : [0, 1].map(() => ({
          label,
          split: speaker < 12 ? 'train' : 'test',
          group: `speaker ${speaker}`,
          sources: [],
        })),
  ),
).flat();

const MEANING = { classFrom: 'folder level 1', splitFrom: null, group: null, pairedBy: null };
const paired = (samples: readonly MediaSample[]): PairedSamples => ({
  ...{ layout: 'a layout', modalities: [], samples, leftOut: [], choices: [] },
  meaning: { ...MEANING, questions: [] },
});
const some = (samples: readonly MediaSample[], mostSamples: number | undefined) =>
  someSamples(paired(samples), importOptionsFor({ mostSamples }));

function counts(samples: readonly MediaSample[], of: (sample: MediaSample) => string | null) {
  const all: Record<string, number> = {};
  for (const sample of samples) all[of(sample) ?? ''] = (all[of(sample) ?? ''] ?? 0) + 1;
  return all;
}

test('are evenly of the classes and groups, and every split keeps its share', () => {
  const { samples, leftOut } = some(SAMPLES, 45);
  expect(SAMPLES).toHaveLength(90);
  expect(counts(samples, ({ split }) => split)).toEqual({ train: 27, test: 18 });
  const train = samples.filter(({ split }) => split === 'train');
  // three speakers have six of the rare class, the others share the rest alike
  const { rare, ...others } = counts(train, ({ label }) => label);
  expect(rare).toBe(6);
  expect(Object.values(others).sort()).toEqual([10, 11]);
  const perSpeaker = Object.values(counts(train, ({ group }) => group));
  expect(perSpeaker).toHaveLength(12);
  expect(Math.max(...perSpeaker) - Math.min(...perSpeaker)).toBeLessThanOrEqual(1);
  expect(samples).toEqual(SAMPLES.filter((sample) => samples.includes(sample)));
  expect(leftOut.map(({ reason, count }) => [reason, count])).toEqual([
    [
      '45 samples are more than the settings ask for, which read 45 of 90, evenly over classes and groups.',
      45,
    ],
  ]);
});

test('are the same again, and all of them where as many are asked for or nothing is said', () => {
  expect(some(SAMPLES, 30).samples).toEqual(some(SAMPLES, 30).samples);
  for (const most of [90, 91, undefined]) expect(some(SAMPLES, most)).toEqual(paired(SAMPLES));
});

test('without groups and splits are evenly of the classes', () => {
  const plain = SAMPLES.map((sample) => ({ ...sample, group: null, split: null }));
  const { samples } = some(plain, 12);
  expect(counts(samples, ({ label }) => label)).toEqual({ anger: 4, fear: 4, rare: 4 });
});
