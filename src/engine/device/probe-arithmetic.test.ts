import { beforeEach, expect, it, vi } from 'vitest';
import { plainArithmetic } from '../../math/probe/plain-arithmetic';
import { openProbeArithmetic } from './probe-arithmetic';

const binary = vi.hoisted(() => ({ missing: false }));
vi.mock('./kernel-binary', async (load) => {
  const real = await load<typeof import('./kernel-binary')>();
  return {
    kernelBinary: (build: 'probe') => {
      if (binary.missing) throw new Error('its binary was not found, status 404');
      return real.kernelBinary(build);
    },
  };
});
beforeEach(() => {
  binary.missing = false;
});

it('probes are computed in WebAssembly', async () => {
  const { arithmetic, reason } = await openProbeArithmetic();
  expect(arithmetic).not.toBe(plainArithmetic);
  expect(reason).toBeNull();
});

it('probes are computed in JavaScript where the binary is missing, and why is said', async () => {
  binary.missing = true;
  const { arithmetic, reason } = await openProbeArithmetic();
  expect(arithmetic).toBe(plainArithmetic);
  expect(reason).toBe(
    'Probes are computed in JavaScript, which takes longer: its binary was not found, status 404.',
  );
});
