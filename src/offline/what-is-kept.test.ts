import { expect, test } from 'vitest';
import { isKeptAtOnce, isPackable } from './what-is-kept';

const SIMD = { simd: true, threads: false };
const BINARIES = [
  'assets/tfjs-backend-wasm-BIA8cDLW.wasm',
  'assets/tfjs-backend-wasm-simd-BrM3BlWr.wasm',
  'assets/tfjs-backend-wasm-threaded-simd-BLCcuiBu.wasm',
];
const keptOf = (urls: readonly string[], features = SIMD) =>
  urls.filter((url) => isKeptAtOnce({ url, revision: null }, features));

test('of the three binaries the one is kept that tfjs fetches in this browser', () => {
  const [plain, simd, threaded] = BINARIES;
  expect(keptOf(BINARIES)).toEqual([simd]);
  expect(keptOf(BINARIES, { simd: false, threads: false })).toEqual([plain]);
  // tfjs has no binary with threads and without SIMD
  expect(keptOf(BINARIES, { simd: false, threads: true })).toEqual([plain]);
  expect(keptOf(BINARIES, { simd: true, threads: true })).toEqual([threaded]);
});

test('readers of rare files wait until they are used; all else is kept at once', () => {
  const rest = [
    'index.html',
    'assets/index-B0Vn9yeu.js',
    'data/speech/01.ogg',
    'icons/icon-192.png',
  ];
  expect(keptOf([...rest, 'assets/rare-render-mesh-BKTWklJT.js'])).toEqual(rest);
});

test.each([
  ['text/html; charset=utf-8', true],
  ['text/javascript', true],
  ['application/json', true],
  ['application/wasm', true],
  ['image/svg+xml', true],
  ['application/octet-stream', true],
  ['audio/ogg', false],
  ['font/woff2', false],
  ['image/png', false],
  ['application/gzip', false],
  [null, false],
])('%s is packed: %s', (type, packed) => {
  expect(isPackable(type)).toBe(packed);
});
