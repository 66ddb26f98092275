import { expect, test } from 'vitest';
import { SCENES } from '../../../lessons/scenes';
import { itStarves } from '../../../lessons/scenes/it-starves';
import { theCure } from '../../../lessons/scenes/the-cure';
import { pupilsOf } from '../../../testing/class-codes';
import { createClassCodes } from './class-codes';

const placeOf = (line: number) => `line ${line}`;
const CODES = pupilsOf(itStarves, 3).map(({ code }) => code);
const ALL = [{ text: CODES.join('\n'), placeOf }];

function storageOf(kept = new Map<string, string>()) {
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

const REFUSING = {
  getItem: () => null,
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError');
  },
};

test('codes are there again after a reload, each list with its scene', () => {
  const storage = storageOf();
  const before = createClassCodes(SCENES, storage);
  before.read(ALL);
  before.choose('the-cure');
  before.read([{ text: pupilsOf(theCure, 1)[0]?.code ?? '', placeOf }]);
  const after = createClassCodes(SCENES, storage);
  expect(after.store.getState().counted.map(({ written }) => written)).toEqual(CODES);
  after.choose('the-cure');
  expect(after.store.getState().counted).toHaveLength(1);
  expect(after.store.getState().failed).toBeNull();
});

test('a code is taken away and brought back; so are all, one step after the other', () => {
  const codes = createClassCodes(SCENES, storageOf());
  codes.read(ALL);
  const all = codes.store.getState().counted;
  const [first, second] = all;
  if (!first || !second) throw new Error('The codes were not read.');
  codes.remove(second);
  expect(codes.store.getState()).toMatchObject({
    counted: [all[0], all[2]],
    undo: `the code with the seed ${second.code.seed}`,
  });
  codes.clear();
  expect(codes.store.getState()).toMatchObject({ counted: [], undo: '2 codes' });
  codes.undo();
  codes.undo();
  expect(codes.store.getState()).toMatchObject({ counted: all, undo: null });
  codes.undo();
  expect(codes.store.getState().counted).toEqual(all);
});

test('what was added after a removal is not thrown away by an undo', () => {
  const codes = createClassCodes(SCENES, storageOf());
  codes.read([{ text: CODES[0] ?? '', placeOf }]);
  codes.clear();
  codes.read([{ text: CODES[1] ?? '', placeOf }]);
  expect(codes.store.getState().undo).toBeNull();
  codes.undo();
  expect(codes.store.getState().counted.map(({ written }) => written)).toEqual([CODES[1]]);
});

test.each([
  ['there is none', null],
  ['it refuses', REFUSING],
])('without a storage, because %s, the lists last as long as the page and say so', (_, storage) => {
  const codes = createClassCodes(SCENES, storage);
  codes.read(ALL);
  expect(codes.store.getState()).toMatchObject({
    counted: { length: 3 },
    failed: {
      message: 'This browser keeps nothing for this page, so the codes last as long as the page.',
      hint: 'Save the table (CSV) before you close it.',
    },
  });
  codes.choose('why');
  expect(codes.store.getState().counted).toEqual([]);
  codes.choose('it-starves');
  expect(codes.store.getState().counted).toHaveLength(3);
});

test('what lies broken in the storage is left out', () => {
  const list = (kept: unknown) =>
    createClassCodes(
      SCENES,
      storageOf(new Map([['modality-lab.class-codes', JSON.stringify(kept)]])),
    )
      .store.getState()
      .counted.map(({ written }) => written);
  const place = 'line 1';
  expect(list('nonsense')).toEqual([]);
  expect(list({ format: 9, scenes: { 'it-starves': [{ written: CODES[0], place }] } })).toEqual([]);
  const kept = [
    { written: CODES[0], place },
    { written: 'MLAB1', place },
  ];
  expect(list({ format: 1, scenes: { 'it-starves': kept } })).toEqual([CODES[0]]);
});

test('a text without a code is named', () => {
  const codes = createClassCodes(SCENES, null);
  codes.read([{ text: 'Good morning!', placeOf: () => 'chat.txt' }]);
  expect(codes.store.getState().findings).toMatchObject([{ kind: 'nothing', place: 'chat.txt' }]);
});
