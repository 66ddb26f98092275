import { expect, test } from 'vitest';
import { isWithoutStored, writeWithoutStored } from './without-stored';

test('the address of a page without what is stored keeps everything else, and loses the word again', () => {
  const search = writeWithoutStored('?view=lab&backend=wasm', true);
  expect(search).toBe('?view=lab&backend=wasm&without=stored');
  expect(isWithoutStored(search)).toBe(true);
  expect(writeWithoutStored(search, false)).toBe('?view=lab&backend=wasm');
  expect(isWithoutStored('?without=more')).toBe(false);
  expect(writeWithoutStored('?without=stored', false)).toBe('');
});
