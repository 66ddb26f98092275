import { expect, test } from 'vitest';
import { SCENES } from '../../../lessons/scenes';
import { itStarves } from '../../../lessons/scenes/it-starves';
import { theCure } from '../../../lessons/scenes/the-cure';
import { whenJointWins } from '../../../lessons/scenes/when-joint-wins';
import { chatLog, pupilsOf } from '../../../testing/class-codes';
import { finePercent } from '../../format';
import { writeResultCode } from '../result-code';
import { classAsCsv } from './class-csv';
import { addCodes } from './class-list';
import { summarise } from './class-summary';

const at = (line: number) => `line ${line}`;

/** A code with one letter wrong, in its middle. */
const mistyped = (code: string): string =>
  `${code.slice(0, 25)}${code[25] === '7' ? '8' : '7'}${code.slice(26)}`;

test('thirty codes among chat lines, three mistyped, two doubled and one of another scene, come to the means of the thirty', () => {
  const pupils = pupilsOf(itStarves, 30);
  const codes = pupils.map(({ code }) => code);
  const others = pupilsOf(itStarves, 33).slice(30);
  const [elsewhere] = pupilsOf(theCure, 1);
  const log = chatLog([
    ...codes.slice(0, 10),
    ...others.map(({ code }) => mistyped(code)),
    ...codes.slice(10, 20),
    codes[3] ?? '',
    elsewhere?.code ?? '',
    (codes[12] ?? '').toLowerCase(),
    ...codes.slice(20),
  ]);
  const { counted, findings } = addCodes([], log, at, itStarves, SCENES);
  const refused = findings.filter(({ kind }) => kind !== 'counted');
  expect(refused.map(({ kind, place }) => `${place}: ${kind}`)).toEqual([
    'line 11: typo',
    'line 12: typo',
    'line 13: typo',
    'line 24: double',
    'line 25: scene',
    'line 26: double',
  ]);
  expect(counted).toHaveLength(30);

  const { numbers, guesses, scatter } = summarise(itStarves, counted);
  for (const { id, values, spread } of numbers) {
    const given = pupils.map((pupil) => pupil.values[id]?.value ?? Number.NaN);
    expect(values).toEqual(given);
    const mean = given.reduce((sum, value) => sum + value, 0) / 30;
    expect(spread?.mean).toBe(mean);
    const squares = given.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(spread?.sd).toBeCloseTo(Math.sqrt(squares / 29), 12);
  }
  const [guessed] = guesses;
  expect(guessed?.kind === 'number' && guessed.guesses.values).toEqual(
    pupils.map(({ guess }) => guess),
  );
  expect(guessed?.kind === 'number' && guessed.outcomes.id).toBe('together');
  expect(scatter?.points).toHaveLength(30);
  expect(finePercent(numbers[0]?.spread?.mean ?? 0)).toMatch(/^\d\d\.\d\u00A0%$/);
});

test('each number is summarised over the codes that hold it', () => {
  const values = (share: number | null) => ({
    alone: share === null ? null : { value: share, told: 'untested' as const },
  });
  const log = [0.7, null, 0.8].map((share, i) => writeResultCode(itStarves, i, {}, values(share)));
  const { counted } = addCodes([], log.join('\n'), at, itStarves, SCENES);
  const { numbers, guesses, scatter } = summarise(itStarves, counted);
  expect(numbers.map(({ values: given }) => given.length)).toEqual([2, 0, 0]);
  expect(numbers[0]?.spread?.mean).toBe(0.75);
  expect(numbers[1]?.spread).toBeNull();
  expect(guesses).toMatchObject([{ guesses: { values: [], spread: null } }]);
  expect(scatter?.points).toEqual([]);
});

test('guesses by choice are counted for each race, beside what came', () => {
  const came = (told: 'more' | 'less') => ({
    'halves-lead': { value: 2.5, told },
    'noise-lead': { value: -1, told: 'less' as const },
  });
  const log = [
    writeResultCode(whenJointWins, 1, { halves: 'together', noise: 'alike' }, came('more')),
    writeResultCode(whenJointWins, 2, { halves: 'apart' }, came('more')),
    writeResultCode(whenJointWins, 3, { halves: 'together' }, came('less')),
  ].join(' ');
  const { counted } = addCodes([], log, at, whenJointWins, SCENES);
  const { guesses } = summarise(whenJointWins, counted);
  expect(guesses.map((each) => (each.kind === 'choice' ? [each.guessed, each.came] : []))).toEqual([
    [3, 3],
    [1, 3],
    [0, 0],
  ]);
  expect(guesses[0]).toMatchObject({
    race: 'Each knows half',
    options: [
      { id: 'together', guessed: 2, came: 2 },
      { id: 'apart', guessed: 1, came: 1 },
      { id: 'alike', guessed: 0, came: 0 },
    ],
  });
});

test('the table names its columns by number and unit and holds the codes', () => {
  const [pupil] = pupilsOf(itStarves, 1);
  const { counted } = addCodes([], pupil?.code ?? '', at, itStarves, SCENES);
  expect(classAsCsv(itStarves, counted).split('\r\n')).toEqual([
    'scene,seed,guess,alone (share),together (share),lost (points),code',
    `it-starves,1001,0.2,0.3,0.413,52.6,${pupil?.code}`,
    '',
  ]);
  const { counted: many } = addCodes(
    [],
    writeResultCode(whenJointWins, 5, {}, {}),
    at,
    whenJointWins,
    SCENES,
  );
  expect(classAsCsv(whenJointWins, many)).toMatch(
    /^scene,seed,guess\.halves,came\.halves,guess\.noise,came\.noise,guess\.pair,came\.pair,/,
  );
});
