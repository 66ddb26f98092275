import { describe, expect, it } from 'vitest';
import type { GatheredFile, PictureReader } from '../reader';
import { pictures } from './decoded-kinds';
import { commonStart, PathIndex } from './path-index';

const [PNG] = pictures as [PictureReader];

const file = (path: string): GatheredFile => ({
  path,
  size: 1,
  kind: 'image',
  reader: PNG,
  bytes: async () => new Uint8Array(1),
});
const index = new PathIndex(['set/a/1.png', 'set/b/1.png', 'set/b/2.png'].map(file));
const find = (written: string) => index.find(written, 'set/list.csv')?.path ?? null;

it('finds paths of another computer by their longest ending, but takes no other file for one that is gone', () => {
  const there = new PathIndex(['pets/cat/1.png', 'pets/dog/1.png', 'pets/dog/2.png'].map(file));
  const written = ['C:\\my\\old\\cat\\1.png', 'C:\\my\\old\\dog\\2.png'];
  const start = commonStart(written);
  expect(start).toBe('C:/my/old');
  const of = (path: string) => there.find(path, 'pets/list.csv', start)?.path ?? null;
  expect(written.map(of)).toEqual(['pets/cat/1.png', 'pets/dog/2.png']);
  // cat/2.png is not there; dog/2.png is another picture
  expect(of('C:\\my\\old\\cat\\2.png')).toBeNull();
});

it('finds the file of its own split where two have the name', () => {
  const there = new PathIndex(['set/train/1.png', 'set/test/1.png'].map(file));
  const of = (list: string) => there.find('1', list)?.path ?? null;
  expect([of('trainLabels.csv'), of('test.csv'), of('labels.csv')]).toEqual([
    'set/train/1.png',
    'set/test/1.png',
    null,
  ]);
});

it('finds names without ending, in other capitals, other accents and other padding', () => {
  const there = new PathIndex(['a/ISIC_7.PNG', 'a/Mu\u0308cke.png', 'b/0007.png'].map(file));
  const of = (path: string) => there.find(path, 'list.csv')?.path ?? null;
  expect(of('isic_7')).toBe('a/ISIC_7.PNG');
  expect(of('a/Mücke.png')).toBe('a/Mu\u0308cke.png');
  expect(of('7')).toBe('b/0007.png');
  expect(of('8')).toBeNull();
});

describe('finding the files that a list names', () => {
  it.each([
    ['a/1.png', 'set/a/1.png'],
    ['./a/1.png', 'set/a/1.png'],
    ['b\\2.png', 'set/b/2.png'],
    ['set/b/1.png', 'set/b/1.png'],
    ['2.png', 'set/b/2.png'],
    ['../set/a/1.png', 'set/a/1.png'],
    ['../../anywhere/set/a/1.png', null],
    ['1.png', null],
    ['a/../b/1.png', null],
    ['', null],
    ['..', null],
  ])('%s', (written, found) => {
    expect(find(written)).toBe(found);
  });
});
