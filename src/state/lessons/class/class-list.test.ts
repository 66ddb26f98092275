import { expect, test } from 'vitest';
import { SCENES } from '../../../lessons/scenes';
import { itStarves } from '../../../lessons/scenes/it-starves';
import { theCure } from '../../../lessons/scenes/the-cure';
import { writeResultCode } from '../result-code';
import type { Scene } from '../scene';
import { addCodes, countedAgain } from './class-list';

const at = (line: number) => `line ${line}`;

function codeOf(scene: Scene, seed: number, ended: number, guess: number | null = null): string {
  const values = { together: { value: ended, told: 'untested' as const } };
  return writeResultCode(scene, seed, { together: guess }, values);
}

const CODE = codeOf(itStarves, 482_913, 0.443);
const add = (text: string, counted: Parameters<typeof addCodes>[0] = []) =>
  addCodes(counted, text, at, itStarves, SCENES);
const kinds = (text: string) => add(text).findings.map(({ kind, place }) => `${place}: ${kind}`);

test('codes are found among names, times, emoji and sentences', () => {
  const log = [
    '10:41 Mrs Ng: please send your codes now, see https://lab.example/stage#scene=it-starves&class=7b',
    `10:42 Anna-Lena O’Hara:${CODE}😀`,
    `[10:43] +44 7700 900123: mine is (${codeOf(itStarves, 2, 0.4)}), cool`,
    'b4d5e6a7-c8b9-4d0e: what is that?',
    `10:44 Zoë: hereitis${codeOf(itStarves, 3, 0.41).toLowerCase()}!!!`,
  ].join('\r\n');
  expect(add(log).findings.map(({ kind, place }) => [kind, place])).toEqual([
    ['counted', 'line 2'],
    ['counted', 'line 3'],
    ['counted', 'line 5'],
  ]);
});

test('a code that a mail or a window has broken over lines is put together', () => {
  const broken = `> ${CODE.slice(0, 20)}\n> ${CODE.slice(20, 31)} ${CODE.slice(31)}\nBen`;
  expect(kinds(`Anna\n${broken}`)).toEqual(['line 2: counted']);
  expect(kinds(CODE.replaceAll(/(.{8})/g, '$1-'))).toEqual(['line 1: counted']);
});

test('codes one after the other on a line are counted one by one', () => {
  const line = [1, 2, 3].map((seed) => codeOf(itStarves, seed, 0.4)).join(' ');
  expect(kinds(line)).toEqual(Array(3).fill('line 1: counted'));
});

test.each([
  ['a wrong letter', CODE.replace('STARVES', 'STARUES').replace('U', 'N')],
  ['a missing letter', CODE.slice(0, -1)],
  ['a letter too many', `${CODE}7`],
  ['swapped letters', CODE.replace('ST', 'TS')],
  ['a wrong letter in front', `N${CODE.slice(1)}`],
  ['its first letter missing', CODE.slice(1)],
  ['its first letters swapped', `LM${CODE.slice(2)}`],
  ['a letter too many in front', `ML1${CODE.slice(2)}`],
  ['its front missing', CODE.slice(6)],
  ['its end missing', CODE.slice(0, 14)],
  ['a dot in it', `${CODE.slice(0, 16)}.${CODE.slice(17)}`],
])('a code with %s is named as a typing error and not counted', (_, wrong) => {
  const { counted, findings } = add(`Anna: ${wrong}`);
  expect(counted).toEqual([]);
  expect(findings[0]).toMatchObject({
    kind: 'typo',
    place: 'line 1',
    told: 'It looks like a result code, but a letter is wrong, missing or too many. Ask for it again; copied is safer than typed.',
  });
});

test('ordinary text, addresses and long words hold no codes', () => {
  const text = `Donaudampfschifffahrtsgesellschaft, 2026-11-26T17:30:33, +4915123456789012345678
    https://zoom.example/j/81234567890?pwd=a1b2c3d4e5f6a7b8c9d0a1b2c3d4 mlab MLAB1 lab-1 label2
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 🎉🎉🎉 11111111111111111111111111`;
  expect(kinds(text)).toEqual([]);
});

test('the same code twice counts once, also in another paste and written otherwise', () => {
  const once = add(`\n${CODE}`);
  expect(once.counted).toHaveLength(1);
  const again = add(CODE.toLowerCase(), once.counted);
  expect(again.counted).toEqual(once.counted);
  expect(again.findings).toMatchObject([
    { kind: 'double', told: 'The same code was counted before (line 2).' },
  ]);
});

test('a seed counts once, whatever the second code says', () => {
  const { counted, findings } = add(
    [
      CODE,
      codeOf(itStarves, 482_913, 0.447),
      codeOf(itStarves, 482_913, 0.443, 0.6),
      codeOf(itStarves, 482_913, 0.447, 0.6),
    ].join('\n'),
  );
  expect(counted).toHaveLength(1);
  expect(findings.map(({ kind, told }) => `${kind}: ${told}`)).toEqual([
    'counted: ',
    ...['another outcome', 'another guess', 'another guess and another outcome'].map(
      (what) =>
        `same-seed: The seed 482913 was counted before (line 1), with ${what}. One seed is one repetition; the first counts.`,
    ),
  ]);
});

test('codes of other scenes and versions are named and not counted', () => {
  const other = { ...itStarves, id: 'next-years' };
  const fewer = { ...itStarves, numbers: itStarves.numbers.slice(1) };
  const turned = { ...itStarves, numbers: [...itStarves.numbers].reverse() };
  const { counted, findings } = add(
    [codeOf(theCure, 1, 0.4), ...[other, fewer, turned].map((each) => codeOf(each, 1, 0.4))].join(
      '\n',
    ),
  );
  expect(counted).toEqual([]);
  expect(findings.map(({ kind, place, told }) => `${place}, ${kind}: ${told}`)).toEqual([
    'line 1, scene: It is of the scene “The cure”, and this is the picture of “It starves”.',
    'line 2, scene: It is of a scene “nextyears”, which this page does not have.',
    'line 3, version: It holds 2 numbers; the scene “It starves” has 3. It comes from another version of the page: reload it here, or there.',
    'line 4, version: It is of another version of the scene “It starves”, which measures other things. Reload the page here, or there.',
  ]);
});

test('a kept list is read again, and what is no code of the scene any more is left out', () => {
  const { counted } = add(CODE);
  const kept = [...counted, { written: codeOf(theCure, 1, 0.4), place: 'line 9' }];
  expect(countedAgain(kept, itStarves)).toEqual(counted);
});
