/**
 * Nets taken out of the lab, run by others: ONNX by onnxruntime, the graph model by TensorFlow.js, safetensors read by
 * hand and, where it is at hand, by PyTorch with `load_state_dict`. All give the lab's own numbers for a sample.
 */
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import '@tensorflow/tfjs-backend-cpu';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { dataArrays, dataNpz } from '../files/data-npz';
import { sizeOf } from '../math/shape';
import { catalogue } from '../method/catalogue';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import type { TakenNet } from '../protocol/taken';
import type { TriedAnswer } from '../protocol/tried';
import { openTinyLab } from '../testing/tiny-lab';
import { pythonWithTorch, runPython } from '../testing/torch-python';
import { netFiles } from './net-files';
import { safeName } from './net-names';
import { predictionOf } from './predictions';

const RACE: SettingsInput = {
  epochs: 2,
  batchSize: 16,
  samples: { train: 48, test: 16 },
  generator: { classes: 3 },
  optimizer: { learningRate: 0.05 },
  encoders: {
    '*': { hidden: [8], featureDim: 5 },
    picture: { kind: 'cnn', channels: [3, 4, 2], downsample: 'stride', embedding: 'relu' },
  },
  methodDefaults: { '*': { fusionEpochs: 1, teacherEpochs: 1 } },
  methods: {
    joint: { fusion: 'film', fusionHidden: 4 },
    'joint@gated': { fusion: 'gated' },
    'joint@sum': { fusion: 'sum', fusionHidden: 4 },
    'joint@tied': { fusion: 'sum-tied' },
    dgl: {},
    'dgl@released': { rule: 'released' },
    'agm@released': { rule: 'released' },
    'multi-loss': {},
    mmpareto: {},
    umt: {},
    mmcosine: { scale: 7 },
    lfm: {},
    reconboost: { boostEpochs: 1, jointEpochs: 1 },
    mcr: {},
    mla: {},
    'mla@static': { prediction: 'static' },
    aug: { every: 1 },
    unimodal: {},
    'late-ensemble': {},
    'late-ensemble@sure': { average: 'certainty' },
    'di-mml': { duc: { warmupEpochs: 1 } },
    'di-mml@published': { asPublished: true, certainty: { weighting: 'off' } },
  },
};
/** The other way to halve pictures, and encoders without a hidden layer. */
const POOLED: SettingsInput = {
  ...RACE,
  encoders: {
    '*': { hidden: [], featureDim: 5 },
    picture: { kind: 'cnn', channels: [3, 4, 2], downsample: 'pool' },
  },
  methods: { joint: {} },
};

/** With batch norms, of pictures whose sides are not even, and with the features of zero inputs. */
const DEEP: SettingsInput = {
  ...RACE,
  encoders: {
    '*': { hidden: [], featureDim: 32 },
    picture: { kind: 'resnet18', width: 4 },
  },
  methods: {
    joint: {},
    agm: {},
    'di-mml': RACE.methods?.['di-mml'] ?? {},
  },
};

interface Trained {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly sentences: readonly string[];
  readonly answers: readonly TriedAnswer[];
  /** Shares of the test split that are right, by run and the names of outputs. */
  readonly ends: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** The data as the lab writes them. */
  readonly npz: Uint8Array;
  /** The sample's raw numbers, as the data leave the lab, by the names of inputs. */
  readonly inputs: ReadonlyMap<string, Float32Array>;
}

async function trained(input: SettingsInput): Promise<Trained> {
  const settings = parseSettings(input);
  const dataSet = generateDataSet(settings);
  const { lab, events } = await openTinyLab('wasm');
  lab.send({
    ...{ kind: 'start-race', settings: input, withReference: false, paused: false },
    snapshots: true,
  });
  await lab.settled();
  const row = dataSet.split.test[3] ?? 0;
  const parts = dataSet.modalities.map(({ data, shape }) => ({
    values: data.slice(row * sizeOf(shape), (row + 1) * sizeOf(shape)),
    isRaw: false,
  }));
  lab.send({ kind: 'try-sample', id: 1, parts });
  lab.send({ kind: 'take-nets' });
  await lab.settled();
  await lab.closed();
  const answers = events.flatMap((event) => (event.kind === 'sample-tried' ? event.answers : []));
  const nets = events.flatMap((event): readonly TakenNet[] =>
    event.kind === 'nets-taken' ? event.nets : [],
  );
  const { modalities, classNames } = dataSet;
  const { files, sentences } = netFiles({
    ...{ settings, catalogue, modalities, classNames, nets },
  });
  // every sample of the data is in a split, so rows are where they were
  const arrays = new Map(dataArrays(dataSet).map(({ name, data }) => [name, data]));
  return {
    files: new Map(files.map(({ path, bytes }) => [path, bytes])),
    sentences,
    answers,
    npz: await dataNpz(dataSet),
    ends: new Map(
      events.flatMap((event) => {
        if (event.kind !== 'run-ended') return [];
        const { fusion, readouts } = event.accuracy;
        return [[event.run, { ...readouts, ...(fusion !== null && { fusion }) }] as const];
      }),
    ),
    inputs: new Map(
      modalities.map(({ id, shape }) => {
        const [begin, width] = [row * sizeOf(shape), sizeOf(shape)];
        const raw = arrays.get(id) as Float32Array;
        return [`x.${id}`, raw.slice(begin, begin + width)];
      }),
    ),
  };
}

/** What the lab says, by the names of outputs. */
const said = ({ logits, prediction }: TriedAnswer): Map<string, readonly number[]> =>
  new Map([
    ...Object.entries(logits).map(([key, values]) => [safeName(key), values] as const),
    ...(prediction ? [['fusion', prediction] as const] : []),
  ]);

let races: readonly Trained[] = [];
beforeAll(async () => {
  races = [await trained(RACE), await trained(POOLED), await trained(DEEP)];
});

/** @param outputsOf a run's net on the sample, by the names of outputs. */
async function compare(
  outputsOf: (race: Trained, run: string) => Promise<ReadonlyMap<string, ArrayLike<number>>>,
): Promise<void> {
  let compared = 0;
  for (const race of races) {
    for (const answer of race.answers) {
      const outputs = await outputsOf(race, answer.run);
      for (const [name, values] of said(answer)) {
        const given = outputs.get(name);
        expect(given, `${answer.run}: ${name}`).toBeDefined();
        values.forEach((value, c) => {
          expect(given?.[c], `${answer.run}: ${name}`).toBeCloseTo(value, 4);
        });
        compared += 1;
      }
    }
  }
  // what twenty-three runs have of private heads, readouts, shared heads, fusion heads and predictions
  expect(compared).toBe(97);
}

type Inputs = ReadonlyMap<string, Float32Array>;

async function inOnnx(bytes: Uint8Array, inputs: Inputs) {
  const session = await InferenceSession.create(bytes);
  const feeds = [...inputs].map(
    ([name, x]) => [name, new Tensor('float32', x, [1, x.length])] as const,
  );
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  return new Map(Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]));
}

async function inTfjs(bytesOf: (name: string) => Uint8Array, inputs: Inputs) {
  await tf.setBackend('cpu');
  const { modelTopology, weightsManifest, signature } = JSON.parse(
    new TextDecoder().decode(bytesOf('model.json')),
  );
  const bytes = bytesOf('weights.bin');
  const model = await loadGraphModel({
    load: async () => ({
      ...{ modelTopology, signature, format: 'graph-model' },
      weightSpecs: weightsManifest[0].weights,
      weightData: Uint8Array.from(bytes).buffer,
    }),
  });
  const feeds = [...inputs].map(([name, x]) => [name, tf.tensor2d(x, [1, x.length])] as const);
  const names = Object.keys(signature.outputs);
  const outputs = model.execute(Object.fromEntries(feeds), names) as tf.Tensor[];
  const told = new Map(names.map((name, k) => [name, outputs[k]?.dataSync() ?? []]));
  tf.dispose([outputs, ...feeds.map(([, x]) => x)]);
  model.dispose();
  return told;
}

const fileOf = ({ files }: Trained, run: string, name: string): Uint8Array => {
  const bytes = files.get(`${run}/${name}`);
  if (!bytes) throw new Error(`${run} has no ${name}: ${[...files.keys()].join(', ')}`);
  return bytes;
};

describe('trained nets, taken out of the lab', () => {
  it('are said to predict wherever their method does', () => {
    expect(races.map(({ sentences }) => sentences)).toEqual([[], [], []]);
    expect(races[0]?.answers.map(({ run }) => run)).toEqual(Object.keys(RACE.methods ?? {}));
  });

  it('are refused for an encoder, and without a prediction for a method, that nobody wrote down', () => {
    const settings = parseSettings({ methods: { novel: {} } });
    const modalities = [{ id: 'x', shape: [2] }];
    const filesWith = (layer: string) =>
      netFiles({
        ...{ settings, catalogue: [], modalities, classNames: ['a', 'b'] },
        nets: [
          {
            ...{ run: 'novel', epoch: 1, heads: ['x'], temperature: null },
            normalisations: [{ shift: [0], scale: [1] }],
            parameters: [
              { name: `encoder.0.${layer}.weight`, shape: [2, 2], values: new Float32Array(4) },
              { name: `encoder.0.${layer}.bias`, shape: [2], values: new Float32Array(2) },
            ],
          },
        ],
      });
    expect(() => filesWith('twist')).toThrow(
      'What the encoder "mlp" computes is written down nowhere',
    );
    expect(filesWith('layer1').sentences).toEqual([
      expect.stringMatching(/^What novel predicts is written down nowhere .* no prediction\.$/),
    ]);
  });

  it('give the lab’s numbers in onnxruntime', { timeout: 20_000 }, async () => {
    await compare((race, run) => inOnnx(fileOf(race, run, 'model.onnx'), race.inputs));
  });

  it('give them in TensorFlow.js', async () => {
    await compare((race, run) => inTfjs((name) => fileOf(race, run, `tfjs/${name}`), race.inputs));
  });

  it('standardise what recurs, a number for each channel, and keep apart what is called alike', async () => {
    const settings = parseSettings({ encoders: { '*': { hidden: [], featureDim: 2 } } });
    // two moments of two channels, x W of which is the second moment
    const weight = Float32Array.of(0, 0, 0, 0, 1, 0, 0, 1);
    const { files } = netFiles({
      ...{ settings, catalogue: [], classNames: ["it's", 'b'] },
      modalities: [
        { id: 'ä', shape: [2, 2] },
        { id: 'ö', shape: [4] },
      ],
      nets: [
        {
          ...{ run: 'unimodal', epoch: 1, heads: [], temperature: null },
          normalisations: [
            { shift: [1, 10], scale: [2, 4] },
            { shift: [5], scale: [1] },
          ],
          parameters: [0, 1].flatMap((m) => [
            { name: `encoder.${m}.layer1.weight`, shape: [4, 2], values: weight },
            { name: `encoder.${m}.layer1.bias`, shape: [2], values: new Float32Array(2) },
          ]),
        },
      ],
    });
    const inputs = new Map([
      ['x._', Float32Array.of(0, 0, 5, 30)],
      ['x.__2', Float32Array.of(0, 0, 5, 6)],
    ]);
    const bytesOf = (name: string) =>
      files.find(({ path }) => path === `unimodal/${name}`)?.bytes ?? new Uint8Array();
    for (const told of [
      await inOnnx(bytesOf('model.onnx'), inputs),
      await inTfjs((name) => bytesOf(`tfjs/${name}`), inputs),
    ]) {
      expect([...(told.get('feature._') ?? [])]).toEqual([2, 5]);
      expect([...(told.get('feature.__2') ?? [])]).toEqual([0, 1]);
    }
    const { userDefinedMetadata } = JSON.parse(
      new TextDecoder().decode(bytesOf('tfjs/model.json')),
    );
    expect(userDefinedMetadata.class_names).toEqual(["it's", 'b']);
    expect(userDefinedMetadata.ports['feature.__2']).toBe('Feature of ö (feature.ö in the lab)');
    // a quote of a class name does not end Python's text
    expect(new TextDecoder().decode(bytesOf('load.py'))).toContain('it\\u0027s');
  });

  it('are the ensemble of private heads as long as no fusion head has begun', () => {
    const mean = { kind: 'mean', of: 'probabilities', withFusion: false };
    for (const method of ['di-mml', 'frozen-fusion']) {
      expect(predictionOf(method, { 'certainty.weighting': 'on' }, 1, false)).toEqual(mean);
    }
    expect(
      predictionOf('late-ensemble', { average: 'certainty', temperature: 2 }, null, false),
    ).toEqual({
      ...{ kind: 'certainty', temperature: 2, withFusion: false },
    });
    expect(predictionOf('unimodal', {}, null, false)).toEqual({ kind: 'none' });
  });

  it('hold their numbers as safetensors, in PyTorch’s order', () => {
    const [race] = races as [Trained];
    const bytes = fileOf(race, 'dgl', 'model.safetensors');
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(header.__metadata__.about).toBe('DGL, epoch 2, Modality Lab');
    const tensor = (name: string) => {
      const { dtype, shape, data_offsets: offsets } = header[name];
      expect(dtype).toBe('F32');
      expect(offsets[1] - offsets[0]).toBe(4 * sizeOf(shape));
      const at = (k: number) => view.getFloat32(8 + length + offsets[0] + 4 * k, true);
      return { shape, at };
    };
    expect(tensor('encoders.0.conv2.weight').shape).toEqual([4, 3, 3, 3]);
    const weight = tensor('fusion.maps.1.weight');
    expect(weight.shape).toEqual([3, 5]);
    const ends = Object.values(header).flatMap((each) =>
      'data_offsets' in (each as object)
        ? [(each as { data_offsets: number[] }).data_offsets[1]]
        : [],
    );
    expect(8 + length + Math.max(...(ends as number[]))).toBe(bytes.length);
  });

  it('give them in PyTorch, loaded by the script beside them', { timeout: 30_000 }, async ({
    skip,
  }) => {
    const python = pythonWithTorch();
    if (python === null) return skip('This computer has no Python with numpy and PyTorch.');
    const root = mkdtempSync(join(tmpdir(), 'nets-'));
    try {
      const asked = races.flatMap(({ files, answers, inputs, npz }, r) => {
        for (const [path, bytes] of files) {
          mkdirSync(dirname(join(root, `${r}`, path)), { recursive: true });
          writeFileSync(join(root, `${r}`, path), bytes);
        }
        writeFileSync(join(root, `${r}`, 'data.npz'), npz);
        const xs = [...inputs.values()].map((x) => [...x]);
        return answers.map(({ run }) => ({ r, run, xs }));
      });
      const told = await runPython(
        python,
        `import contextlib, io, json, importlib.util, torch
out = []
for each in json.loads(r'''${JSON.stringify(asked)}'''):
    spec = importlib.util.spec_from_file_location("load", f"{each['r']}/{each['run']}/load.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    net = module.load()
    with torch.no_grad():
        told = net(*(torch.tensor([x]) for x in each["xs"]))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        module.score(net, f"{each['r']}/data.npz")
    out.append([{name: values[0].tolist() for name, values in told.items()}, printed.getvalue()])
print(json.dumps(out))`,
        root,
      );
      const outputs = JSON.parse(told) as [Record<string, number[]>, string][];
      await compare(async (race, run) => {
        const r = races.indexOf(race);
        const place = asked.findIndex((each) => each.r === r && each.run === run);
        const [answered, printed] = outputs[place] ?? [{}, ''];
        const shares = [...printed.matchAll(/^(.*): ([\d.]+) of 16$/gm)];
        expect(shares.length).toBeGreaterThan(1);
        for (const [, name = '', share] of shares) {
          expect(Number(share), `${run}: ${name}`).toBeCloseTo(race.ends.get(run)?.[name] ?? -1, 3);
        }
        const own = Object.entries(answered);
        return new Map(own.map(([name, values]) => [safeName(name), values]));
      });
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
