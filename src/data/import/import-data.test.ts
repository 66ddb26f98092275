import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import {
  fileOf,
  floatBytes,
  importOptionsFor,
  npyFile,
  spokenDecoders,
  wavFile,
} from '../../testing/import-fixtures';
import { importData } from './import-data';
import type { ImportOptions } from './options';
import type { SourceFile } from './source-file';

const load = (files: readonly SourceFile[], over: Partial<ImportOptions> = {}) =>
  importData(files, importOptionsFor(over), nodeDecoders);

const png = (grey: number) =>
  encode({
    width: 4,
    height: 4,
    channels: 1,
    depth: 8,
    data: Uint8Array.from({ length: 16 }, (_, i) => (grey + i * 7) % 256),
  });
const sound = (hz: number) =>
  wavFile(Array.from({ length: 800 }, (_, t) => Math.sin((hz * t * 2 * Math.PI) / 8000)));

/** Twelve pairs of two classes, three speakers, with a manifest. */
function pairs(split = false): SourceFile[] {
  const rows = Array.from({ length: 12 }, (_, i) => ({
    i,
    label: i % 2 === 0 ? 'low' : 'high',
    split: i < 8 ? 'train' : 'test',
    speaker: ['ann', 'bob', 'cy'][Math.floor(i / 4)] as string,
  }));
  const table = rows.map(
    (row) =>
      `s/${row.i}.wav,p/${row.i}.png,${row.label},${row.speaker}${split ? `,${row.split}` : ''}`,
  );
  return [
    fileOf('list.csv', [`audio,image,label,speaker${split ? ',split' : ''}`, ...table].join('\n')),
    ...rows.flatMap(({ i, label }) => [
      fileOf(`s/${i}.wav`, sound(label === 'low' ? 300 + i : 1500 + i)),
      fileOf(`p/${i}.png`, png(i * 9)),
    ]),
  ];
}

describe('importing a folder with a manifest', () => {
  it('pairs, decodes and keeps the official split', async () => {
    const { dataSet, report } = await load(pairs(true));
    expect(report.counts).toEqual({ train: 8, validation: 0, test: 4 });
    expect(dataSet.modalities.map(({ id, kind, shape }) => [id, kind, shape])).toEqual([
      ['audio', 'audio', [32, 32, 1]],
      ['image', 'image', [4, 4, 1]],
    ]);
    expect(dataSet.classNames).toEqual(['high', 'low']);
    expect(dataSet.modalities.map(({ isPhoto }) => isPhoto)).toEqual([undefined, true]);
  });

  it('keeps speakers apart where there is no official split', async () => {
    const { report } = await load(pairs(), { shares: { train: 0.6, validation: 0, test: 0.4 } });
    expect(report.counts.test % 4).toBe(0);
    expect(report.choices.join()).toContain('no group is in two splits');
  });

  it('holds out the speaker that is asked for', async () => {
    const { report } = await load(pairs(true), { holdOut: ['bob'] });
    expect(report.counts).toEqual({ train: 8, validation: 0, test: 4 });
    await expect(load(pairs(true), { holdOut: ['zoe'] })).rejects.toThrow(
      'data.holdOut is ["zoe"]; it must name some, not all, of the groups: ann, bob, cy.',
    );
  });

  it('keeps the other modality of a sample with a damaged or missing file', async () => {
    const files = pairs(true)
      .filter(({ path }) => path !== 'p/3.png')
      .map((file) => (file.path === 's/2.wav' ? fileOf(file.path, new Uint8Array(9)) : file));
    const { report } = await load(files);
    expect(report.samples).toBe(12);
    expect(report.modalities.map(({ samples }) => samples)).toEqual([11, 11]);
    expect(report.leftOut.map(({ reason }) => reason)).toEqual([
      's/2.wav is not a whole WAV file.',
    ]);
    expect(report.choices.join(' ')).toContain(
      '1 file that is named is not there (p/3.png in row 5 of list.csv), so its sample lacks that modality',
    );
  });

  it('takes an empty cell for a modality that the sample lacks, and a row without any for a mistake', async () => {
    const [list, ...files] = pairs(true);
    const manifest = new TextDecoder().decode(await list?.bytes());
    const lines = manifest
      .replace('s/2.wav,', ',')
      .replace('s/9.wav,', ',')
      .replace('s/5.wav,p/5.png,', ',,');
    const { dataSet, report } = await load([fileOf('list.csv', lines), ...files]);
    expect(report.samples).toBe(11);
    expect(report.modalities.map(({ samples }) => samples)).toEqual([9, 11]);
    expect(report.leftOut[0]?.reason).toBe('Row 7 of list.csv names no file.');
    expect(dataSet.modalities[0]?.present?.indexOf(0)).toBe(2);
    expect(report.choices.join(' ')).toContain(
      '2 of 11 samples lack "Audio" (1 of 7 for training, 1 of 4 for the test).',
    );
  });

  it('says where each sound can be heard, once for samples that share it', async () => {
    const [list] = pairs(true);
    const manifest = new TextDecoder().decode(await list?.bytes());
    const shared = pairs(true).map((file) =>
      file.path === 'list.csv' ? fileOf(file.path, manifest.replace('s/2.wav', 's/0.wav')) : file,
    );
    const decoders = { ...nodeDecoders, addressOf: ({ path }: SourceFile) => `here:${path}` };
    const { dataSet } = await importData(shared, importOptionsFor(), decoders);
    const clips = dataSet.modalities[0]?.clips;
    expect(clips?.files).toHaveLength(11);
    expect(clips?.recordings).toHaveLength(11);
    expect(Array.from(clips?.recordingOf ?? []).slice(0, 4)).toEqual([0, 1, 0, 2]);
    expect(clips?.recordings[0]).toEqual({ file: 0, startS: 0, durationS: 0.1 });
    expect(dataSet.modalities[1]?.clips).toBeUndefined();
  });

  it('takes the videos that a manifest names: pictures and sound, or pictures and motion', async () => {
    const clips = (text: (i: number) => string) => [
      fileOf(
        'list.csv',
        [
          'clip,label',
          ...Array.from({ length: 12 }, (_, i) => `v/${i}.mp4,${i % 2 ? 'on' : 'off'}`),
        ].join('\n'),
      ),
      ...Array.from({ length: 12 }, (_, i) => fileOf(`v/${i}.mp4`, text(i))),
    ];
    const options = importOptionsFor({ frames: 2, colour: true });
    const loud = await importData(
      clips((i) => `clip ${i / 20} ${200 + 50 * i}`),
      options,
      spokenDecoders,
    );
    expect(loud.dataSet.modalities.map(({ id, kind, shape }) => [id, kind, shape])).toEqual([
      ['clip', 'video', [2, 4, 4, 3]],
      ['sound', 'audio', [32, 32, 1]],
    ]);
    const still = await importData(
      clips((i) => (i === 4 ? 'broken' : `clip ${i / 20}`)),
      options,
      spokenDecoders,
    );
    expect(still.dataSet.modalities.map(({ id, kind }) => [id, kind])).toEqual([
      ['clip', 'video'],
      ['motion', 'flow'],
    ]);
    expect(still.report.leftOut).toMatchObject([{ file: 'v/4.mp4', count: 1 }]);
    const withMotion = await importData(
      clips((i) => `clip ${i / 20} ${200 + 50 * i}`),
      { ...options, flow: true },
      spokenDecoders,
    );
    expect(withMotion.dataSet.modalities.map(({ id }) => id)).toEqual(['clip', 'sound', 'motion']);
  });

  it('takes a table that only says where files come from for no manifest', async () => {
    const inClasses = Array.from({ length: 12 }, (_, i) =>
      fileOf(`${i % 2 ? 'cat' : 'dog'}/${i}.png`, png(i * 9)),
    );
    const table = inClasses.map(
      ({ path }, i) => `${path},${i < 6 ? 'one/repository' : 'another'},${i}`,
    );
    const { report } = await load([
      fileOf('sources.csv', ['file,repository,bytes', ...table].join('\n')),
      ...inClasses,
    ]);
    expect(report.classCounts.map(({ name }) => name)).toEqual(['cat', 'dog']);
  });

  it('reads the table of ESC-50, folds kept apart', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({
      name: `${1 + (i % 5)}-${1000 + i}-A-${i % 2}.wav`,
      line: `${1 + (i % 5)},${i % 2},${i % 2 ? 'rain' : 'dog'},False,${1000 + i},A`,
    }));
    const { report } = await load(
      [
        fileOf(
          'meta/esc50.csv',
          [
            'filename,fold,target,category,esc10,src_file,take',
            ...rows.map(({ name, line }) => `${name},${line}`),
          ].join('\n'),
        ),
        ...rows.map(({ name }, i) => fileOf(`audio/${name}`, sound(300 + 90 * i))),
      ],
      { shares: { train: 0.6, validation: 0.2, test: 0.2 } },
    );
    expect(report.counts).toEqual({ train: 12, validation: 4, test: 4 });
    expect(report.modalities.map(({ id }) => id)).toEqual(['low', 'high']);
    expect(report.choices.join()).toContain('groups are column "fold"');
  });

  it('draws pairs anew within class and split when asked', async () => {
    const given = await load(pairs(true));
    const anew = await load(pairs(true), { pairing: 'redraw' });
    expect(anew.dataSet.labels).toEqual(given.dataSet.labels);
    expect(anew.dataSet.modalities[0]?.data).toEqual(given.dataSet.modalities[0]?.data);
    expect(anew.dataSet.modalities[1]?.data).not.toEqual(given.dataSet.modalities[1]?.data);
  });

  it('uses at most so many samples of each split, classes in proportion', async () => {
    const most = { train: 4, validation: 0, test: 2 };
    const { report } = await load(pairs(true), { most });
    expect(report.counts).toEqual({ train: 4, validation: 0, test: 2 });
    expect(report.classCounts.map(({ count }) => count)).toEqual([3, 3]);
  });
});

describe('importing folders without a manifest', () => {
  const media = (stems: readonly string[]) =>
    stems.flatMap((stem, i) => [
      fileOf(`set/sound/${i % 2 ? 'cat' : 'dog'}/${stem}.wav`, sound(200 + 100 * i)),
      fileOf(`set/picture/${i % 2 ? 'cat' : 'dog'}/${stem}.png`, png(i * 11)),
    ]);
  const stems = Array.from({ length: 10 }, (_, i) => `n${i}`);

  it('pairs modality/class/name by name', async () => {
    const { dataSet, report } = await load(media(stems));
    expect(report.layout).toBe('folders modality/class/name');
    expect(dataSet.modalities.map(({ id }) => id)).toEqual(['picture', 'sound']);
    expect(report.samples).toBe(10);
  });

  it('keeps samples that lack a modality, with their number', async () => {
    const files = media(stems).filter(({ path }) => !/n[01][.]wav/.test(path));
    const { dataSet, report } = await load(files);
    expect(report.samples).toBe(10);
    expect(report.leftOut).toEqual([]);
    expect(report.meaning.questions).toEqual([]);
    expect(report.choices.at(-2)).toMatch(/^2 of 10 samples lack "Sound" \(1 of \d for training, /);
    const [picture, hearing] = dataSet.modalities;
    expect(picture?.present).toBeUndefined();
    expect(hearing?.present?.filter((has) => has === 0)).toHaveLength(2);
    expect(report.modalities.map(({ samples }) => samples)).toEqual([10, 8]);
  });

  it('leaves them out where that is asked for', async () => {
    const files = media(stems).filter(({ path }) => !/n[01][.]wav/.test(path));
    const { dataSet, report } = await load(files, { incomplete: 'leave-out' });
    expect(report.samples).toBe(8);
    expect(report.incomplete).toBe(2);
    expect(report.leftOut[0]?.reason).toContain('2 samples lack a modality');
    expect(dataSet.modalities.every(({ present }) => present === undefined)).toBe(true);
  });

  it('asks where many lack something on either side, for their names may not agree', async () => {
    const files = media(stems).filter(({ path }) => !/n[01][.]wav|n[23][.]png/.test(path));
    const { report } = await load(files);
    const [question] = report.meaning.questions;
    expect(question?.ask).toContain('4 of 10 samples lack a file of the same name');
    expect(question?.options.map(({ choices }) => choices.incomplete)).toEqual([
      'keep',
      'leave-out',
    ]);
    expect((await load(files, { incomplete: 'keep' })).report.meaning.questions).toEqual([]);
  });

  it('lists a second file of the same name', async () => {
    const twice = [...media(stems), fileOf('set/sound/dog/n0.wave', sound(500))];
    const { report } = await load(twice);
    expect(report.leftOut[0]?.reason).toContain('has the same name as');
  });

  it('pairs front and rear views', async () => {
    const files = Array.from({ length: 16 }, (_, i) => {
      const object = `${i % 4 < 2 ? 'ant' : 'cup'}/${i < 8 ? 'train' : 'test'}/m${i >> 1}`;
      return fileOf(`${object}_v00${i % 2 ? 7 : 1}.png`, png(i * 5));
    });
    const { dataSet, report } = await load(files);
    expect(dataSet.modalities.map(({ id }) => id)).toEqual(['front', 'rear']);
    expect(report.counts).toEqual({ train: 4, validation: 0, test: 4 });
  });
});

describe('importing arrays and tables', () => {
  const array = (name: string, shape: readonly number[]) =>
    fileOf(
      `${name}.npy`,
      npyFile(
        '<f4',
        shape,
        floatBytes(
          Array.from({ length: shape.reduce((p, s) => p * s, 1) }, (_, i) => (i * 37) % 11),
        ),
      ),
    );
  const labels = fileOf(
    'labels.npy',
    npyFile(
      '|u1',
      [10],
      Uint8Array.from({ length: 10 }, (_, i) => i % 2),
    ),
  );

  it('makes one modality of each array, and drops one of another length by name', async () => {
    const { dataSet, report } = await load([
      labels,
      array('sound', [10, 3]),
      array('picture', [10, 4, 4]),
      array('odd', [9, 2]),
    ]);
    expect(dataSet.modalities.map(({ id, kind }) => [id, kind])).toEqual([
      ['picture', 'image'],
      ['sound', 'vector'],
    ]);
    expect(report.leftOut[0]?.reason).toContain('"odd" has 9 entries where "labels" has 10');
  });

  it('takes x_train, y_train, x_test, y_test for one set with its split, cut into halves', async () => {
    const numbers = (name: string, count: number) => {
      const { path, bytes } = array(name, [count, 4, 6]);
      return { path, size: 1, bytes };
    };
    const classes = (name: string, count: number) =>
      fileOf(
        `${name}.npy`,
        npyFile(
          '|u1',
          [count, 1],
          Uint8Array.from({ length: count }, (_, i) => i % 2),
        ),
      );
    const { dataSet, report } = await load([
      numbers('x_train', 12),
      classes('y_train', 12),
      numbers('x_test', 8),
      classes('y_test', 8),
    ]);
    expect(report.counts).toEqual({ train: 12, validation: 0, test: 8 });
    expect(dataSet.modalities.map(({ id, shape }) => [id, shape])).toEqual([
      ['left', [4, 3, 1]],
      ['right', [4, 3, 1]],
    ]);
    expect(report.choices.join()).toContain('cut down the middle');
    const two = await load([
      numbers('train_sound', 12),
      numbers('train_picture', 12),
      classes('train_labels', 12),
      numbers('val_sound', 4),
      numbers('val_picture', 4),
      classes('val_labels', 4),
      numbers('test_sound', 8),
      numbers('test_picture', 8),
      classes('test_labels', 8),
    ]);
    expect(two.report.counts).toEqual({ train: 12, validation: 4, test: 8 });
    expect(two.dataSet.modalities.map(({ id }) => id).sort()).toEqual(['picture', 'sound']);
  });

  it('leaves arrays apart whose names only sound like splits', async () => {
    const { report } = await load([
      labels,
      array('train_speed', [10, 3]),
      array('picture', [10, 4, 4]),
    ]);
    expect(report.modalities.map(({ id }) => id)).toEqual(['picture', 'train-speed']);
  });

  it('standardises each column on the training split and cuts at five deviations', async () => {
    const rows = Array.from(
      { length: 400 },
      (_, i) => `${i === 7 ? 1e9 : i % 10},${i % 7},${i % 2}`,
    );
    const { dataSet } = await load([fileOf('t.csv', ['a,b,label', ...rows].join('\n'))]);
    expect(dataSet.modalities).toHaveLength(2);
    for (const { data } of dataSet.modalities) {
      for (const value of data) expect(Math.abs(value)).toBeLessThanOrEqual(5);
    }
  });

  it('leaves out classes of fewer than four samples, and refuses when too few remain', async () => {
    const rows = (...classes: readonly string[]) => [
      'a_x,a_y,b_x,b_y,label',
      ...classes.map((c, i) => `${i},${(i * 3) % 7},${i % 5},${i % 3},${c}`),
    ];
    const many = [...'aaaabbbbbc'];
    const { report } = await load([fileOf('t.csv', rows(...many).join('\n'))]);
    expect(report.classCounts).toEqual([
      { name: 'a', count: 4 },
      { name: 'b', count: 5 },
    ]);
    expect(report.leftOut[0]?.reason).toContain('has fewer than 4 samples');
    await expect(load([fileOf('t.csv', rows(...'aaaabb').join('\n'))])).rejects.toThrow(
      'only one has 4 usable samples or more',
    );
  });

  it('shows names without marks that turn the reading direction', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, i) => `${i % 7},${i % 5},${i % 2 ? '\u202eevil' : '<b>x</b>'}`,
    );
    const { dataSet } = await load([fileOf('t.csv', ['a,b,label', ...rows].join('\n'))]);
    expect(dataSet.classNames).toEqual(['<b>x</b>', 'evil']);
  });
});

describe('what cannot be imported', () => {
  it.each([
    ['a.xlsx', 'PK\u0003\u0004', 'a.xlsx is not a whole Excel workbook.'],
    ['a.xls', '\u00d0\u00cf', 'a.xls is an Excel workbook of an old or binary kind.'],
    ['a.mat', 'MATLAB 5.0', 'a.mat is not a whole MATLAB file.'],
    ['a.csv', '', 'a.csv is empty.'],
    ['clip.flv', 'FLV', 'clip.flv is Flash video (FLV), a video that browsers do not play.'],
  ])('is refused by name: %s', async (path, text, sentence) => {
    await expect(load([fileOf(path, text)])).rejects.toThrow(sentence);
  });

  it('is a folder with nothing in it, and one with prose only', async () => {
    await expect(load([])).rejects.toThrow('There is nothing in my data that the lab can read.');
    await expect(load([fileOf('README.md', '# hello')])).rejects.toThrow('nothing in my data');
  });

  it.each([
    [
      'in a record',
      `[{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)},"class":"x"}]`,
      'first at 0.a.a',
    ],
    [
      'in a line of records',
      `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}\n{"a":1}`,
      'first at 0.a.0.',
    ],
    ['as lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'first at 0.0.0.'],
  ])('is JSON nested thousands deep %s, and says where', async (_where, text, place) => {
    const reading = load([fileOf('deep.json', text)]);
    await expect(reading).rejects.toThrow('deep.json is nested more than 64 deep');
    await expect(reading).rejects.toThrow(place);
  });

  it('is more than there is memory for, and says so instead of an allocation that failed', async () => {
    const failing = {
      ...fileOf('a.csv', 'x'),
      bytes: () => Promise.reject(new RangeError('Array buffer allocation failed')),
    };
    await expect(load([failing])).rejects.toThrow(
      'There is not memory enough here for what was opened',
    );
  });

  it('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(importData(pairs(), importOptionsFor(), nodeDecoders, { signal })).rejects.toThrow(
      'Opening the files was cancelled.',
    );
  });
});

describe('classes and splits', () => {
  const rows = (list: readonly (readonly [label: string, split: string, group: string])[]) =>
    fileOf(
      't.csv',
      [
        'a,b,label,split,group',
        ...list.map(([l, s, g], i) => `${i % 7},${(i * 5) % 11},${l},${s},${g}`),
      ].join('\n'),
    );
  const many = (count: number, label: string, split: string, group = 'g') =>
    Array.from({ length: count }, () => [label, split, group] as const);

  it('leaves out a class of which the official split trains nothing, and uses the others', async () => {
    const { dataSet, report } = await load([
      rows([
        ...many(6, 'x', 'train'),
        ...many(6, 'y', 'train'),
        ...many(5, 'z', 'test'),
        ...many(4, 'x', 'test'),
      ]),
    ]);
    expect(dataSet.classNames).toEqual(['x', 'y']);
    expect(report.leftOut).toMatchObject([
      { reason: 'No sample of the class z is in the training split.', count: 5 },
    ]);
    await expect(load([rows([...many(6, 'x', 'train'), ...many(6, 'y', 'test')])])).rejects.toThrow(
      'its split has training samples of only one class, none of y',
    );
  });

  it('tests on the validation part of files that have no test part, and says so', async () => {
    const { report } = await load([
      rows([
        ...many(6, 'x', 'train'),
        ...many(6, 'y', 'train'),
        ...many(3, 'x', 'dev'),
        ...many(3, 'y', 'dev'),
      ]),
    ]);
    expect(report.counts).toEqual({ train: 12, validation: 0, test: 6 });
    expect(report.meaning.splitFrom).toBe('column split');
    expect(report.choices.join()).toContain('the validation part is the test');
  });

  it('trains on every class where groups allow it', async () => {
    const table = rows([
      ...many(4, 'x', '', 'a'),
      ...many(4, 'x', '', 'b'),
      ...many(9, 'y', '', 'c'),
      ...many(4, 'z', '', 'd'),
      ...many(4, 'z', '', 'e'),
    ]);
    for (const seed of [1, 2, 3, 4, 5]) {
      const { report } = await load([table], { split: 'none', seed });
      expect(report.classCounts).toHaveLength(3);
      expect(report.leftOut).toEqual([]);
      expect(report.counts.test).toBeGreaterThan(0);
    }
  });

  it('tests every class that is of several groups, in its share, and says which cannot be', async () => {
    // every group is of one class; by their sizes alone the test would be one large group
    const groups = ['x', 'y', 'z'].flatMap((label) =>
      Array.from({ length: 5 }, (_, g) => many(3 + 2 * g, label, '', `${label}${g}`)).flat(),
    );
    const shares = { train: 0.7, validation: 0.1, test: 0.2 };
    for (const seed of [1, 2, 3]) {
      const { dataSet, report } = await load([rows(groups)], { split: 'none', seed, shares });
      const tested = dataSet.classNames.map(
        (_, label) => dataSet.split.test.filter((row) => dataSet.labels[row] === label).length,
      );
      // of 35 samples each, 20 %
      for (const count of tested) expect(Math.abs(count - 7)).toBeLessThanOrEqual(2);
      expect(report.choices.join()).not.toContain('not tested');
    }
    const { report } = await load([rows([...groups, ...many(6, 'w', '', 'w0')])], {
      split: 'none',
    });
    expect(report.choices).toContain(
      'The split keeps groups apart: no group is in two splits. The class "w" is of one group only, so it trains and is not tested.',
    );
    expect(report.notes).toContain('No test sample is of the class w.');
    await expect(
      load([rows([...many(6, 'x', '', 'a'), ...many(6, 'y', '', 'b')])], { split: 'none' }),
    ).rejects.toMatchObject({ hint: expect.stringContaining('from other groups') });
  });
});
