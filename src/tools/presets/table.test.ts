/** The page of the presets says what its results say, and nothing else. */
import { describe, expect, it } from 'vitest';
import type { Accuracies } from '../../protocol/events';
import { REFERENCE } from './reference';
import { seedsNamed } from './seeds';
import { presetsPage } from './table';
import type { PresetResult } from './train-preset';

const run = (fusion: number): Accuracies => ({
  fusion: fusion / 100,
  unimodal: { picture: 0.5, sound: 0.4 },
  readouts: { fusionHead: fusion / 100 - 0.02 },
});
/** -1, 0, 1, -1, ...: some spread, so that there is something to test. */
const wobble = (seed: number) => (seed % 3) - 1;

const results = (
  presets: readonly string[],
  numbers: (dropLast: boolean) => { readonly joint: number; readonly diMml: number },
): PresetResult[] =>
  presets.flatMap((preset) =>
    seedsNamed('101-112').flatMap((seed) =>
      [true, false].map((dropLast) => {
        const { joint, diMml } = numbers(dropLast);
        const late = diMml + 0.3 * wobble(seed + 1);
        return {
          ...{ preset, seed, dropLast },
          accuracy: {
            joint: run(joint + wobble(seed)),
            'di-mml': run(diMml + 0.4 * wobble(seed)),
            'late-ensemble@certainty': run(late + 0.4 * wobble(seed)),
          },
        };
      }),
    ),
  );

const rowWith = (page: string, ...parts: readonly string[]) =>
  page.split('\n').find((line) => parts.every((part) => line.includes(`| ${part} |`))) ?? '';

describe('beside the study', () => {
  it('a difference that a test tells from 0 is named, one that it cannot is not', () => {
    // the study: joint 81.7±1.5, DI-MML 92.5±1.1 of 20 seeds
    const page = presetsPage(results(['sound-starves'], () => ({ joint: 75, diMml: 92.5 })));
    expect(rowWith(page, 'sound-starves', 'joint', 'lab lower')).toContain('\u22126.7');
    expect(rowWith(page, 'sound-starves', 'DI-MML, T .1')).toContain('cannot tell');
    expect(page).toMatch(/left that a test tells from 0:[^.]*sound-starves, joint \(\u22126\.7\)/);
    expect(page).not.toMatch(/tells from 0:[^\n]*DI-MML, T \.1/);
  });

  it('where the study gives no sd nothing is tested', () => {
    const [starves] = results(['sound-starves'], () => ({ joint: 81, diMml: 92 }));
    const page = presetsPage(
      seedsNamed('1-4').map((seed) => ({
        ...(starves as PresetResult),
        seed,
        dropLast: true,
        accuracy: { 'ogm-ge': run(80 + seed) },
      })),
    );
    expect(rowWith(page, 'sound probe, OGM-GE')).toContain('no test: the study gives no sd');
  });

  it('counts what lies beyond two standard errors, and says where a measure leans one way', () => {
    const presets = REFERENCE.map(({ preset }) => preset);
    const page = presetsPage(results(presets, () => ({ joint: 20, diMml: 20 })));
    expect(page).toContain(
      `joint is lower than the study in ${presets.length} of ${presets.length}`,
    );
    expect(page).toMatch(/^\d+ of \d+ differences lie beyond two standard errors/m);
    expect(page).toContain('(counted, not tested)');
    expect(page).not.toContain('expected');
  });
});

it('of the default race a tie is a tie, and a difference has its verdict', () => {
  const page = presetsPage(results(['sound-starves'], () => ({ joint: 80, diMml: 92 })));
  const race = page.slice(page.indexOf('## The default race'), page.indexOf('taken apart'));
  expect(rowWith(race, 'sound-starves', 'joint')).toContain('| 0 of 12 |');
  expect(rowWith(race, 'sound-starves', 'joint')).toContain('| worse |');
  expect(rowWith(race, 'sound-starves', 'late-ensemble@certainty')).toContain('| cannot tell |');
});

describe('of few seeds', () => {
  it('the page says how many it takes, never that they cannot tell', () => {
    const few = results(['sound-starves'], () => ({ joint: 80, diMml: 92 })).filter(
      ({ seed }) => seed < 107,
    );
    const page = presetsPage(few);
    const race = page.slice(page.indexOf('## The default race'), page.indexOf('taken apart'));
    // six seeds: the two runs of a preset take seven
    expect(rowWith(race, 'sound-starves', 'joint')).toContain('| too few: 7 are the least |');
    expect(race).not.toContain('cannot tell |');
  });
});

it('a run that is read from the training of another is not held against it', () => {
  const seeds = results(['sound-starves'], () => ({ joint: 80, diMml: 92 })).map((result) => ({
    ...result,
    accuracy: { ...result.accuracy, 'di-mml@no-certainty': run(90), 'di-mml@no-duc': run(91) },
  }));
  const page = presetsPage(seeds);
  const apart = page.slice(page.indexOf('taken apart'));
  expect(rowWith(apart, 'prediction', 'di-mml@no-certainty')).toContain('worse');
  expect(rowWith(apart, 'fusion head alone', 'di-mml@no-duc')).not.toBe('');
  expect(rowWith(apart, 'fusion head alone', 'di-mml@no-certainty')).toBe('');
  expect(rowWith(apart, 'di-mml@no-certainty', '90.0±0.0')).toMatch(/\|\s*\|$/);
});

it('seeds are named one by one or as ranges', () => {
  expect(seedsNamed('101-103')).toEqual([101, 102, 103]);
  expect(seedsNamed('7')).toEqual([7]);
  expect(seedsNamed('1,4-5, 4')).toEqual([1, 4, 5]);
  for (const wrong of ['', 'ten', '5-3', '1,,2']) {
    expect(() => seedsNamed(wrong)).toThrow('they must be numbers or ranges such as 7 or 101-120');
  }
});
