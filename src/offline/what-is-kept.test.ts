import { expect, test } from 'vitest';
import { isKeptAtOnce, isPackable } from './what-is-kept';

const SIMD = { simd: true, relaxedSimd: false };
const BINARIES = [
  'assets/kernels-simd-D4-iZ_3b.wasm',
  'assets/kernels-relaxed-simd-Ba3fPz81.wasm',
  'assets/kernels-probe-C7hR1sQx.wasm',
  'assets/tfjs-backend-wasm-BIA8cDLW.wasm',
  'assets/tfjs-backend-wasm-simd-BrM3BlWr.wasm',
  'assets/tfjs-backend-wasm-threaded-simd-BLCcuiBu.wasm',
  'assets/kernels-deep-simd-Cq1xW0aB.wasm',
  'assets/kernels-deep-relaxed-simd-Dv8yQ2cE.wasm',
];
const keptOf = (urls: readonly string[], features = SIMD) =>
  urls.filter((url) => isKeptAtOnce({ url, revision: null }, features));

test('of the binaries those are kept that train and probe in this browser', () => {
  const [simd, relaxed, probe, withoutSimd] = BINARIES;
  expect(keptOf(BINARIES)).toEqual([simd, probe]);
  expect(keptOf(BINARIES, { simd: true, relaxedSimd: true })).toEqual([relaxed, probe]);
  expect(keptOf(BINARIES, { simd: false, relaxedSimd: false })).toEqual([withoutSimd]);
});

test('readers of rare files, rare letters and tfjs wait until they are used; all else is kept at once', () => {
  const rest = [
    'assets/inter-latin-600-normal-BgCYU2hw.woff',
    'assets/inter-greek-wght-normal-CkhJZR_1.woff2',
    'index.html',
    'assets/index-B0Vn9yeu.js',
    'data/speech/01.ogg',
    'icons/icon-192.png',
  ];
  const rare = [
    'assets/rare-render-mesh-BKTWklJT.js',
    'assets/rare-tfjs-processor-C0ffee12.js',
    'assets/inter-latin-ext-600-normal-CIVaiw4L.woff',
  ];
  expect(keptOf([...rest, ...rare])).toEqual(rest);
});

test.each([
  ['index.html', 'text/html; charset=utf-8', true],
  ['assets/index-B0Vn9yeu.js', 'text/javascript', false],
  ['assets/LossesTab-B0Vn9yeu.js', 'application/javascript; charset=utf-8', false],
  ['assets/thread-main-D8O2xAaA.js', 'text/javascript', true],
  ['assets/seldom-take-out-Dh-SC4ac.js', 'text/javascript', true],
  ['http://localhost/lab/assets/rare-render-mesh-BKTWklJT.js', 'application/javascript', true],
  ['assets/index-D6D6NFXX.css', 'text/css', true],
  ['data/penguins.json', 'application/json', true],
  ['assets/tfjs-backend-wasm-simd-BrM3BlWr.wasm', 'application/wasm', true],
  ['favicon.svg', 'image/svg+xml', true],
  ['data/spoken-digits.bin', 'application/octet-stream', true],
  ['data/speech/01.ogg', 'audio/ogg', false],
  ['assets/inter.woff2', 'font/woff2', false],
  ['icons/icon-192.png', 'image/png', false],
  ['recording/default-race.json.gz', 'application/gzip', false],
  ['data/spoken-digits.bin', null, false],
])('%s as %s is packed: %s', (url, type, packed) => {
  expect(isPackable(url, type)).toBe(packed);
});
