import { expect, test } from 'vitest';
import { isAllowed, licencesText, packageFolder } from './licences.mjs';

test('a licence is allowed by name, one of several that may be chosen, or all that hold together', () => {
  expect(
    ['MIT', '(MIT AND Zlib)', 'MIT AND ISC AND BSD-3-Clause', 'GPL-3.0 OR MIT'].map(isAllowed),
  ).toEqual(Array(4).fill(true));
  expect(
    ['GPL-3.0', 'MIT AND GPL-3.0', 'UNLICENSED', 'none named', 'MIT OR ISC AND GPL-3.0', ''].map(
      isAllowed,
    ),
  ).toEqual(Array(6).fill(false));
});

test('a module is of the innermost package, with its scope', () => {
  expect(packageFolder('/p/node_modules/a/node_modules/@s/b/dist/c.js?worker')).toBe(
    '/p/node_modules/a/node_modules/@s/b',
  );
  expect(packageFolder('\0/p/node_modules/a/x.js')).toBe('/p/node_modules/a');
  expect(packageFolder('/p/src/main.tsx')).toBeNull();
});

test('packages under one text stand above it once; one without a text is named all the same', () => {
  const text = licencesText([
    { name: 'b', version: '2.0.0', licence: 'MIT', text: 'Do what you like.' },
    { name: 'a', version: '1.0.0', licence: 'MIT', text: 'Do what you like.' },
    { name: 'c', version: '3.0.0', licence: 'ISC', text: '' },
  ]);
  expect(text).toContain('a 1.0.0 (MIT)\nb 2.0.0 (MIT)\n\nDo what you like.');
  expect(text.match(/Do what you like/g)).toHaveLength(1);
  expect(text).toContain('c 3.0.0 (ISC)\n\nThe package holds no text');
});
