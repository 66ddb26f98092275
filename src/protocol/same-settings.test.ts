import { describe, expect, it } from 'vitest';
import {
  dataKey,
  hasFixedWeights,
  haveSameData,
  haveSameDataButSeed,
  haveSameSettings,
  keysOverSeeds,
  keyWithoutSeed,
} from './same-settings';
import { parseSettings, type SettingsInput } from './settings';

const settings = (input: SettingsInput) => parseSettings(input);

describe('two experiments', () => {
  it('are the same however they were written', () => {
    const one = settings({ epochs: 3, methodDefaults: { joint: { a: 1, b: 2 } } });
    const other = settings({ methodDefaults: { joint: { b: 2, a: 1 } }, epochs: 3 });
    expect(haveSameSettings(one, other)).toBe(true);
    expect(haveSameSettings(one, settings({ epochs: 4 }))).toBe(false);
  });

  it('are not the same when their runs stand in another order', () => {
    const [a, b] = [
      { joint: {}, dgl: {} },
      { dgl: {}, joint: {} },
    ];
    expect(haveSameSettings(settings({ methods: a }), settings({ methods: b }))).toBe(false);
  });

  it('are grouped when they differ in their seed only', () => {
    expect(keyWithoutSeed(settings({ seed: 4 }))).toBe(keyWithoutSeed(settings({ seed: 5 })));
    expect(keyWithoutSeed(settings({ epochs: 4 }))).not.toBe(keyWithoutSeed(settings({})));
  });

  it('are the same when the seed of the weights is the seed, said or not', () => {
    const plain = settings({ seed: 4 });
    expect(haveSameSettings(plain, settings({ seed: 4, weightSeed: 4 }))).toBe(true);
    expect(haveSameSettings(plain, settings({ seed: 4, weightSeed: 5 }))).toBe(false);
    expect(keyWithoutSeed(settings({ seed: 9, weightSeed: 9 }))).toBe(keyWithoutSeed(plain));
    expect(keyWithoutSeed(settings({ seed: 9, weightSeed: 4 }))).not.toBe(keyWithoutSeed(plain));
  });

  it('belong to seeds that follow, or keep, their weights; on the very seed of the weights to both', () => {
    const own = (seed: number) => keysOverSeeds(settings({ seed }));
    const kept = (seed: number) => keysOverSeeds(settings({ seed, weightSeed: 1 }));
    expect(own(2).following).toBe(own(1).following);
    expect(kept(1).following).toBe(own(1).following);
    expect(kept(2).following).toBeNull();
    expect(kept(2).fixed).toBe(kept(1).fixed);
    expect(own(1).fixed).toBe(kept(2).fixed);
    expect(own(2).fixed).not.toBe(kept(2).fixed);
    expect(hasFixedWeights(settings({ seed: 1, weightSeed: 1 }))).toBe(true);
    expect(hasFixedWeights(settings({ seed: 1 }))).toBe(false);
  });

  it('train on the same samples, or on others of the same kind', () => {
    const [one, other] = [settings({ seed: 4 }), settings({ seed: 5, epochs: 9 })];
    expect(haveSameData(one, settings({ seed: 4, batchSize: 8 }))).toBe(true);
    expect(haveSameData(one, other)).toBe(false);
    expect(haveSameDataButSeed(one, other)).toBe(true);
    const less = settings({ samples: { train: 9 } });
    expect(haveSameDataButSeed(one, less)).toBe(false);
  });
});

describe('the data key', () => {
  const key = (input: SettingsInput) => dataKey(parseSettings(input));
  const builtin = { source: 'builtin', id: 'penguins' } as const;

  it('changes with everything that changes generated data', () => {
    const changes: SettingsInput[] = [
      {},
      { seed: 2 },
      { data: { id: 'synergy' } },
      { data: builtin },
      { samples: { train: 99 } },
      { samples: { validation: 9 } },
      { generator: { classes: 5 } },
      { generator: { labelNoise: 0.1 } },
      { generator: { picture: { jitter: 2 } } },
      { generator: { sound: { view: 'spectrum' } } },
      { generator: { sound: { failTest: 0.5 } } },
      { generator: { vector: { enabled: true } } },
      { generator: { vector: { enabled: true, dims: 7 } } },
    ];
    expect(new Set(changes.map(key)).size).toBe(changes.length);
  });

  it('tells two presets apart although their knobs are turned alike', () => {
    const synergy = key({ data: { source: 'generator', id: 'synergy' } });
    expect(synergy).not.toBe(key({}));
    expect(synergy.replace('synergy', parseSettings({}).data.id)).toBe(key({}));
  });

  it('stays when only the training, or a knob without effect, changes', () => {
    const same: SettingsInput[] = [
      { epochs: 3, batchSize: 8, optimizer: { kind: 'adam' }, methods: { joint: {} } },
      { encoders: { '*': { hidden: [4] } } },
      { weightSeed: 7 },
      { split: { train: 0.5, validation: 0, test: 0.5 } },
      { generator: { vector: { dims: 7 } } },
      { generator: { picture: { failTest: 0.15 } } },
    ];
    for (const change of same) expect(key(change)).toBe(key({}));
  });

  it('of a built-in set depends on seed and split, not on the generator', () => {
    const base = key({ data: builtin });
    expect(key({ data: builtin, generator: { classes: 3 }, samples: { train: 9 } })).toBe(base);
    expect(key({ data: builtin, seed: 3 })).not.toBe(base);
    const split = { train: 0.5, validation: 0.1, test: 0.4 };
    expect(key({ data: builtin, split })).not.toBe(base);
  });

  it('of a person’s files depends on how they are read and how many are used', () => {
    const files = { source: 'files', id: 'birds.csv' } as const;
    const changes: SettingsInput[] = [
      { data: files },
      { data: { ...files, label: 'kind' } },
      { data: files, samples: { train: 99 } },
      { data: files, seed: 2 },
      { data: files, split: { train: 0.5, validation: 0.1, test: 0.4 } },
    ];
    expect(new Set(changes.map(key)).size).toBe(changes.length);
    expect(key({ data: files, generator: { classes: 3 }, epochs: 3 })).toBe(key({ data: files }));
  });
});
