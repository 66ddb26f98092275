/** Why a device cannot be used, one class per cause; the messages are read by people on the page. */
import { LabError } from '../../protocol/failure';

/** The browser has no WebGPU, or no adapter that is worth using. */
export class NoWebGpuError extends LabError {
  constructor(message: string) {
    super(
      'no-webgpu',
      message,
      'Training runs on the processor instead; it is slower but the same.',
    );
  }
}

/** WebAssembly is missing or switched off. */
export class NoWasmError extends LabError {
  constructor(detail: string) {
    super(
      'no-wasm',
      `WebAssembly cannot be used here (${detail}).`,
      'Training runs in plain JavaScript instead; expect it to be many times slower. Allow WebAssembly in the browser’s settings for full speed.',
    );
  }
}

/** WebAssembly is there, and cannot multiply and add in one instruction. */
export class NoRelaxedSimdError extends LabError {
  constructor() {
    super(
      'no-relaxed-simd',
      'This browser’s WebAssembly has no relaxed SIMD.',
      'Training runs with two instructions in its place; the results are the same up to rounding.',
    );
  }
}

/** The device opened but computed something wrong. */
export class DeviceUnusableError extends LabError {
  constructor(adapter: string, trouble: string) {
    super(
      'device-unusable',
      `${adapter} failed the start-up test: ${trouble}`,
      'Another device is used instead. A newer graphics driver or browser may fix it.',
    );
  }
}

/** One array would be larger than the graphics device can work on. */
export class ArrayTooLargeError extends LabError {
  constructor(mostBytes: number, bytes: number) {
    const inMb = (value: number) => value / 2 ** 20;
    super(
      'array-too-large',
      `This graphics device takes arrays of at most ${Math.floor(inMb(mostBytes))} MB; one of ${Math.ceil(inMb(bytes))} MB is needed. Use fewer samples or smaller ones, a smaller batch, or fewer channels.`,
      'Or train on the processor: add ?backend=wasm to the address.',
    );
  }
}

/** The processor's memory, as far as a browser gives it to one thread, is used up. */
export class OutOfMemoryError extends LabError {
  constructor(bytes: number) {
    super(
      'out-of-memory',
      `There is no memory for another ${Math.ceil(bytes / 2 ** 20)} MB: WebAssembly has at most 4 GB, and this browser may give less.`,
      'Use fewer samples or smaller ones, a smaller batch, or fewer channels.',
    );
  }
}

/** Nothing works. */
export class NoBackendError extends LabError {
  constructor(reasons: readonly string[]) {
    super(
      'no-backend',
      `This browser cannot train here: ${reasons.join(' ')}`,
      'Try a current Chrome or Edge.',
    );
  }
}
