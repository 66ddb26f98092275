import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseArguments } from './arguments';
import { openPath } from './node-files';
import { readData } from './read-data';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('files of this computer', () => {
  it('are listed with their paths from the folder, and a folder that holds itself is no loop', async () => {
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'b', 'x.csv'), 'hello');
    symlinkSync(folder, join(folder, 'a', 'again'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
    const { files, leftOut } = await openPath(folder);
    expect(files.map(({ path, size }) => [path, size])).toEqual([['a/b/x.csv', 5]]);
    expect(leftOut.map(({ reason }) => reason).sort()).toEqual([
      'a/again is a link that leads to a folder.',
      'broken is a link that leads to nothing that can be read.',
    ]);
  });

  it('are asked for by --data, with settings of their own', async () => {
    const file = join(folder, 'birds.csv');
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i % 5},${i * 3},k${i % 2}`);
    writeFileSync(file, ['a_x,a_y,b_x,b_y,kind', ...rows].join('\n'));
    const asked = await parseArguments([
      '--data',
      file,
      '--set',
      'data.label=kind',
      '--set',
      'data.modalities.one=["a_*"]',
      '--set',
      'data.modalities.two=["b_x","b_y"]',
      '--set',
      'samples.train=20',
    ]);
    expect(asked.paths).toEqual([file]);
    expect(asked.settings.data).toMatchObject({ source: 'files', id: 'birds.csv', label: 'kind' });
    const dataSet = await readData([file], asked.settings);
    expect(dataSet.modalities.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(dataSet.split.train).toHaveLength(20);
  });

  it('are refused by their path where there are none', async () => {
    await expect(openPath(join(folder, 'gone'))).rejects.toThrow(
      'there is no such file or folder to read',
    );
  });

  it('do not hide the built-in data sets', async () => {
    const asked = await parseArguments(['--data', 'penguins']);
    expect(asked.paths).toEqual([]);
    expect(asked.settings.data).toMatchObject({ source: 'builtin', id: 'penguins' });
  });
});
