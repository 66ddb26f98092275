/** The same race on every back end and with both engines: the same numbers up to rounding, whoever works them out. */
import { expect, it } from 'vitest';
import type { DeviceWish, VariantName } from '../protocol/backends';
import type { LabEvent } from '../protocol/messages';
import type { SettingsInput } from '../protocol/settings';
import { Session } from './session';

const SETTINGS: SettingsInput = {
  epochs: 3,
  batchSize: 16,
  samples: { train: 72, test: 64 },
  generator: { classes: 4 },
  encoders: { picture: { kind: 'cnn', channels: [3, 5], featureDim: 6 }, '*': { featureDim: 6 } },
  methods: { joint: {}, 'di-mml': { duc: { warmupEpochs: 1 }, fusionEpochs: 2 } },
};

const WISHES: readonly (DeviceWish & { readonly runs: readonly VariantName[] })[] = [
  { backend: 'cpu', runs: ['cpu'] },
  { backend: 'wasm', engine: 'tfjs', runs: ['wasm (tfjs)'] },
  { backend: 'wasm', engine: 'lab', runs: ['wasm', 'wasm-relaxed-simd'] },
  { backend: 'webgpu', engine: 'tfjs', runs: ['webgpu (tfjs)'] },
  { backend: 'webgpu', engine: 'lab', runs: ['webgpu'] },
];

/** Every loss of every epoch of a race, by run, epoch and name, and the back end that its runs name. */
async function raced(wish: DeviceWish) {
  const events: LabEvent[] = [];
  const session = new Session({
    emit: (event) => events.push(event),
    readAsset: () => Promise.reject(new Error('The generator reads no files.')),
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
  });
  session.handle({ kind: 'open-lab', ...wish });
  await session.settled();
  session.handle({ kind: 'start-race', settings: SETTINGS, withReference: false, paused: false });
  await session.settled();
  await session.close();
  const losses = new Map<string, number>();
  const backends = new Set<string>();
  for (const event of events) {
    if (event.kind === 'run-started') backends.add(event.backend);
    if (event.kind !== 'epoch-ended') continue;
    for (const [name, loss] of Object.entries(event.losses)) {
      if (loss !== null) losses.set(`${event.run} ${event.stage} ${event.epoch} ${name}`, loss);
    }
  }
  return { losses, backends: [...backends] };
}

it('all five agree, and name themselves', async () => {
  const races = [];
  for (const wish of WISHES) {
    const race = await raced(wish);
    expect(race.backends).toHaveLength(1);
    expect(wish.runs).toContain(race.backends[0]);
    races.push(race);
  }
  const [first] = races;
  expect(first?.losses.size).toBeGreaterThan(20);
  for (const { losses, backends } of races) {
    expect([...losses.keys()]).toEqual([...(first?.losses.keys() ?? [])]);
    for (const [name, loss] of losses) {
      expect(loss, `${name} on ${backends}`).toBeCloseTo(first?.losses.get(name) ?? Number.NaN, 3);
    }
  }
});
