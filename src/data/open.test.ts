import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import { DataError } from './data-error';
import { openDataSet, type ReadAsset } from './open';
import { summarise } from './summarise';

const publicFolder = new URL('../../public/', import.meta.url);
const fromDisk: ReadAsset = async (path) => {
  const file = await readFile(new URL(path, publicFolder));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
};
const nothing: ReadAsset = () => Promise.reject(new Error('nothing may be read'));
const open = (input: SettingsInput, readAsset = nothing) =>
  openDataSet(parseSettings(input), readAsset);

describe('opening a data set', () => {
  it("draws the generator's without reading a file", async () => {
    expect((await open({ samples: { train: 100, test: 50 } })).labels.length).toBe(150);
  });

  it('loads a built-in one', async () => {
    const penguins: SettingsInput = { data: { source: 'builtin', id: 'penguins' } };
    expect((await open(penguins, fromDisk)).name).toBe('Palmer penguins');
  });

  it('asks for the files again where the settings speak of files', async () => {
    const error = await open({ data: { source: 'files', id: 'my birds' } }).catch((e) => e);
    expect(error).toBeInstanceOf(DataError);
    expect(error.code).toBe('files-needed');
    expect(error.message).toBe(
      'These settings use the files "my birds" of this computer, which the lab cannot open by itself.',
    );
    expect(error.hint).toBe('Open the files again, or choose another data set.');
  });

  it('refuses generated data from which nothing can be learned', async () => {
    const silent: SettingsInput = { generator: { sound: { noise: 0, fail: 1 } } };
    await expect(open(silent)).rejects.toThrow(
      'In the modality "Sound" all training sounds are silent',
    );
    const few: SettingsInput = { samples: { train: 8 } };
    await expect(open(few)).rejects.toThrow(/^The class ".*" has no training sample/);
  });
});

describe('the summary', () => {
  it('counts splits and classes and shows training samples of every class', async () => {
    const dataSet = await open({ samples: { train: 200, validation: 20, test: 80 } });
    const summary = summarise(dataSet);
    expect(summary.counts).toEqual({ train: 200, validation: 20, test: 80 });
    expect(summary.classCounts.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(summary.previews.length).toBe(24);
    for (let label = 0; label < 8; label++) {
      expect(summary.previews.filter((preview) => preview.label === label).length).toBe(3);
    }
    expect(summary.previews[0]?.values.map((values) => values.length)).toEqual([256, 64]);
  });

  it('carries no sample arrays but the previews, and those as copies', async () => {
    const dataSet = await open({ samples: { train: 100, test: 50 } });
    const summary = summarise(dataSet);
    for (const modality of summary.modalities) expect(modality).not.toHaveProperty('data');
    for (const { values } of summary.previews) {
      for (const each of values) expect(each.buffer.byteLength).toBe(each.length * 4);
    }
  });

  it('shows all there are where there are few', async () => {
    const dataSet = await open({ generator: { classes: 2 }, samples: { train: 10, test: 8 } });
    expect(summarise(dataSet).previews.length).toBe(10);
  });
});
