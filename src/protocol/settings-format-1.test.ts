import { expect, it } from 'vitest';
import { parseSettings } from './settings';
import { fromFormat1 } from './settings-format-1';

it('settings of format 1 left the smaller last batch out and summed under one map', () => {
  const old = {
    format: 1,
    seed: 3,
    methods: { joint: { fusion: 'sum', fusionHidden: 4 }, 'di-mml': {}, agm: { fusion: 'sum' } },
    methodDefaults: { '*': { fusion: 'sum' }, pmr: { fusion: 'concat' } },
  };
  const before = structuredClone(old);
  const today = parseSettings(old);
  expect(today).toMatchObject({
    format: 2,
    seed: 3,
    dropLast: true,
    methods: { joint: { fusion: 'sum-tied', fusionHidden: 4 }, agm: { fusion: 'sum-tied' } },
    methodDefaults: { '*': { fusion: 'sum-tied' }, pmr: { fusion: 'concat' } },
  });
  expect(Object.keys(today.methods)).toEqual(['joint', 'di-mml', 'agm']);
  expect(old).toEqual(before);
});

it('settings of today, or that name no format, mean what they say', () => {
  const asked = { methods: { joint: { fusion: 'sum' } } };
  for (const settings of [asked, { ...asked, format: 2 }]) {
    expect(parseSettings(settings)).toMatchObject({ ...asked, format: 2, dropLast: false });
  }
  expect(fromFormat1('no settings')).toBe('no settings');
});
