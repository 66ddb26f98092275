/** The lab's own DI-MML as it trains: the method's stage 1 on a resident data set, on any back end. */
import { openDevice } from '../../engine/device/device';
import type { Kernels } from '../../engine/kernels/kernels';
import { startRun } from '../../method/catalogue';
import { encoderModule, privateHeadModule } from '../../method/model/parameter-names';
import { contextOf } from '../../method/run/race';
import { uploadRaceData } from '../../method/run/race-data';
import { type DeviceWish, VARIANTS } from '../../protocol/backends';
import type { DataSet } from '../../protocol/data-set';
import { ownKey, sharedKey } from '../../protocol/names';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { type Contender, timed } from './contender';
import { FEATURES_PER_WIDTH } from './resnet-workload';
import {
  CLASSES,
  CNN_CHANNELS,
  LEARNING_RATE,
  MLP_WIDTHS,
  MODALITIES,
  MOMENTUM,
  TEMPERATURE,
  type Workload,
} from './workload';

/** Batches in the resident data set, all alike, so that every step sees what the other contenders see. */
const MOST_COPIES = 16;
/** Numbers of a modality there, which large pictures keep to with fewer batches. */
const MOST_NUMBERS = 2 ** 24;

const copiesOf = ({ inputs }: Workload): number =>
  Math.max(1, Math.min(MOST_COPIES, Math.floor(MOST_NUMBERS / (inputs[0]?.length ?? 1))));

/** The lab's name of a parameter of the workload: `a.encoder.layer1.weight` goes by the place of a. */
const ourName = (name: string): string => {
  for (const [m, id] of MODALITIES.entries()) {
    for (const [theirs, { name: ours }] of [
      [`${id}.encoder.`, encoderModule(m)],
      [`${id}.head.`, privateHeadModule(m)],
    ] as const) {
      if (name.startsWith(theirs)) return `${ours}.${name.slice(theirs.length)}`;
    }
  }
  return name;
};

function repeat(values: Float32Array, copies: number): Float32Array {
  const out = new Float32Array(values.length * copies);
  for (let copy = 0; copy < copies; copy++) out.set(values, copy * values.length);
  return out;
}

function dataSetOf(work: Workload): DataSet {
  const { batch, inputs, inputShape, labels } = work;
  const copies = copiesOf(work);
  const rows = Int32Array.from({ length: batch * copies }, (_, i) => i);
  return {
    id: 'bench',
    name: 'bench',
    classNames: Array.from({ length: CLASSES }, (_, c) => `${c}`),
    provenance: { origin: 'bench', licence: 'bench' },
    modalities: inputs.map((values, m) => ({
      id: MODALITIES[m] as string,
      name: MODALITIES[m] as string,
      kind: inputShape.length === 1 ? 'vector' : 'image',
      shape: [...inputShape],
      data: repeat(values, copies),
      normalisation: { shift: [0], scale: [1] },
    })),
    labels: Int32Array.from(rows, (row) => labels[row % batch] as number),
    split: { train: rows, validation: new Int32Array(0), test: rows.slice(0, batch) },
    notes: [],
  };
}

/** What makes the lab's encoder the workload's. */
function encoderSettings({ kind, dims }: Workload): NonNullable<SettingsInput['encoders']>[string] {
  switch (kind) {
    case 'mlp':
      return { hidden: [MLP_WIDTHS[1]], featureDim: dims, embedding: 'relu' };
    case 'cnn':
      return { kind, channels: [...CNN_CHANNELS], featureDim: dims };
    case 'resnet18':
      return { kind, width: dims / FEATURES_PER_WIDTH };
  }
}

/** The lab's trainer on some kernels. */
export interface Trainer {
  step(): void | Promise<void>;
  /** The losses since they were last asked for. */
  losses(): Promise<Readonly<Record<string, number>>>;
  free(): void;
}

/** Stage 1 of DI-MML on the workload, before its first step. */
export async function trainerOn(kernels: Kernels, workload: Workload): Promise<Trainer> {
  const settings = parseSettings({
    batchSize: workload.batch,
    encoders: {
      '*': encoderSettings(workload),
    },
    optimizer: { learningRate: LEARNING_RATE, momentum: MOMENTUM, weightDecay: 0 },
    methods: { 'di-mml': { duc: { kind: 'dot', temperature: TEMPERATURE, warmupEpochs: 0 } } },
  });
  const data = uploadRaceData(kernels, dataSetOf(workload));
  const run = await startRun({
    ...contextOf('di-mml', { kernels, settings, data }),
    given: new Map(workload.parameters.map(({ name, values }) => [ourName(name), values])),
  });
  const [stage] = run.stages;
  if (!stage) throw new Error('DI-MML has no stages.');
  await stage.beforeEpoch?.(0);
  const feeder = stage.feeder();
  const order = Int32Array.from({ length: data.train.size }, (_, i) => i);
  const copies = copiesOf(workload);
  let served = 0;
  return {
    step() {
      if (served % copies === 0) feeder.startEpoch(order);
      served += 1;
      feeder.next();
      return stage.step(LEARNING_RATE);
    },
    losses: () => stage.losses(),
    free() {
      run.free();
      data.free();
    },
  };
}

/** @throws Error when the back end cannot be had here, with the device's reasons. */
export async function openOurs(wish: DeviceWish, workload: Workload): Promise<Contender> {
  const device = await openDevice(wish);
  const { backend, storage } = VARIANTS[device.report.backend];
  if (backend !== wish.backend || storage !== (wish.storage ?? 'f32')) {
    device.close();
    throw new Error(device.report.reasons.join(' '));
  }
  const { kernels, report } = device;
  const trainer = await trainerOn(kernels, workload);
  await trainer.step();
  const losses = await trainer.losses();
  const names = MODALITIES.flatMap((id) => [ownKey(id), sharedKey(id)]);
  return {
    adapter: report.adapter,
    firstLoss: names.reduce((sum, name) => sum + (losses[name] ?? Number.NaN), 0),
    turn: (steps) => timed(steps, trainer.step, () => kernels.finish()),
    bytes: () => kernels.memory().bytes,
    close() {
      trainer.free();
      device.close();
    },
  };
}
