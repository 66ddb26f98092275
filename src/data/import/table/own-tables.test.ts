/**
 * Tables as people have them, each kind in a small form of its own: what is the class, the split, the group, what is
 * no feature, and how several tables belong together.
 */
import { describe, expect, it } from 'vitest';
import { importOptionsFor } from '../../../testing/import-fixtures';
import type { ImportOptions } from '../options';
import { readJson } from './read-json';
import { readSeparated } from './read-separated';
import { tablesLayout } from './tables-layout';

const rows = <T>(count: number, row: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i));
const csv = (name: string, lines: readonly string[]) =>
  readSeparated(new TextEncoder().encode(lines.join('\n')), name);
const read = (
  files: Readonly<Record<string, readonly string[]>>,
  over: Partial<ImportOptions> = {},
) =>
  tablesLayout(
    Object.entries(files).map(([name, lines]) => csv(name, lines)),
    importOptionsFor(over),
  );
/** Every feature by name. */
const features = (raw: ReturnType<typeof read>) =>
  raw.modalities.flatMap(({ featureNames = [] }) => featureNames);
const pick = <T>(list: readonly T[], i: number) => list[i % list.length] as T;
const num = (i: number, k = 1) => ((i * 7 * k) % 23) / 10 + 0.05;

describe('the class', () => {
  it('may be one of a thousand where the column is called so', () => {
    const raw = read({
      'plants.csv': [
        'height,width,species',
        ...rows(4000, (i) => `${num(i)},${num(i, 3)},species ${i % 1000}`),
      ],
    });
    expect(raw.meaning.classFrom).toBe('column species');
    expect(new Set(raw.labels).size).toBe(1000);
  });

  it('is the column of that name, and ids and subjects are neither class nor feature', () => {
    const raw = read({
      'gait.csv': [
        'RecordID,participant,cadence,step,gait',
        ...rows(48, (i) => `R${i},${i % 6},${num(i)},${num(i, 3)},${pick(['slow', 'fast'], i)}`),
      ],
    });
    expect(raw.meaning).toMatchObject({ classFrom: 'column gait', group: 'participant' });
    expect(features(raw)).toEqual(['cadence', 'step']);
    expect(raw.choices.join()).toContain('RecordID');
  });

  it('is a column of words before one of whole numbers', () => {
    const raw = read({
      't.csv': [
        'size,kind,rooms',
        ...rows(40, (i) => `${num(i)},${pick(['flat', 'house'], i)},${1 + (i % 4)}`),
      ],
    });
    expect(raw.meaning.classFrom).toBe('column kind');
  });

  it('is in words where a column of codes says the same', () => {
    const raw = read({
      'clips.csv': [
        'target,category,loud,high,rig',
        ...rows(48, (i) => `${i % 3},${pick(['dog', 'rain', 'sea'], i)},${num(i)},${num(i, 3)},A`),
      ],
    });
    expect(raw.meaning.classFrom).toBe('column category');
    expect(features(raw)).toEqual(['loud', 'high']);
    expect(raw.leftOut.map(({ reason }) => reason)).toEqual([
      'The column rig of clips.csv is the same in every row.',
    ]);
  });

  it('is told to be a guess where it may be an amount, or to be of one value only', () => {
    const flats = rows(48, (i) => `${(i % 4) + 1},${num(i)},${num(i, 3)}`);
    expect(read({ 'flats.csv': ['rooms,area,rent', ...flats] }).choices.join()).toContain(
      '"rooms" holds few different numbers, which may be an amount as well',
    );
    const same = rows(48, (i) => `${num(i)},${num(i, 3)},here`);
    expect(() => read({ 'flats.csv': ['area,rent,class', ...same] })).toThrow(
      'The column "class" of flats.csv has only one value',
    );
  });

  it('is asked about where two columns are as likely', () => {
    const raw = read({
      't.csv': [
        'colour,size,shape',
        ...rows(
          40,
          (i) => `${pick(['red', 'blue'], i)},${num(i)},${pick(['round', 'square', 'long'], i)}`,
        ),
      ],
    });
    expect(raw.meaning.questions).toEqual([
      {
        ask: 'Which column is the class?',
        options: [
          {
            text: 'Column "shape": 3 classes (round 14, square 13, long 13)',
            samples: ['Row 2: round', 'Row 3: square'],
            choices: { label: 'shape' },
          },
          {
            text: 'Column "colour": 2 classes (red 20, blue 20)',
            samples: ['Row 2: red', 'Row 3: blue'],
            choices: { label: 'colour' },
          },
        ],
      },
    ]);
    // whoever says it is asked no more
    expect(
      read(
        {
          't.csv': [
            'colour,size,shape',
            ...rows(40, (i) => `${pick(['a', 'b'], i)},${num(i)},${pick(['c', 'd'], i)}`),
          ],
        },
        { label: 'colour' },
      ).meaning.questions,
    ).toEqual([]);
  });

  it('is several columns of 0 and 1 of which one is 1, written out', () => {
    const raw = read({
      'leaves.csv': [
        'leaf,width,oak,elm,ash',
        ...rows(45, (i) => `l${i},${num(i)},${[0, 1, 2].map((k) => Number(i % 3 === k)).join()}`),
      ],
    });
    expect(raw.meaning.classFrom).toBe('columns oak, elm, ash');
    expect(new Set(raw.labels)).toEqual(new Set(['oak', 'elm', 'ash']));
    expect(features(raw)).toEqual(['width']);
  });

  it('may be called none where that is as frequent as any, and is missing where it is rare', () => {
    const of = (label: (i: number) => string) =>
      read(
        { 't.csv': ['x,y,sign', ...rows(60, (i) => `${num(i)},${num(i, 5)},${label(i)}`)] },
        { label: 'sign' },
      );
    expect(new Set(of((i) => pick(['stop', 'none', 'go'], i)).labels).size).toBe(3);
    const rare = of((i) => (i === 4 ? 'none' : pick(['stop', 'go'], i)));
    expect(rare.labels).toHaveLength(59);
    expect(rare.leftOut[0]?.reason).toContain('1 row has no value in column "sign"');
  });

  it('is never a feature under another name', () => {
    const raw = read({
      't.csv': [
        'weight,height,class_id,class_name',
        ...rows(45, (i) => `${num(i)},${num(i, 3)},${i % 3},${pick(['cod', 'eel', 'ray'], i)}`),
      ],
    });
    expect(features(raw)).toEqual(['weight', 'height']);
    expect(raw.choices.join()).toContain('because they say the class again');
  });
});

describe('the split', () => {
  const table = (name: string, value: (i: number) => string | number) =>
    read({
      't.csv': [
        `a,b,label,${name}`,
        ...rows(40, (i) => `${num(i)},${num(i, 3)},${pick(['x', 'y'], i)},${value(i)}`),
      ],
    });
  const count = (raw: ReturnType<typeof read>, split: string) =>
    raw.splits?.filter((each) => each === split).length;

  it('is a column of 0 and 1 called so: the smaller part is the test', () => {
    const raw = table('partition', (i) => (i < 32 ? 0 : 1));
    expect([count(raw, 'train'), count(raw, 'test')]).toEqual([32, 8]);
    expect(
      count(
        table('partition', (i) => (i < 32 ? 1 : 0)),
        'test',
      ),
    ).toBe(8);
  });

  it('is a column of 0, 1 and 2 called so', () => {
    const raw = table('split', (i) => (i < 24 ? 0 : i < 32 ? 1 : 2));
    expect(['train', 'validation', 'test'].map((split) => count(raw, split))).toEqual([24, 8, 8]);
  });

  it('is a column of yes and no that says of which split', () => {
    const raw = table('is_train', (i) => (i < 30 ? 'True' : 'False'));
    expect([raw.meaning.splitFrom, count(raw, 'train')]).toEqual(['column is_train', 30]);
    expect(
      count(
        table('is_test', (i) => (i < 30 ? 0 : 1)),
        'test',
      ),
    ).toBe(10);
  });

  it('is a column of such words, whatever it is called; a test result is none', () => {
    expect(table('usage', (i) => (i < 30 ? 'training' : 'testing')).meaning.splitFrom).toBe(
      'column usage',
    );
    expect(table('test', (i) => i % 2).splits).toBeNull();
  });
});

describe('several tables', () => {
  const part = (from: number, count: number) => [
    'a_1,a_2,b_1,b_2,label',
    ...rows(
      count,
      (i) => `${num(from + i)},${num(i, 3)},${num(i, 5)},${num(i, 9)},${pick(['x', 'y'], i)}`,
    ),
  ];

  it('that are parts of one are stacked, by file or by folder, and keep the split', () => {
    const raw = read({ 'birds_te.csv': part(9, 20), 'birds_tr.csv': part(0, 20) });
    expect(raw.meaning).toMatchObject({ splitFrom: 'files', pairedBy: null });
    expect(raw.splits?.filter((each) => each === 'test')).toHaveLength(20);
    expect(raw.modalities.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(read({ 'dev/t.csv': part(9, 10), 'train/t.csv': part(0, 30) }).splits).toHaveLength(40);
  });

  it('each in parts are modalities of the stacked samples', () => {
    const view = (from: number, count: number) =>
      rows(count, (i) => `${num(from + i)},${num(i, 3)},${num(i, 9)}`);
    const labels = (count: number) => rows(count, (i) => String(i % 2));
    const raw = read({
      'gene_tr.csv': view(0, 24),
      'gene_te.csv': view(3, 8),
      'meth_tr.csv': view(5, 24),
      'meth_te.csv': view(7, 8),
      'labels_tr.csv': labels(24),
      'labels_te.csv': labels(8),
    });
    expect(raw.labels).toHaveLength(32);
    expect(raw.modalities.map(({ id, shape }) => [id, shape])).toEqual([
      ['gene', [3]],
      ['meth', [3]],
    ]);
    expect(raw.meaning).toMatchObject({ splitFrom: 'files', pairedBy: 'row order' });
  });

  it('leave out the part without classes, and the form for answers', () => {
    const raw = read({
      'train.csv': part(0, 30),
      'test.csv': ['a_1,a_2,b_1,b_2', ...rows(9, (i) => `${i},${i},${i},${i}`)],
      'sample_submission.csv': ['id,label', '0,x', '1,x'],
    });
    expect(raw.labels).toHaveLength(30);
    expect(raw.leftOut.map(({ file }) => file).sort()).toEqual([
      'sample_submission.csv',
      'test.csv',
    ]);
    expect(raw.leftOut.map(({ reason }) => reason).join()).toContain(
      'the 9 rows in it have no class',
    );
  });

  it('that share an id are joined by it, never by their order', () => {
    const raw = read({
      'face.csv': ['who_id,eye,class', ...rows(40, (i) => `p${i},${i}.5,${pick(['x', 'y'], i)}`)],
      'voice.csv': ['who_id,pitch', ...rows(42, (i) => `P${41 - i},${42 - i}.5`)],
    });
    expect(raw.meaning.pairedBy).toBe('id column who_id');
    const [face, voice] = raw.modalities;
    expect(Array.from(voice?.data ?? [])).toEqual(Array.from(face?.data ?? [], (v) => v + 1));
    expect(raw.leftOut).toEqual([
      {
        file: 'voice.csv',
        reason:
          '2 samples have no row in face.csv, where the column "class" is (the first: row 2 of voice.csv).',
        fix: 'Add the missing rows to face.csv, or leave it at that.',
        count: 2,
        unit: 'row',
      },
    ]);
  });

  describe('and of which one lacks rows', () => {
    /** People `from` to `to`, with more columns than one. */
    const face = (from: number, to: number) =>
      rows(to - from, (i) => `p${from + i},${num(from + i)},${num(from + i, 3)}`);
    const kind = (i: number) => pick(['x', 'y'], i);
    const has = (raw: ReturnType<typeof read>) =>
      raw.modalities.map(({ present }) => present?.reduce((sum, one) => sum + one, 0) ?? 'all');
    const labels = ['id,class', ...rows(50, (i) => `p${i},${kind(i)}`)];

    it('keep them as samples that lack it, and ask where that is so on both sides of many', () => {
      const files = {
        'face.csv': ['id,eye,mouth', ...face(0, 44)],
        'voice.csv': ['id,pitch,tone', ...face(6, 50)],
        'labels.csv': labels,
      };
      const raw = read(files);
      expect(raw.labels).toHaveLength(50);
      expect(has(raw)).toEqual([44, 44]);
      expect(features(raw)).toEqual(['eye', 'mouth', 'pitch', 'tone']);
      const [eyes, tones] = raw.modalities;
      expect(Array.from(eyes?.data.slice(88) ?? []).every(Number.isNaN)).toBe(true);
      expect(tones?.data[0]).toBeNaN();
      expect(tones?.data[12]).toBeCloseTo(num(6));
      expect(raw.leftOut).toEqual([]);
      const [question, ...more] = raw.meaning.questions;
      expect(more).toEqual([]);
      expect(question?.ask).toBe(
        '12 of 50 samples lack a row with the same "id" in "Face", "Voice". Are they samples?',
      );
      expect(question?.options.map(({ text, samples }) => [text, samples])).toEqual([
        ['Yes, they lack a modality: all 50 are used', ['p0', 'p1']],
        ['No, only the 38 complete ones are used', ['p6', 'p7']],
      ]);
      expect(read(files, { incomplete: 'keep' }).meaning.questions).toEqual([]);
    });

    it('take the class from whichever has it, and leave out what has no class or no features', () => {
      const classed = (lines: readonly string[]) => lines.map((line, i) => `${line},${kind(i)}`);
      const inBoth = read({
        'face.csv': ['id,eye,mouth,class', ...classed(face(0, 40))],
        'voice.csv': ['id,pitch,tone,class', ...classed(face(2, 44))],
      });
      expect(inBoth.labels).toEqual(rows(44, kind));
      expect(has(inBoth)).toEqual([40, 42]);
      const spare = read({
        'face.csv': ['id,eye,mouth', ...face(0, 40)],
        'voice.csv': ['id,pitch,tone', ...face(0, 40), 'q1,1,2', 'q2,2,1'],
        'labels.csv': labels,
      });
      expect(spare.labels).toHaveLength(40);
      expect(spare.leftOut.map(({ reason }) => reason)).toEqual([
        '2 samples have no row in labels.csv, where the column "class" is (the first: row 42 of voice.csv).',
        '10 samples have no row in a table of features (the first: row 42 of labels.csv).',
      ]);
      expect(() =>
        read({
          'face.csv': ['id,eye,mouth,class', ...classed(face(0, 40))],
          'voice.csv': ['id,pitch,tone,class', ...classed(face(1, 41))],
        }),
      ).toThrow('do not agree about the class');
    });

    it('are joined so in parts to train and to test as well', () => {
      const part = (name: string, from: number, to: number) => ({
        [`${name}_face.csv`]: ['id,eye,mouth', ...face(from, to)],
        [`${name}_voice.csv`]: ['id,pitch,tone', ...face(from + 2, to).reverse()],
        [`${name}_labels.csv`]: ['id,class', ...rows(to - from, (i) => `p${from + i},${kind(i)}`)],
      });
      const raw = read({ ...part('train', 0, 30), ...part('test', 30, 42) });
      expect(raw.meaning).toMatchObject({ splitFrom: 'files', pairedBy: 'id column id' });
      expect(has(raw)).toEqual(['all', 38]);
      expect(raw.splits?.filter((split) => split === 'test')).toHaveLength(12);
      expect(raw.modalities[1]?.data[4]).toBeCloseTo(num(2));
    });
  });

  it('are refused where an id says that their rows are not the same samples', () => {
    const table = (from: number) => ['key_id,v', ...rows(20, (i) => `k${from + i},${i}.5`)];
    expect(() => read({ 'a.csv': table(0), 'b.csv': table(100) })).toThrow(
      'both have a column "key_id", and fewer than half of its values are in both',
    );
  });

  it('in folders of a split, one with the class, one with whose it is, and a list of names', () => {
    const parts = (split: string, count: number) => ({
      [`set/${split}/X_${split}.txt`]: rows(count, (i) => `${num(i)}  ${num(i, 3)}  ${num(i, 5)}`),
      [`set/${split}/subject_${split}.txt`]: rows(count, (i) => String(1 + (i % 6))),
      [`set/${split}/y_${split}.txt`]: rows(count, (i) => String(1 + (i % 2))),
    });
    const raw = read({
      'set/names.txt': ['1 SITTING', '2 RUNNING'],
      ...parts('test', 12),
      ...parts('train', 36),
    });
    expect(features(raw)).toEqual(['1', '2', '3']);
    expect(raw.meaning).toMatchObject({ splitFrom: 'files', group: 'subject' });
    expect(raw.classNames?.get('2')).toBe('RUNNING');
    expect(raw.leftOut).toEqual([]);
  });

  it('may say the class in a column of words that no name tells', () => {
    const raw = read({
      'a.csv': [
        'sample_id,x,y,group',
        ...rows(24, (i) => `S${i},${num(i)},${num(i, 3)},${pick(['ill', 'well'], i)}`),
      ],
      'b.csv': ['id,u,v', ...rows(24, (i) => `S${23 - i},${num(i, 5)},${num(i, 7)}`)],
    });
    expect(raw.meaning).toMatchObject({
      classFrom: 'column group',
      pairedBy: 'id column sample_id',
    });
    expect(features(raw)).toEqual(['x', 'y', 'u', 'v']);
  });

  it('leave out what is no table of the same samples, and take names of classes from it', () => {
    const table = csv(
      'birds.csv',
      part(0, 20).map((line) => line.replace(/x$/, '0').replace(/y$/, '1')),
    );
    const json = (name: string, map: object) =>
      readJson(new TextEncoder().encode(JSON.stringify(map)), name);
    const raw = tablesLayout(
      [
        table,
        json('config.json', { rate: 0.1, epochs: 5 }),
        json('names.json', { 0: 'tit', 1: 'owl' }),
      ],
      importOptionsFor(),
    );
    expect(raw.labels).toHaveLength(20);
    expect(raw.classNames?.get('1')).toBe('owl');
    expect(raw.leftOut.map(({ file }) => file)).toEqual(['config.json']);
  });

  it('that have nothing to do with each other: the one whose class is named is used', () => {
    const files = {
      'a.csv': ['x,y,sort', ...rows(30, (i) => `${num(i)},${num(i, 3)},${pick(['p', 'q'], i)}`)],
      'b.csv': ['v,w,make', ...rows(45, (i) => `${num(i)},${num(i, 3)},${pick(['s', 't'], i)}`)],
    };
    expect(() => read(files)).toThrow('cannot be modalities of the same samples');
    const raw = read(files, { label: 'make' });
    expect([raw.labels.length, features(raw)]).toEqual([45, ['v', 'w']]);
    expect(raw.leftOut.map(({ file }) => file)).toEqual(['a.csv']);
  });

  it('without names share the class in a column that is the same in all', () => {
    const view = (k: number) =>
      rows(30, (i) => `${num(i, k)},${num(i, k + 2)},${i % 3 === 0 ? 1 : 0}`);
    const raw = read({ 'one.csv': view(1), 'two.csv': view(5) });
    expect(raw.modalities.map(({ shape }) => shape)).toEqual([[2], [2]]);
    expect(raw.meaning.pairedBy).toBe('row order');
    expect(raw.choices.join()).toContain('is the same in all tables');
  });
});

describe('features', () => {
  it('keep rows with gaps: the mean of the training split, and where the gaps are', () => {
    const raw = read({
      't.csv': [
        'a,b,label',
        ...rows(20, (i) => `${i % 5 === 0 ? '' : i},${num(i)},${pick(['x', 'y'], i)}`),
      ],
    });
    expect(raw.labels).toHaveLength(20);
    expect(features(raw)).toEqual(['a', 'a missing', 'b']);
    expect(raw.choices.join()).toContain('4 cells have no value (a 4)');
  });

  it('are a column a value of words with few values, and a line for texts', () => {
    const raw = read({
      't.csv': [
        'weight,fur,story,label',
        ...rows(
          32,
          (i) => `${num(i)},${pick(['short', 'long', '?'], i)},tale ${i},${pick(['x', 'y'], i)}`,
        ),
      ],
    });
    expect(features(raw)).toEqual(['weight', 'fur=long', 'fur=missing', 'fur=short']);
    expect(raw.leftOut).toMatchObject([{ count: 1, unit: 'column' }]);
    expect(raw.leftOut[0]?.reason).toContain('story');
  });

  it('are numbers in the column’s own way of writing, units taken off', () => {
    const raw = read({
      'preise.csv': [
        'Preis;Höhe;Menge;Klasse',
        ...rows(24, (i) => `${i + 1}.234,50;−${i},5 cm;1.00${i % 10};${pick(['alt', 'neu'], i)}`),
      ],
    });
    expect(features(raw)).toEqual(['Preis', 'Höhe', 'Menge']);
    const [all] = raw.modalities;
    expect(Array.from(all?.data.slice(3, 6) ?? [])).toEqual([2234.5, -1.5, 1001]);
    expect(raw.choices.join()).toContain('Höhe in cm');
  });

  it('are found in a table that lies on its side', () => {
    const raw = read({
      'genes.csv': [
        `gene,${rows(16, (i) => `P${i}`).join()}`,
        ...rows(12, (g) => `g${g},${rows(16, (i) => num(i, g + 1)).join()}`),
        `status,${rows(16, (i) => pick(['ill', 'well'], i)).join()}`,
      ],
    });
    expect(raw.labels).toHaveLength(16);
    expect(features(raw)).toHaveLength(12);
    expect(raw.meaning.classFrom).toBe('column status');
    expect(raw.choices.join()).toContain('rows and columns were swapped');
  });
});

describe('a table that is there twice', () => {
  it('is used once, and the other is left out with a line', () => {
    const lines = [
      'cadence,step,gait',
      ...rows(30, (i) => `${num(i)},${num(i, 3)},${pick(['slow', 'fast'], i)}`),
    ];
    const raw = read({ 'gait.csv': lines, 'copy of gait.csv': lines });
    expect(raw.labels).toHaveLength(30);
    expect(features(raw)).toEqual(['cadence', 'step']);
    expect(raw.leftOut.map(({ reason }) => reason)).toEqual([
      'copy of gait.csv holds the same as gait.csv.',
    ]);
  });
});
