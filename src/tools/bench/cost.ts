/**
 * What an epoch of DI-MML costs as the work grows, one thing at a time: training and measuring apart, through the
 * trainer as it is. Runs on wasm in this process unless told otherwise.
 */
import { openDevice } from '../../engine/device/device';
import { randomStream } from '../../math/rng';
import { sizeOf } from '../../math/shape';
import { startRun } from '../../method/catalogue';
import { contextOf } from '../../method/run/race';
import { uploadRaceData } from '../../method/run/race-data';
import { train } from '../../method/run/train';
import type { BackendName } from '../../protocol/backends';
import type { DataSet } from '../../protocol/data-set';
import { parseSettings } from '../../protocol/settings';
import { median } from './contender';

/** One experiment. */
interface Work {
  readonly samples: number;
  /** Feature dimension. */
  readonly dims: number;
  readonly classes: number;
  readonly modalities: number;
  readonly batch: number;
  /** Numbers of a sample that is a vector. */
  readonly width: number;
  /** Side of square images; null for vectors. */
  readonly side: number | null;
  /** Perceptrons for vectors; CNNs of 16 and 32 channels for grey images, a ResNet-18 of published width for coloured ones. */
  readonly encoder: 'mlp' | 'cnn' | 'resnet18';
  /** Held-out samples, which are measured. */
  readonly test: number;
}

export interface CostRow extends Work {
  /** What this row and those beside it differ in, in words. */
  readonly varied: string;
  readonly value: number;
  readonly trainMs: number;
  readonly measureMs: number;
  /** Training time per sample and modality, in microseconds: constant where growth is linear. */
  readonly usPerSample: number;
  /** On the device, data and run together, in MB. */
  readonly deviceMb: number;
}

const BASE: Work = {
  samples: 2000,
  dims: 64,
  classes: 10,
  modalities: 2,
  batch: 64,
  width: 64,
  side: null,
  encoder: 'mlp',
  test: 200,
};
const SMALL_IMAGES: Work = { ...BASE, samples: 256, side: 28, encoder: 'cnn' };
const PICTURES: Work = {
  ...BASE,
  samples: 32,
  test: 32,
  batch: 16,
  side: 224,
  encoder: 'resnet18',
};
/** The first epoch warms up and is not counted; DUC is on from the start. */
const EPOCHS = 4;
/** Where epochs are as long as that, one is counted. */
const LONG_MS = 20_000;

interface Series {
  readonly varied: string;
  readonly key: keyof Work;
  readonly of: Work;
  readonly values: readonly number[];
}

const SERIES: readonly Series[] = [
  {
    varied: 'training samples',
    key: 'samples',
    of: BASE,
    values: [500, 2000, 8000, 20_000, 100_000],
  },
  { varied: 'feature dimension', key: 'dims', of: BASE, values: [16, 64, 256, 512, 2048] },
  { varied: 'classes', key: 'classes', of: BASE, values: [2, 10, 100, 1000] },
  { varied: 'modalities', key: 'modalities', of: BASE, values: [2, 3, 4, 6] },
  { varied: 'batch', key: 'batch', of: BASE, values: [16, 64, 256] },
  { varied: 'numbers of a sample', key: 'width', of: BASE, values: [64, 512, 2048] },
  {
    varied: 'image side (CNN, 256 samples)',
    key: 'side',
    of: SMALL_IMAGES,
    values: [16, 32, 64, 128],
  },
  {
    varied: 'image side (ResNet-18, 32 samples)',
    key: 'side',
    of: PICTURES,
    values: [56, 112, 224],
  },
];

const shapeOf = ({ width, side, encoder }: Work): readonly number[] =>
  side === null ? [width] : [side, side, encoder === 'cnn' ? 1 : 3];

function encoderOf({ encoder, dims }: Work) {
  if (encoder === 'resnet18') return { kind: 'resnet18', width: 64 };
  return encoder === 'cnn'
    ? { kind: 'cnn', channels: [16, 32], featureDim: dims }
    : { hidden: [128], featureDim: dims };
}

function dataSetOf(work: Work): DataSet {
  const { samples, test, classes, modalities } = work;
  const rows = samples + test;
  const shape = shapeOf(work);
  const width = sizeOf(shape);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % classes);
  const range = (begin: number, count: number) =>
    Int32Array.from({ length: count }, (_, i) => begin + i);
  return {
    id: 'cost',
    name: 'cost',
    classNames: Array.from({ length: classes }, (_, c) => `${c}`),
    provenance: { origin: 'bench', licence: 'bench' },
    modalities: Array.from({ length: modalities }, (_, m) => {
      const random = randomStream(5, 'cost', m);
      // classes differ a little, so that nets learn something and no number runs away
      const data = Float32Array.from({ length: rows * width }, (_, k) => {
        const row = Math.floor(k / width);
        return random.normal() + (k % classes === (labels[row] as number) ? 0.5 : 0);
      });
      return {
        id: `m${m}`,
        name: `m${m}`,
        kind: work.side === null ? ('vector' as const) : ('image' as const),
        shape,
        data,
        normalisation: { shift: [0], scale: [1] },
      };
    }),
    labels,
    split: {
      train: range(0, samples),
      validation: new Int32Array(0),
      test: range(samples, test),
    },
    notes: [],
  };
}

/** Trains a few epochs of stage 1. @returns medians of training and measuring time per epoch. */
async function measure(work: Work, backend: BackendName) {
  const device = await openDevice({ backend });
  const { kernels, probing, report } = device;
  const settings = parseSettings({
    epochs: EPOCHS,
    batchSize: work.batch,
    encoders: { '*': encoderOf(work) },
    methods: { 'di-mml': { duc: { warmupEpochs: 0 }, fusionEpochs: 1 } },
  });
  const data = uploadRaceData(kernels, dataSetOf(work), probing);
  const context = contextOf('di-mml', { kernels, settings, data });
  const run = await startRun(context);
  const training: number[] = [];
  const measuring: number[] = [];
  const began = performance.now();
  const events = train(run, context, {
    label: 'DI-MML',
    report,
    now: () => performance.now(),
    chunkMs: 24,
  });
  for await (const event of events) {
    if (event.kind !== 'epoch-ended') continue;
    if (event.epoch > 1) {
      training.push(event.trainMs);
      measuring.push(event.measureMs);
    }
    const isLong = event.epoch > 1 && performance.now() - began > LONG_MS;
    if (event.epoch === EPOCHS || isLong) break;
  }
  const deviceMb = kernels.memory().bytes / 1e6;
  run.free();
  data.free();
  device.close();
  return { trainMs: median(training), measureMs: median(measuring), deviceMb };
}

export async function costTable(backend: BackendName): Promise<CostRow[]> {
  const rows: CostRow[] = [];
  for (const { varied, key, of, values } of SERIES) {
    for (const value of values) {
      const work = { ...of, [key]: value };
      const times = await measure(work, backend);
      const usPerSample = (1000 * times.trainMs) / (work.samples * work.modalities);
      rows.push({ ...work, varied, value, ...times, usPerSample });
      console.log(
        `${varied} ${value}: ${times.trainMs.toFixed(0)} ms training, ${times.measureMs.toFixed(0)} ms measuring, ${times.deviceMb.toFixed(0)} MB`,
      );
    }
  }
  return rows;
}
