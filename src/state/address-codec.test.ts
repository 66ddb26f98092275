import { expect, test } from 'vitest';
import { defaultSettings, settingsFrom } from '../data/starting-settings';
import { parseSettings } from '../protocol/settings';
import { withPath } from '../protocol/settings-paths';
import { readDevice, readFragment, readView, writeFragment, writeView } from './address-codec';

const fragmentOf = (value: unknown) => `#s=${encodeURIComponent(JSON.stringify(value))}`;

test('the default experiment needs no address', () => {
  expect(writeFragment(defaultSettings())).toBe('');
  expect(readFragment('')).toEqual({ value: defaultSettings(), failed: null });
});

test('only what differs is written, and reading gives the same experiment back', () => {
  const settings = settingsFrom({ seed: 7, generator: { sound: { phaseRange: 0.5 } } });
  const fragment = writeFragment(settings);
  expect(JSON.parse(decodeURIComponent(fragment.slice(3)))).toEqual({
    seed: 7,
    generator: { sound: { phaseRange: 0.5 } },
  });
  expect(readFragment(fragment).value).toEqual(settings);
});

test('a preset fills in what the address leaves out', () => {
  const { value } = readFragment(fragmentOf({ data: { id: 'useless-sound' }, epochs: 5 }));
  expect(value.generator.sound.fail).toBe(1);
  expect(value.epochs).toBe(5);
  expect(writeFragment(value)).toBe(
    fragmentOf({ data: { source: 'generator', id: 'useless-sound' }, epochs: 5 }),
  );
});

test('what is taken away of the default data is written too', () => {
  const settings = settingsFrom({ data: { missing: { sound: 0.3 } } });
  expect(readFragment(writeFragment(settings)).value).toEqual(settings);
  expect(settings.data.missing).toEqual({ sound: 0.3 });
});

test.each([
  [
    'what real data give every run',
    { data: { source: 'builtin', id: 'penguins' } },
    'methodDefaults.di-mml',
  ],
  ['what a preset gives every run', { data: { id: 'synergy' } }, 'methodDefaults.*'],
])('%s stays away once it was taken away', (_what, start, path) => {
  const settings = parseSettings(withPath(settingsFrom(start), path, undefined));
  expect(settings).not.toEqual(settingsFrom(start));
  const fragment = writeFragment(settings);
  expect(readFragment(fragment)).toEqual({ value: settings, failed: null });
  expect(fragment).toContain(encodeURIComponent('"whole":true'));
});

test('base64url is read as well as percent-encoded text', () => {
  const encoded = btoa(JSON.stringify({ seed: 42 }))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  expect(readFragment(`#s=${encoded}`).value.seed).toBe(42);
});

test('naming a run names the whole race; what the preset gives every method stays', () => {
  const synergy = settingsFrom({ data: { id: 'synergy' }, methods: { joint: {} } });
  expect(Object.keys(synergy.methods)).toEqual(['joint']);
  expect(synergy.methodDefaults['*']).toEqual({ fusionHidden: 48 });
  expect(readFragment(writeFragment(synergy)).value).toEqual(synergy);
});

test('a value out of range is refused by name and the default experiment stays usable', () => {
  const { value, failed } = readFragment(fragmentOf({ epochs: 0 }));
  expect(failed?.message).toBe(
    'The address asks for something this lab cannot do: epochs is 0; it must be from 1 to 5000.',
  );
  expect(value).toEqual(defaultSettings());
});

test.each([
  ['#s=%7Bnot', 'What follows #s= cannot be read as settings'],
  [fragmentOf([1]), 'The settings are [1]; they must be an object.'],
  [
    fragmentOf({ data: { id: 'no-such' } }),
    'data.id is "no-such"; it must be one of sound-starves,',
  ],
  [fragmentOf({ methods: 'joint' }), 'methods'],
  [fragmentOf({ speed: 3 }), 'There is no setting called speed.'],
])('%s is refused with a sentence', (fragment, sentence) => {
  expect(readFragment(fragment).failed?.message).toContain(sentence);
});

test('an address cannot reach an object’s prototype', () => {
  const fragment = `#s=${encodeURIComponent('{"__proto__":{"polluted":1},"seed":3}')}`;
  readFragment(fragment);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('an unknown back end, engine or storage is named and the lab chooses', () => {
  expect(readDevice('?backend=wasm')).toEqual({ value: { backend: 'wasm' }, failed: null });
  expect(readDevice('')).toEqual({ value: { backend: null }, failed: null });
  expect(readDevice('?engine=tfjs')).toEqual({
    value: { backend: null, engine: 'tfjs' },
    failed: null,
  });
  const metal = readDevice('?backend=metal&engine=tfjs');
  expect(metal.value).toEqual({ backend: null, engine: 'tfjs' });
  expect(metal.failed?.message).toBe(
    'backend is "metal" in the address; it must be one of webgpu, wasm, cpu.',
  );
  const steam = readDevice('?backend=cpu&engine=steam');
  expect(steam.value).toEqual({ backend: 'cpu' });
  expect(steam.failed?.message).toBe(
    'engine is "steam" in the address; it must be one of lab, tfjs.',
  );
  expect(readDevice('?backend=webgpu&storage=f16')).toEqual({
    value: { backend: 'webgpu', storage: 'f16' },
    failed: null,
  });
  expect(readDevice('?storage=f8').failed?.message).toBe(
    'storage is "f8" in the address; it must be one of f32, f16.',
  );
});

test('every preset and built-in set survives the way through the address', () => {
  for (const data of [{ id: 'three-modalities' }, { source: 'builtin', id: 'penguins' }] as const) {
    const settings = settingsFrom({ data, seed: 9 });
    expect(readFragment(writeFragment(settings)).value).toEqual(settings);
    expect(parseSettings(settings)).toEqual(settings);
  }
});

test('an address keeps how files were understood, though not the files', () => {
  const data = { source: 'files', id: 'my table', label: 'kind', group: 'speaker' } as const;
  const { value, failed } = readFragment(fragmentOf({ data }));
  expect(failed).toBeNull();
  expect(value.data).toEqual(data);
  expect(value.samples.train).toBe(100_000);
});

test('the view is read from the address, and written without touching the rest of it', () => {
  expect(readView('?backend=wasm&view=projector')).toBe('projector');
  expect(readView('?view=upside-down')).toBeNull();
  expect(writeView('?backend=wasm', 'projector')).toBe('?backend=wasm&view=projector');
  expect(writeView('?view=projector', 'lab')).toBe('?view=lab');
  expect(writeView('?view=projector', 'stage')).toBe('');
});
