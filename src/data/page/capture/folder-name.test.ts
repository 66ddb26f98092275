import { expect, test } from 'vitest';
import { folderName } from './folder-name';

test('a name that is only a name is the folder', () => {
  for (const name of ['cat', 'Class 1', 'open hand', 'Übergröße']) {
    expect(folderName(name)).toBe(name);
  }
});

test('a name that means something to a reader, or nothing to a file system, is none', () => {
  const names = [
    'test',
    'training',
    'speaker 2',
    'images',
    'left',
    '_x',
    'a/b',
    'con',
    's1',
    '..',
    '',
  ];
  const folders = names.map(folderName);
  for (const folder of folders) expect(folder).toMatch(/^bucket \d+$/);
  expect(new Set(folders).size).toBe(names.length);
  // the same in every lab
  expect(folderName('test')).toBe(folders[0]);
});
