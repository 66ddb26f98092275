import { describe, expect, it } from 'vitest';
import type { GatheredFile, PictureReader } from '../reader';
import { pictures } from './decoded-kinds';
import { PathIndex } from './path-index';

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
