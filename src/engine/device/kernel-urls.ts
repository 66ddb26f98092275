/** Addresses of the kernels' binaries in a built page; vite.config.ts says where `lab-kernels` is. */
import deepRelaxed from 'lab-kernels/kernels-deep-relaxed-simd.wasm?url';
import deepSimd from 'lab-kernels/kernels-deep-simd.wasm?url';
import probe from 'lab-kernels/kernels-probe.wasm?url';
import relaxed from 'lab-kernels/kernels-relaxed-simd.wasm?url';
import simd from 'lab-kernels/kernels-simd.wasm?url';

export const kernelUrls = {
  simd,
  'relaxed-simd': relaxed,
  'deep-simd': deepSimd,
  'deep-relaxed-simd': deepRelaxed,
  probe,
};
