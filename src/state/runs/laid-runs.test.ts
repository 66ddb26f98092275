/** Runs of the shelf over the curves of another race. */
import { expect, test } from 'vitest';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { wholeRun } from '../../testing/stored-runs';
import { raceCharts } from '../charts/race-charts';
import { laidDashes, laidRun, laidText, MOST_LAID, withLaid } from './laid-runs';
import type { LaidRun } from './laid-store';
import { cardOf } from './run-card';

function laidOf(...runs: readonly ReturnType<typeof wholeRun>[]): readonly LaidRun[] {
  const laid: LaidRun[] = [];
  for (const { stored } of runs) {
    const run = laidRun(stored, cardOf(stored, false), laid);
    if (run) laid.push(run);
  }
  return laid;
}

const accuracy = { fusion: 0.6, unimodal: { picture: 0.7, sound: 0.4 }, readouts: {} };
const SHOWN = sourceOf(['joint'], [epochOf('joint', 1, { accuracy })]);

test('two runs of one method are two curves, each by its letter and a dash of its own', () => {
  const laid = laidOf(wholeRun('joint', { seed: 3 }), wholeRun('joint', { seed: 4, fusion: 0.9 }));
  const [unimodal, fusion] = withLaid(raceCharts(SHOWN), laid, SHOWN);
  const labels = unimodal?.lines.map(({ label }) => label);
  expect(labels?.filter((label) => / [AB]$/.test(label))).toEqual([
    'picture, A',
    'sound, A',
    'picture, B',
    'sound, B',
  ]);
  expect(fusion?.lines.map(({ label }) => label)).toEqual(['Joint', 'A', 'B']);
  expect(fusion?.lines.at(-1)).toMatchObject({ name: 'B: Joint, seed 4, its own prediction' });
  expect(new Set(fusion?.lines.map(({ dash }) => dash)).size).toBe(3);
  expect(new Set(laidDashes(laid, SHOWN).values()).size).toBe(3);
});

test('a curve keeps the colour that its modality has in the race that is shown', () => {
  const laid = laidOf(wholeRun('joint', { seed: 3 }));
  const turned = laid.map((run) => ({
    ...run,
    summary: { ...run.summary, modalities: [...run.summary.modalities].reverse() },
  }));
  const [unimodal] = withLaid(raceCharts(SHOWN), turned, SHOWN);
  const tone = (key: string) => unimodal?.lines.find((line) => line.key === key)?.tone;
  expect(tone('laid A.picture')).toBe(tone('joint.picture'));
  expect(tone('laid A.sound')).toBe(tone('joint.sound'));
});

test('says in which settings a laid run differs, and only in those', () => {
  const [same, other] = laidOf(
    wholeRun('joint', { settings: SHOWN.settings }),
    wholeRun('joint', { seed: 5, settings: { ...SHOWN.settings, epochs: 9 } }),
  );
  expect(same && laidText(same, SHOWN)).toContain('same settings');
  const { epochs, seed } = SHOWN.settings;
  expect(other && laidText(other, SHOWN)).toContain(`seed 5 (here ${seed})`);
  expect(other && laidText(other, SHOWN)).toContain(`epochs 9 (here ${epochs})`);
});

test('there are as many as can be told apart, and a letter that was taken away is free again', () => {
  const many = Array.from({ length: MOST_LAID + 1 }, (_, seed) => wholeRun('joint', { seed }));
  const laid = laidOf(...many);
  expect(laid.map(({ letter }) => letter).join('')).toBe('ABCDEF');
  const without = laid.filter(({ letter }) => letter !== 'C');
  const { stored } = wholeRun('joint', { seed: 99 });
  expect(laidRun(stored, cardOf(stored, false), without)?.letter).toBe('C');
});
