import { describe, expect, it } from 'vitest';
import { importOptionsFor } from '../../../testing/import-fixtures';
import type { ImportOptions } from '../options';
import { readArff } from './read-arff';
import { readJson } from './read-json';
import { readSeparated } from './read-separated';
import { tablesLayout } from './tables-layout';

const bytes = (text: string) => new TextEncoder().encode(text);
const csv = (rows: readonly string[], file = 'birds.csv') =>
  readSeparated(bytes(rows.join('\n')), file);
const BIRDS = csv([
  'species,bill_length,bill_depth,flipper_length,body_mass,year',
  'Adelie,39.1,18.7,181,3750,2007',
  'Adelie,NA,17.4,186,3800,2007',
  'Gentoo,46.1,13.2,211,4500,2007',
  'Gentoo,50.0,16.3,inf,5700,2008',
  'Gentoo,48.7,14.1,210,about 4450,2008',
  'Adelie,36.7,19.3,193,3450,2007',
  'Gentoo,47.6,14.5,215,5400,2009',
  'Gentoo,46.5,13.5,210,4550,2009',
  'Adelie,38.7,19.0,195,3450,2009',
]);
const layout = (over: Partial<ImportOptions> = {}, tables = [BIRDS]) =>
  tablesLayout(tables, importOptionsFor(over));

describe('a table as modalities', () => {
  it('guesses the label by its name and the modalities by the first word of theirs', () => {
    const { modalities, labels } = layout();
    expect(labels[0]).toBe('Adelie');
    expect(modalities.map(({ id, featureNames }) => [id, featureNames])).toEqual([
      // the one with a gap says where it is
      ['bill', ['bill_length', 'bill_length missing', 'bill_depth']],
      ['other', ['flipper_length', 'body_mass']],
    ]);
  });

  it('takes rows that fill in none of a modality for rows that lack it, where they are many', () => {
    const table = (lacking: number) =>
      csv([
        'label,eeg_a,eeg_b,mri_a,mri_b',
        ...Array.from({ length: 40 }, (_, i) => {
          const eeg = i === 3 ? `,${i}` : `${i + 0.5},${i}`;
          const mri = i < lacking ? ',' : `${i / 7},${i % 9}`;
          return `${i % 2 ? 'sick' : 'well'},${eeg},${mri}`;
        }),
      ]);
    const read = layout({}, [table(12)]);
    expect(read.modalities.map(({ id, featureNames }) => [id, featureNames])).toEqual([
      ['eeg', ['eeg_a', 'eeg_a missing', 'eeg_b']],
      ['mri', ['mri_a', 'mri_b']],
    ]);
    const [eeg, mri] = read.modalities;
    expect(eeg?.present).toBeUndefined();
    expect(mri?.present?.filter((has) => has === 0)).toHaveLength(12);
    expect(mri?.data.slice(0, 2).every(Number.isNaN)).toBe(true);
    expect(read.choices.join(' ')).toContain('1 cell has no value (eeg_a 1)');
    // a slip of the pen is no modality that is missing
    const [, few] = layout({}, [table(2)]).modalities;
    expect(few?.present).toBeUndefined();
    expect(few?.featureNames).toContain('mri_a missing');
  });

  it('leaves out rows by reason, with the column and the first row', () => {
    const { leftOut, labels } = layout();
    expect(labels).toHaveLength(7);
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      '1 row has an infinite value in column "flipper_length" of birds.csv (the first: row 5).',
      '1 row has a text instead of a number in column "body_mass" of birds.csv (the first: "about 4450" in row 6).',
    ]);
  });

  it('takes modalities as they are named: columns, ranges, beginnings', () => {
    const modalities = { beak: ['bill_*'], rest: ['flipper_length..body_mass', 'year'] };
    const found = layout({ modalities }).modalities;
    expect(found.map(({ id, shape }) => [id, shape])).toEqual([
      ['beak', [3]],
      ['rest', [3]],
    ]);
  });

  it('names the columns there are when one is named that is not', () => {
    expect(() => layout({ label: 'kind' })).toThrow(
      'data.label is "kind"; that is not a column; there are species, bill_length',
    );
    expect(() => layout({ modalities: { a: ['wing'] } })).toThrow('data.modalities.a is "wing"');
  });

  it('refuses a label column of unique values or of one value', () => {
    const rows = ['id,kind,a,b', ...Array.from({ length: 9 }, (_, i) => `n${i},same,${i},${i}`)];
    const table = [csv(rows, 'ids.csv')];
    expect(() => layout({ label: 'id' }, table)).toThrow(
      'The column "id" of ids.csv cannot be the class: it has 9 different values in 9 rows.',
    );
    expect(() => layout({ label: 'kind' }, table)).toThrow('has only one value');
  });

  it('says so where no column can be a label', () => {
    const rows = ['a,b', ...Array.from({ length: 20 }, (_, i) => `${i}.5,${i * 7}.1`)];
    expect(() => layout({}, [csv(rows)])).toThrow('has no column that looks like a class');
  });

  it('groups mean and worst, and numbered blocks, by their stems', () => {
    const rows = Array.from({ length: 8 }, (_, i) => `${i}.1,${i}.2,${i}.3,${i}.4,${i % 2}`);
    const ids = (header: string) =>
      layout({}, [csv([header, ...rows])]).modalities.map(({ id }) => id);
    expect(ids('mean radius,mean area,worst radius,worst area,target')).toEqual(['mean', 'worst']);
    expect(ids('fou1,fou2,kar1,kar2,class')).toEqual(['fou', 'kar']);
  });

  it('knows a square picture written out as pixels', () => {
    const row = (i: number) => `${Array.from({ length: 64 }, (_, k) => (k * i) % 17)},${i % 2}`;
    const [picture] = layout({}, [csv(Array.from({ length: 9 }, (_, i) => row(i)))]).modalities;
    expect(picture?.shape).toEqual([8, 8, 1]);
    expect(picture?.kind).toBe('image');
  });

  it('splits by a column of known words, unless told not to', () => {
    const rows = ['x,y,label,split', '1,2,a,train', '2,3,b,train', '3,1,a,test', '4,5,b,val'];
    const table = [csv(rows)];
    expect(layout({}, table).splits).toEqual(['train', 'train', 'test', 'validation']);
    expect(layout({ split: 'none' }, table).splits).toBeNull();
  });
});

describe('several tables as modalities', () => {
  const view = (name: string) =>
    csv(
      Array.from({ length: 6 }, (_, i) => `  ${i}.5  ${i * i}.25`),
      name,
    );
  const labels = csv(['0', '1', '0', '1', '0', '1'], 'labels.txt');

  it('makes each one a modality, and the file of one column the label', () => {
    const raw = layout({}, [labels, view('mfeat-kar'), view('mfeat-zer')]);
    expect(raw.modalities.map(({ id }) => id)).toEqual(['kar', 'zer']);
    expect(raw.labels).toEqual(['0', '1', '0', '1', '0', '1']);
  });

  it('lets a modality be named by its file', () => {
    const modalities = { shape: ['mfeat-zer'], look: ['mfeat-kar'] };
    const raw = layout({ modalities }, [labels, view('mfeat-kar'), view('mfeat-zer')]);
    expect(raw.modalities.map(({ id }) => id)).toEqual(['shape', 'look']);
  });

  it('takes the first six and says which others there are', () => {
    const eight = Array.from({ length: 8 }, (_, k) =>
      csv(['a,b', '1,2', '3,4', '5,6', '7,8'], `view${k}.csv`),
    );
    const raw = layout({}, [...eight, csv(['x', 'y', 'x', 'y'], 'labels.txt')]);
    expect(raw.modalities.map(({ id }) => id)).toEqual([
      'view0',
      'view1',
      'view2',
      'view3',
      'view4',
      'view5',
    ]);
    expect(raw.choices.join()).toContain('at most 6 modalities: view6.csv, view7.csv.');
    expect(raw.offer?.parts.map(({ name }) => name)).toContain('view7.csv');
  });

  it('leaves out a table of another length by its name', () => {
    const short = csv(['1.5 2', '3.5 4'], 'short.txt');
    const raw = layout({}, [labels, view('a-x'), view('a-y'), short]);
    expect(raw.leftOut[0]?.reason).toBe('short.txt has 2 rows where the others have 6.');
  });

  it('says so where none has a label, or two disagree', () => {
    expect(() => layout({}, [view('x'), view('y')])).toThrow('says which class a row is of');
    const a = csv(['u,label', '1.5,a', '2.5,b', '3.5,a'], 'a.csv');
    const b = csv(['v,label', '1.5,a', '2.5,a', '3.5,b'], 'b.csv');
    expect(() => layout({}, [a, b])).toThrow('do not agree about the class in row 2: "b" and "a"');
  });
});

describe('other forms of tables', () => {
  it('reads JSON records, on lines too, with nulls as missing', () => {
    const records = '[{"a":1,"k":"x"},{"a":null,"k":"y"},{"k":"x","a":3}]';
    for (const text of [records, '{"a":1,"k":"x"}\n{"a":null,"k":"y"}\n{"k":"x","a":3}\n']) {
      const table = readJson(bytes(text), 'a.json');
      expect(table.rows).toBe(3);
      expect(table.columns[0]?.missing).toBe(1);
    }
    expect(() => readJson(bytes('{"a":'), 'a.json')).toThrow('a.json is not JSON');
    expect(() => readJson(bytes('[1,2]'), 'a.json')).toThrow('single values');
  });

  it('reads ARFF with quoted names and missing values, and refuses the sparse form', () => {
    const head =
      "% a comment\n@relation t\n@attribute 'the size' numeric\n@attribute class {a,b}\n";
    const table = readArff(bytes(`${head}@data\n1.5,a\n%x\n?,b\n`), 'a.arff');
    expect(table.columns.map(({ name }) => name)).toEqual(['the size', 'class']);
    expect(table.rowNumbers).toEqual([6, 8]);
    expect(() => readArff(bytes(`${head}@data\n{0 1.5}\n`), 'a.arff')).toThrow('sparse form');
  });
});

describe('JSON as pandas writes it', () => {
  it.each([
    ['columns', '{"a":{"0":1.5,"1":2,"2":3},"k":{"0":"x","1":"y","2":"x"}}'],
    ['index', '{"0":{"a":1.5,"k":"x"},"1":{"a":2,"k":"y"},"2":{"a":3,"k":"x"}}'],
    ['split', '{"columns":["a","k"],"index":[0,1,2],"data":[[1.5,"x"],[2,"y"],[3,"x"]]}'],
    ['records', '[{"a":1.5,"k":"x"},{"a":2,"k":"y"},{"a":3,"k":"x"}]'],
  ])('is the same table by %s', (_, text) => {
    const table = readJson(bytes(text), 'a.json');
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'k']);
    expect([0, 1, 2].map((row) => table.columns[0]?.number(row))).toEqual([1.5, 2, 3]);
    expect(table.columns[1]?.text(1)).toBe('y');
  });

  it('is a table of two columns where it maps words to words, whatever they are', () => {
    const table = readJson(bytes('{"0":"Healthy","__proto__":"Blight"}'), 'names.json');
    expect(table.columns.map(({ name }) => name)).toEqual(['key', 'value']);
    expect(table.columns[0]?.text(1)).toBe('__proto__');
  });
});
