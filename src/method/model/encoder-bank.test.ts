/**
 * A split is read in chunks, by rows or by what the activations take. Every row of the answer must be that sample's:
 * a read that begins at row 0 in every chunk gives plausible numbers of the wrong samples.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDataSet } from '../../data/generator/generate';
import { type Device, openVariant } from '../../engine/device/device';
import type { DataSet } from '../../protocol/data-set';
import { parseSettings, type Settings } from '../../protocol/settings';
import { TINY } from '../../testing/tiny-lab';
import type { Readings } from '../method';
import { freeRace, prepareRace } from '../run/race';
import { type RaceData, uploadRaceData } from '../run/race-data';

let device: Device;
beforeAll(async () => {
  device = await openVariant('wasm');
});
afterAll(() => device.close());

/** What untrained joint encoders make of the test split, and of its rows from `from` on by themselves. */
async function wholeAndTail(
  dataSet: DataSet,
  settings: Settings,
  from: number,
): Promise<{ whole: Readings; tail: Readings; most: number }> {
  const { kernels, report } = device;
  const { split } = dataSet;
  const data = uploadRaceData(kernels, dataSet);
  const end: RaceData = uploadRaceData(kernels, {
    ...dataSet,
    split: { ...split, test: split.test.subarray(from) },
  });
  const entrants = await prepareRace({
    kernels,
    report,
    data,
    settings,
    extraRuns: [],
    now: () => 0,
    chunkMs: 0,
  });
  const { rows } = kernels;
  let most = 0;
  kernels.rows = (source, begin, count, target) => {
    most = Math.max(most, count);
    rows.call(kernels, source, begin, count, target);
  };
  try {
    const run = entrants[0]?.run;
    if (!run) throw new Error('nobody races');
    const whole = await run.read(data.test);
    const seen = most;
    return { whole, tail: await run.read(end.test), most: seen };
  } finally {
    kernels.rows = rows;
    freeRace(entrants);
    data.free();
    end.free();
  }
}

/** Holds the last rows of `whole` against `tail`, and that they are not the first ones again. */
function expectTail(whole: Readings, tail: Readings, from: number): void {
  const pairs = [
    ...whole.features.map((feature, m) => [feature, tail.features[m]] as const),
    ...Object.keys(whole.logits).map((name) => [whole.logits[name], tail.logits[name]] as const),
  ];
  expect(pairs.length).toBeGreaterThan(2);
  for (const [all, last] of pairs) {
    if (!all || !last) throw new Error('a reading is missing');
    expect(last.rows).toBe(all.rows - from);
    const difference = (at: number) =>
      Math.max(
        ...Array.from(last.values, (value, k) =>
          Math.abs(value - (all.values[at * all.columns + k] ?? Number.NaN)),
        ),
      );
    expect(difference(from)).toBeLessThan(1e-5);
    expect(difference(0)).toBeGreaterThan(1e-4);
  }
}

describe('reading a split', () => {
  it('gives every row its own features where the split has more rows than are read at once', async () => {
    const settings = parseSettings({
      ...TINY,
      samples: { train: 64, test: 2100 },
      methods: { joint: {} },
    });
    const { whole, tail, most } = await wholeAndTail(generateDataSet(settings), settings, 2048);
    expect(most).toBe(2048);
    expectTail(whole, tail, 2048);
  });

  it('reads fewer rows at once where the activations are large, and no row twice', async () => {
    const side = 128;
    const samples = 70;
    const fitting = Math.floor(2 ** 22 / (128 ** 2 * 16 + 64 ** 2 * 16 + 64 ** 2 * 8 + 8 + 4));
    const settings = parseSettings({
      batchSize: 4,
      encoders: { '*': { featureDim: 4 }, view: { kind: 'cnn', channels: [16, 8] } },
      methods: { joint: {} },
    });
    const numbers = (width: number) =>
      Float32Array.from({ length: samples * width }, (_, k) => Math.sin(k * k * 0.37));
    const rows = Array.from({ length: samples }, (_, row) => row);
    const normalisation = { shift: [0], scale: [1] };
    const vector = { kind: 'vector' as const, shape: [3], data: numbers(3), normalisation };
    const { whole, tail, most } = await wholeAndTail(
      {
        id: 'views',
        name: 'Views',
        classNames: ['a', 'b'],
        provenance: { origin: 'a test', licence: 'none' },
        modalities: [
          {
            ...vector,
            id: 'view',
            name: 'View',
            kind: 'image',
            shape: [side, side, 1],
            data: numbers(side * side),
          },
          { ...vector, id: 'note', name: 'Note' },
        ],
        labels: Int32Array.from(rows, (row) => row % 2),
        split: {
          train: Int32Array.from(rows.slice(0, 8)),
          validation: new Int32Array(0),
          test: Int32Array.from(rows.slice(8)),
        },
        notes: [],
      },
      settings,
      fitting,
    );
    // of 2^22 numbers a row takes 128² x 16, pooled 64² x 16, then 64² x 8, their means and the feature
    expect(most).toBe(fitting);
    expectTail(whole, tail, fitting);
  });
});
