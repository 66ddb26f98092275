import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../headless/arguments';
import { diMml } from '../method/descriptions/di-mml';
import { runKnobValue } from '../protocol/run-knobs';
import { parseSettings } from '../protocol/settings';
import { settingsOnData } from '../state/experiment-changes';
import { BUILTIN_SETS } from './builtin/builtin-sets';
import { PRESETS } from './presets';
import {
  type DataReference,
  defaultSettings,
  proposedTraining,
  settingsFrom,
} from './starting-settings';

/** What the page trains with after these data were chosen on an untouched page. */
const onPage = (data: DataReference) => settingsOnData(defaultSettings(), data);
const byCommand = async (...words: string[]) => (await parseArguments(words)).settings;

const file = (name: string, text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'lab-start-')), name);
  writeFileSync(path, text);
  return path;
};

describe('the same data start alike in the page and by the command', () => {
  it('where nothing is chosen', async () => {
    expect(await byCommand()).toEqual(defaultSettings());
  });

  it.each(PRESETS.map(({ id }) => id))('with the preset %s', async (id) => {
    const settings = await byCommand('--preset', id);
    expect(settings).toEqual(onPage({ source: 'generator', id }));
  });

  it.each(BUILTIN_SETS.map(({ id }) => id))('with the set %s', async (id) => {
    expect(await byCommand('--data', id)).toEqual(onPage({ source: 'builtin', id }));
  });

  it('with a file', async () => {
    const path = file('birds.csv', 'a_x,a_y,b_x,b_y,kind\n');
    const settings = await byCommand('--data', path);
    expect(settings).toEqual(onPage({ source: 'files', id: 'birds.csv' }));
    const temperature = diMml.knobs.find(({ path: knob }) => knob === 'certainty.temperature');
    expect(temperature && runKnobValue(settings, 'di-mml', temperature)).toBe(1);
  });

  it('with settings that name them, as an address and as a file', async () => {
    const changes = { data: { source: 'builtin', id: 'penguins' }, epochs: 3 };
    const path = file('settings.json', JSON.stringify(changes));
    expect(await byCommand('--settings', path)).toEqual(settingsFrom(changes));
  });
});

describe('the command', () => {
  it('trains on what it names, whatever a settings file says', async () => {
    const changes = { data: { source: 'generator', id: 'synergy' }, epochs: 3 };
    const path = file('settings.json', JSON.stringify(changes));
    const settings = await byCommand('--settings', path, '--data', 'wine');
    expect(settings.data).toEqual({ source: 'builtin', id: 'wine' });
    expect(settings.epochs).toBe(3);
    expect(settings.generator).toEqual(parseSettings({}).generator);
  });

  it('refuses a settings file that holds no settings', async () => {
    await expect(byCommand('--settings', file('s.json', '[1]'))).rejects.toThrow(
      'The settings are [1]; they must be an object.',
    );
  });
});

describe('the length that is proposed for own data', () => {
  const proposed = (samples: number, settings = { batchSize: 32, dropLast: false }) =>
    proposedTraining(samples, settings);

  it('is the usual one where that comes to 600 steps', () => {
    expect(proposed(1200)).toEqual({ epochs: 40, stepsPerEpoch: 38 });
    expect(proposed(480)).toEqual({ epochs: 40, stepsPerEpoch: 15 });
  });

  it('is longer for fewer samples, and comes to at least 600 steps', () => {
    expect(proposed(479 - 32)).toEqual({ epochs: 50, stepsPerEpoch: 14 });
    for (const samples of [1, 2, 20, 33, 64, 100, 150, 300, 470]) {
      const { epochs, stepsPerEpoch } = proposed(samples);
      expect(epochs * stepsPerEpoch).toBeGreaterThanOrEqual(600);
      expect((epochs - 10) * stepsPerEpoch).toBeLessThan(600);
    }
  });

  it('goes by the steps that are taken: smaller batches, and a last one that is left out', () => {
    expect(proposed(40, { batchSize: 4, dropLast: false })).toEqual({
      epochs: 60,
      stepsPerEpoch: 10,
    });
    expect(proposed(63, { batchSize: 32, dropLast: true })).toEqual({
      epochs: 600,
      stepsPerEpoch: 1,
    });
  });
});
