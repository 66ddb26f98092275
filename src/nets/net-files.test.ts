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
import { sizeOf } from '../math/shape';
import { catalogue } from '../method/catalogue';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import type { TakenNet } from '../protocol/taken';
import type { TriedAnswer } from '../protocol/tried';
import { openTinyLab } from '../testing/tiny-lab';
import { pythonWithTorch, runPython } from '../testing/torch-python';
import { netFiles } from './net-files';
import { safeName } from './net-graph';

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
  methodDefaults: { '*': { fusionEpochs: 1 } },
  methods: {
    joint: { fusion: 'film', fusionHidden: 4 },
    'joint@gated': { fusion: 'gated' },
    'joint@sum': { fusion: 'sum', fusionHidden: 4 },
    'joint@tied': { fusion: 'sum-tied' },
    dgl: {},
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

interface Trained {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly sentences: readonly string[];
  readonly answers: readonly TriedAnswer[];
  /** The sample's numbers, by the names of inputs. */
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
    ...{ settings, catalogue, modalities, classes: classNames.length, nets },
  });
  return {
    files: new Map(files.map(({ path, bytes }) => [path, bytes])),
    sentences,
    answers,
    inputs: new Map(
      modalities.map(({ id }, m) => [`x.${id}`, parts[m]?.values ?? new Float32Array()]),
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
  races = [await trained(RACE), await trained(POOLED)];
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
        // a readout of a fusion head is no head of its own
        if (!given && /^(joint|dgl)/.test(answer.run)) continue;
        expect(given, `${answer.run}: ${name}`).toBeDefined();
        values.forEach((value, c) => {
          expect(given?.[c], `${answer.run}: ${name}`).toBeCloseTo(value, 4);
        });
        compared += 1;
      }
    }
  }
  // what eleven runs have of private heads, shared heads, fusion heads and predictions
  expect(compared).toBe(32);
}

const fileOf = ({ files }: Trained, run: string, name: string): Uint8Array => {
  const bytes = files.get(`${run}/${name}`);
  if (!bytes) throw new Error(`${run} has no ${name}: ${[...files.keys()].join(', ')}`);
  return bytes;
};

describe('trained nets, taken out of the lab', () => {
  it('are said to predict wherever their method does', () => {
    expect(races.map(({ sentences }) => sentences)).toEqual([[], []]);
    expect(races[0]?.answers.map(({ run }) => run)).toEqual(Object.keys(RACE.methods ?? {}));
  });

  it('are refused for an encoder, and without a prediction for a method, that nobody wrote down', () => {
    const settings = parseSettings({ methods: { novel: {} } });
    const modalities = [{ id: 'x', shape: [2] }];
    const filesWith = (layer: string) =>
      netFiles({
        ...{ settings, catalogue: [], modalities, classes: 2 },
        nets: [
          {
            ...{ run: 'novel', epoch: 1, heads: ['x'], temperature: null },
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
    await compare(async (race, run) => {
      const session = await InferenceSession.create(fileOf(race, run, 'model.onnx'));
      const feeds = [...race.inputs].map(
        ([name, x]) => [name, new Tensor('float32', x, [1, x.length])] as const,
      );
      const outputs = await session.run(Object.fromEntries(feeds));
      await session.release();
      return new Map(
        Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]),
      );
    });
  });

  it('give them in TensorFlow.js', async () => {
    await tf.setBackend('cpu');
    await compare(async (race, run) => {
      const { modelTopology, weightsManifest, signature } = JSON.parse(
        new TextDecoder().decode(fileOf(race, run, 'tfjs/model.json')),
      );
      const bytes = fileOf(race, run, 'tfjs/weights.bin');
      const model = await loadGraphModel({
        load: async () => ({
          ...{ modelTopology, signature, format: 'graph-model' },
          weightSpecs: weightsManifest[0].weights,
          weightData: Uint8Array.from(bytes).buffer,
        }),
      });
      const feeds = [...race.inputs].map(
        ([name, x]) => [name, tf.tensor2d(x, [1, x.length])] as const,
      );
      const names = Object.keys(signature.outputs);
      const outputs = model.execute(Object.fromEntries(feeds), names) as tf.Tensor[];
      const told = new Map(names.map((name, k) => [name, outputs[k]?.dataSync() ?? []]));
      tf.dispose([outputs, ...feeds.map(([, x]) => x)]);
      model.dispose();
      return told;
    });
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
      const asked = races.flatMap(({ files, answers, inputs }, r) => {
        for (const [path, bytes] of files) {
          mkdirSync(dirname(join(root, `${r}`, path)), { recursive: true });
          writeFileSync(join(root, `${r}`, path), bytes);
        }
        const xs = [...inputs.values()].map((x) => [...x]);
        return answers.map(({ run }) => ({ r, run, xs }));
      });
      const told = await runPython(
        python,
        `import json, importlib.util, torch
out = []
for each in json.loads(r'''${JSON.stringify(asked)}'''):
    spec = importlib.util.spec_from_file_location("load", f"{each['r']}/{each['run']}/load.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with torch.no_grad():
        told = module.load()(*(torch.tensor([x]) for x in each["xs"]))
    out.append({name: values[0].tolist() for name, values in told.items()})
print(json.dumps(out))`,
        root,
      );
      const outputs = JSON.parse(told) as Record<string, number[]>[];
      await compare(async (race, run) => {
        const r = races.indexOf(race);
        const place = asked.findIndex((each) => each.r === r && each.run === run);
        const own = Object.entries(outputs[place] ?? {});
        return new Map(own.map(([name, values]) => [safeName(name), values]));
      });
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
