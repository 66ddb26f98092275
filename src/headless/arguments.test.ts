import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { DEFAULT_RACE } from '../protocol/default-race';
import { parseArguments } from './arguments';

const methodsOf = async (...words: string[]) => (await parseArguments(words)).settings.methods;

describe('the runs that the command line asks for', () => {
  it('are the default race where none is named, also where one of its knobs is set', async () => {
    expect(await methodsOf()).toEqual(DEFAULT_RACE);
    expect(await methodsOf('--set', 'methods.joint.fusion=sum')).toEqual({
      ...DEFAULT_RACE,
      joint: { fusion: 'sum' },
    });
  });

  it('have the knobs of the default race where they carry one of its tags, else their own defaults', async () => {
    const names = Object.keys(DEFAULT_RACE).join(',');
    expect(await methodsOf('--methods', names)).toEqual(DEFAULT_RACE);
    const tagged = Object.keys(DEFAULT_RACE).filter((name) => name.includes('@'));
    const plain = tagged.map((name) => name.split('@')[0] ?? '');
    expect(await methodsOf('--methods', ['joint', ...plain].join(','))).toEqual(
      Object.fromEntries(['joint', ...plain].map((name) => [name, {}])),
    );
    expect(await methodsOf('--methods', 'joint@sum')).toEqual({ 'joint@sum': {} });
  });

  it('are not what stands between options by mistake', async () => {
    await expect(parseArguments(['--seed', '1', 'joint'])).rejects.toThrow(
      'joint belongs to no option.',
    );
  });
});

describe('several seeds', () => {
  it('are asked for with threads and a baseline, the first run where none is named', async () => {
    const words = ['--seeds', '4-6', '--methods', 'joint,unimodal'];
    expect((await parseArguments([...words, '--jobs', '3'])).several).toEqual({
      ...{ by: 'seed', numbers: [4, 5, 6], jobs: 3, baseline: 'joint' },
    });
    const { several, settings } = await parseArguments([...words, '--baseline', 'unimodal']);
    expect(several?.baseline).toBe('unimodal');
    expect(several?.jobs).toBeGreaterThan(0);
    expect(settings.seed).toBe(4);
  });

  it.each([
    [['--seeds', '5-1'], '--seeds is "5-1"; it must be seeds'],
    [['--seeds', '1-3', '--seed', '1'], '--seed and --seeds are both given'],
    [['--jobs', '0'], '--jobs is 0; it must be a whole number from 1 to 1024.'],
    [['--seeds', '1-3', '--jobs', '0'], '--jobs is 0; it must be a whole number from 1 to 1024.'],
    [['--seeds', '1-3', '--baseline', 'x'], '--baseline is x; it must be one of the runs: joint,'],
  ])('are refused for %j in a sentence', async (words, sentence) => {
    await expect(parseArguments(words)).rejects.toThrow(sentence);
  });

  it('are none where one is asked for', async () => {
    expect((await parseArguments(['--seed', '4'])).several).toBeNull();
  });
});

describe('the number of epochs', () => {
  const proposes = async (...words: string[]) => (await parseArguments(words)).proposesEpochs;

  it('is left to the size of own files where nobody sets it, and of no other data', async () => {
    expect(await proposes('--data', 'my-files')).toBe(true);
    expect(await proposes('--data', 'my-files', '--set', 'batchSize=8')).toBe(true);
    expect(await proposes('--data', 'my-files', '--set', 'epochs=40')).toBe(false);
    expect(await proposes('--data', BUILTIN_SETS[0]?.id ?? '')).toBe(false);
    expect(await proposes()).toBe(false);
  });
});

describe('what is written beside a race', () => {
  it('is a notebook where a file of that kind is named, and one race is asked for', async () => {
    const words = ['--notebook', 'race.ipynb'];
    expect((await parseArguments(words)).written).toEqual({ notebook: 'race.ipynb' });
    expect((await parseArguments([])).written).toEqual({});
    await expect(parseArguments([...words, '--seeds', '1-3'])).rejects.toThrow(
      '--notebook writes one race, and --seeds or --folds asks for several.',
    );
    await expect(parseArguments(['--notebook', 'race.py'])).rejects.toThrow(
      '--notebook is race.py; it must be a file whose name ends in .ipynb.',
    );
  });
});

describe('the preset as-published', () => {
  /** A folder of any name with empty files. */
  const folderOf = (...paths: readonly string[]) => {
    const root = mkdtempSync(join(tmpdir(), 'lab-published-'));
    for (const path of paths) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), '');
    }
    return root;
  };
  const published = (...words: string[]) => parseArguments(['--preset', 'as-published', ...words]);

  it('is what the authors set for the set that the files are of; what is said beside it counts more', async () => {
    const ave = folderOf('Annotations.txt', 'AVE/0-I1Dtv7LEo.mp4', 'AVE/---1_cCGK4M.mp4');
    const asked = await published('--data', ave, '--set', 'encoders.*.width=8');
    expect(asked.settings).toMatchObject({
      data: { source: 'files', frames: 4, imageSize: 224 },
      encoders: { '*': { kind: 'resnet18', width: 8 } },
      methodDefaults: { 'di-mml': { duc: { temperature: 10 }, certainty: { temperature: 3 } } },
      methods: DEFAULT_RACE,
      epochs: 150,
    });
    expect(asked).toMatchObject({ paths: [ave], proposesEpochs: false });
  });

  it('is refused where there are no such files', async () => {
    await expect(published()).rejects.toThrow('as-published, which needs the files of a published');
    const [set] = BUILTIN_SETS;
    await expect(published('--data', set?.id ?? '')).rejects.toThrow('which needs the files');
    const other = folderOf('cat/1.png', 'dog/1.png');
    await expect(published('--data', other)).rejects.toThrow('are not those of CREMA-D, AVE');
  });
});
