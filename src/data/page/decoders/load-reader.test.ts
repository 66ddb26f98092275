import { expect, test } from 'vitest';
import { ImportError, leftOutBy, unlessOverForAll } from '../../import/import-error';
import { loadReader } from './load-reader';

const missing = () =>
  loadReader('meshes', () => Promise.reject(new TypeError('Failed to fetch'))).catch(
    (error: unknown) => error,
  );

test('a reader that is there is handed on', async () => {
  expect(await loadReader('meshes', async () => 7)).toBe(7);
});

test('one that cannot be fetched says that it was never loaded, and what to do', async () => {
  const error = await missing();
  expect(error).toBeInstanceOf(ImportError);
  expect(error).toMatchObject({
    code: 'reader-missing',
    message:
      'The reader of meshes was never loaded on this computer, and it cannot be fetched now.',
    hint: 'Go online once and open such a file; from then on the reader is kept.',
  });
});

test('it is no fault of the one file: the import ends, and no file is called damaged', async () => {
  const error = await missing();
  expect(() => leftOutBy(error, 'a.off')).toThrow('never loaded');
  expect(() => unlessOverForAll(error)).toThrow('never loaded');
  expect(unlessOverForAll(new ImportError('file-unusable', 'It is damaged.', ''))).toBeNull();
  expect(unlessOverForAll(new Error('damaged'))).toBeNull();
});
