import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SCENES } from '../../lessons/scenes';
import { itStarves } from '../../lessons/scenes/it-starves';
import { LARGEST_SEED } from '../../protocol/training-knobs';
import { checkOf } from './class/check-symbols';
import { lettersOf, symbolsOf } from './class/symbols';
import type { NumberUnit } from './numbers';
import {
  type CodedScene,
  guessedRaces,
  LONGEST_CODE,
  readResultCode,
  writeResultCode,
} from './result-code';
import type { GuessValue, SceneValues } from './scene';

/** Numbers as a test split of 1,000 samples gives them. */
const VALUES: Readonly<Record<NumberUnit, fc.Arbitrary<number>>> = {
  share: fc.nat(1000).map((right) => right / 1000),
  points: fc.integer({ min: -1000, max: 1000 }).map((right) => right / 10),
  ratio: fc.integer({ min: -4096, max: 4096 }).map((whole) => whole / 1024),
  plain: fc.integer({ min: -4096, max: 4096 }).map((whole) => whole / 1024),
};

function guessesAt(scene: CodedScene): fc.Arbitrary<Record<string, GuessValue | null>> {
  const { guess } = scene;
  const one: fc.Arbitrary<GuessValue> =
    guess.kind === 'choice'
      ? fc.constantFrom(...guess.options.map(({ id }) => id))
      : VALUES[scene.numbers.find(({ id }) => id === guess.number)?.unit ?? 'plain'];
  return fc.record(Object.fromEntries(guessedRaces(scene).map((race) => [race, fc.option(one)])));
}

const valuesOf = (scene: CodedScene): fc.Arbitrary<SceneValues> =>
  fc.record(
    Object.fromEntries(
      scene.numbers.map(({ id, unit }) => [
        id,
        fc.option(fc.record({ value: VALUES[unit], told: fc.constantFrom('more', 'less') })),
      ]),
    ),
  );

/** One code that is full of numbers. */
function fullCode(scene: CodedScene, seed = 482_913): string {
  const race = guessedRaces(scene)[0] ?? '';
  const guess = scene.guess.kind === 'choice' ? (scene.guess.options[0]?.id ?? '') : 0.625;
  const values = Object.fromEntries(
    scene.numbers.map(({ id }, place) => [id, { value: (place + 1) / 20, told: 'more' as const }]),
  );
  return writeResultCode(scene, seed, { [race]: guess }, values);
}

test.each(SCENES)('a code of “$title” gives back what was written', (scene) => {
  const seeds = fc.integer({ min: 0, max: LARGEST_SEED });
  fc.assert(
    fc.property(seeds, guessesAt(scene), valuesOf(scene), (seed, guesses, values) => {
      const written = writeResultCode(scene, seed, guesses, values);
      const { guess } = scene;
      expect(written).toMatch(/^[A-Z0-9]+$/);
      expect(written.length).toBeLessThanOrEqual(LONGEST_CODE);
      expect(readResultCode(written, SCENES)).toEqual({
        code: {
          scene: scene.id,
          seed,
          guesses: guessedRaces(scene).map((race) => ({
            race,
            guess: guesses[race],
            came: guess.kind === 'choice' ? guess.came(values, race) : null,
          })),
          values: Object.fromEntries(
            scene.numbers.map(({ id }) => [id, values[id]?.value ?? null]),
          ),
        },
      });
    }),
    { numRuns: 50 },
  );
});

const LETTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const read = (written: string) => readResultCode(written, SCENES);
const same = (some: string, other: string) => String(symbolsOf(some)) === String(symbolsOf(other));

test.each(SCENES)(
  'every single wrong, missing, added or swapped letter of a code of “$title” is found',
  (scene) => {
    const code = fullCode(scene);
    for (let at = 0; at < code.length; at += 1) {
      const [front, letter, back] = [code.slice(0, at), code.charAt(at), code.slice(at + 1)];
      for (const other of LETTERS) {
        if (!same(letter, other)) expect(read(front + other + back)).toEqual({ fault: 'typo' });
        expect(read(front + other + letter + back)).toEqual({ fault: 'typo' });
      }
      expect(read(front + back)).toEqual({ fault: 'typo' });
      const next = back.charAt(0);
      if (next !== '' && !same(letter, next)) {
        expect(read(front + next + letter + back.slice(1))).toEqual({ fault: 'typo' });
      }
    }
  },
);

test('letters that people take for one another, either case, hyphens and joiners change nothing', () => {
  for (const scene of SCENES) {
    const code = fullCode(scene);
    const asTyped = code
      .toLowerCase()
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
      .replaceAll('v', 'u')
      .replaceAll(/(.{6})/g, '$1\u200B-');
    expect(read(asTyped)).toEqual(read(code));
    expect(read(code.replaceAll('0', 'O').replaceAll('1', 'I'))).toEqual(read(code));
  }
});

test('ids of scenes stay apart when they are written without hyphens and confused letters', () => {
  const ids = SCENES.map(({ id }) => String(symbolsOf(id)));
  expect(new Set(ids).size).toBe(SCENES.length);
});

const first: CodedScene = itStarves;

test('a code of an unknown scene is named by the scene', () => {
  const code = fullCode({ ...first, id: 'next-years' });
  expect(read(code)).toEqual({ fault: 'scene', letters: 'nextyears' });
});

test('a code of another format is named by its format', () => {
  const symbols = symbolsOf(fullCode(first))?.slice(0, -6) ?? [];
  const later = symbols.map((symbol, place) => (place === 4 ? 2 : symbol));
  expect(read(lettersOf([...later, ...checkOf(later)]))).toEqual({ fault: 'format', format: 2 });
});

test('a code of the same scene with another number of numbers is named by it', () => {
  const fewer = { ...first, numbers: first.numbers.slice(1) };
  expect(read(fullCode(fewer))).toEqual({
    fault: 'version',
    scene: first.id,
    count: first.numbers.length - 1,
  });
});

test('a code of the same scene whose numbers mean other things is no code of it', () => {
  const turned = { ...first, numbers: [...first.numbers].reverse() };
  expect(read(fullCode(turned))).toMatchObject({ fault: 'version', scene: first.id });
});

test('what a scene cannot have goes into no code', () => {
  const value = (number: number): SceneValues => ({
    [first.numbers[0]?.id ?? '']: { value: number, told: 'untested' },
  });
  const race = guessedRaces(first)[0] ?? '';
  expect(() => writeResultCode(first, -1, {}, {})).toThrow('-1 is no seed.');
  expect(() => writeResultCode(first, 1, {}, value(1.2))).toThrow('cannot hold 1.2 here');
  expect(() => writeResultCode(first, 1, {}, value(Number.NaN))).toThrow('cannot hold NaN here');
  expect(() => writeResultCode(first, 1, { [race]: 'both' }, {})).toThrow('both is no guess');
  expect(() => writeResultCode({ ...first, id: 'ärger' }, 1, {}, {})).toThrow(
    'cannot stand in a code',
  );
  const long = { ...first, numbers: Array<typeof first.numbers>(9).fill(first.numbers).flat() };
  expect(() => writeResultCode(long, 1, {}, {})).toThrow(/are \d+ letters long/);
});
