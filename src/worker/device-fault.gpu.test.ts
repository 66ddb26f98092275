/** A WebGPU error that nobody caught fails the run and says what the compiler said; silence would teach nonsense. */
import { afterEach, expect, it } from 'vitest';
import type { LabEvent } from '../protocol/messages';
import type { SettingsInput } from '../protocol/settings';
import { Session } from './session';

const SETTINGS: SettingsInput = {
  epochs: 3,
  batchSize: 16,
  samples: { train: 64, test: 32 },
  generator: { classes: 4 },
  encoders: { '*': { hidden: [12], featureDim: 6 } },
  methods: { joint: {} },
};

const { createShaderModule } = GPUDevice.prototype;
afterEach(() => {
  GPUDevice.prototype.createShaderModule = createShaderModule;
});

/** A session whose device is open, with everything it says. */
async function onWebGpu() {
  const events: LabEvent[] = [];
  const session = new Session({
    emit: (event) => events.push(event),
    readAsset: () => Promise.reject(new Error('The generator reads no files.')),
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
  });
  session.handle({ kind: 'open-lab', backend: 'webgpu' });
  await session.settled();
  return { session, events };
}

it('a program that does not compile fails the run with its WGSL message', async () => {
  const { session, events } = await onWebGpu();
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    const broken = descriptor.label?.startsWith('crossEntropy');
    const code = broken
      ? descriptor.code.replace('fn main', 'fn undefinedThing(); fn main')
      : descriptor.code;
    return createShaderModule.call(this, { ...descriptor, code });
  };
  // the self-test at the start has compiled this program already; a new device has not
  session.handle({ kind: 'open-lab', backend: 'webgpu' });
  await session.settled();
  const reports = events.flatMap((event) => (event.kind === 'lab-opened' ? [event.report] : []));
  expect(reports[0]?.backend).toBe('webgpu');
  expect(reports[1]?.backend).toBe('webgpu (tfjs)');
  expect(reports[1]?.reasons[0]).toMatch(/failed the start-up test/);
  await session.close();
});

it('one that fails in the middle of a race stops the run, and says so', async () => {
  const { session, events } = await onWebGpu();
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    // not part of the self-test: the batches of a race
    const code = descriptor.label?.startsWith('serve') ? 'this is no WGSL' : descriptor.code;
    return createShaderModule.call(this, { ...descriptor, code });
  };
  session.handle({ kind: 'start-race', settings: SETTINGS, withReference: false, paused: false });
  await session.settled();
  const [failure] = events.flatMap((event) => (event.kind === 'run-failed' ? [event.failed] : []));
  expect(failure?.message).toMatch(/WGSL/);
  expect(events.some(({ kind }) => kind === 'run-ended')).toBe(false);
  await session.close();
});
