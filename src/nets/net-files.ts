/**
 * Trained nets as files: for each run ONNX, safetensors with a script that loads them in PyTorch, and a graph model of
 * TensorFlow.js. All give features, what every head says and the prediction, from raw inputs: the mean and deviation by
 * which training standardised them are part of every file.
 */
import { safetensors } from '../files/safetensors';
import type { Catalogue } from '../protocol/catalogue';
import { FUSION_HEAD, sharedKey } from '../protocol/names';
import { runKnobs } from '../protocol/run-knobs';
import { methodIdOf, runLabel, type Settings } from '../protocol/settings';
import type { TakenNet } from '../protocol/taken';
import { withoutBoost } from './boosted';
import { withoutGrown } from './grown';
import { type NetInput, netGraph, type TrainedNet } from './net-graph';
import { onnx } from './onnx';
import { Parameters } from './parameters';
import { cosineScaleOf, ensembleOf, mergeOf, predictionOf, readoutsOf } from './predictions';
import { tfjsModel } from './tfjs';
import { standardisingTensors, TORCH_SCRIPT, torchPlan, torchTensor } from './torch';

/** What nets are written from. */
export interface NetsRequest {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly modalities: readonly Pick<NetInput, 'id' | 'shape'>[];
  readonly classNames: readonly string[];
  readonly nets: readonly TakenNet[];
}

export interface NetFile {
  /** With the folder of its run: `di-mml/model.onnx`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files, and what a person should know of them. */
export function netFiles(request: NetsRequest): {
  readonly files: readonly NetFile[];
  readonly sentences: readonly string[];
} {
  const written = request.nets.map((net) => filesOf(net, request));
  return {
    files: written.flatMap(({ files }) => files),
    sentences: written.flatMap(({ sentence }) => sentence ?? []),
  };
}

function filesOf(taken: TakenNet, request: NetsRequest) {
  const { run, epoch, heads, temperature, normalisations } = taken;
  const description = request.catalogue.find(({ id }) => id === methodIdOf(run));
  const label = description ? runLabel(run, description) : run;
  const knobs = description ? Object.fromEntries(runKnobs(description, request.settings, run)) : {};
  const method = methodIdOf(run);
  const prediction = predictionOf(method, knobs, temperature, heads.includes(FUSION_HEAD));
  const count = request.modalities.length;
  const members = ensembleOf(method, knobs, epoch, count);
  const plain = withoutBoost(taken.parameters, count, members);
  const parameters = withoutGrown(plain, mergeOf(knobs));
  const net: TrainedNet = {
    ...request,
    modalities: request.modalities.map((modality, m) => ({
      ...modality,
      normalisation: normalisations[m] as NetInput['normalisation'],
    })),
    readouts: readoutsOf(method, knobs),
    cosineScale: cosineScaleOf(method, knobs),
    endsInRelu: knobs['asPublished'] === true,
    parameters: new Parameters(speaking({ ...taken, parameters }, request)),
    prediction: prediction ?? { kind: 'none' },
  };
  const about = `${label}, epoch ${epoch}, Modality Lab`;
  const graph = netGraph(net);
  const notes = notesOf(net, about, epoch);
  const words = Object.fromEntries(
    Object.entries(notes).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const tfjs = tfjsModel(graph, notes);
  const tensors = [...standardisingTensors(net), ...net.parameters.all.map(torchTensor)];
  const text = (words: string) => new TextEncoder().encode(words);
  const files: NetFile[] = [
    { path: `${run}/model.onnx`, bytes: onnx(graph, about, words) },
    { path: `${run}/model.safetensors`, bytes: safetensors(tensors, words) },
    { path: `${run}/load.py`, bytes: text(script(net, about)) },
    { path: `${run}/tfjs/model.json`, bytes: text(tfjs.json) },
    { path: `${run}/tfjs/weights.bin`, bytes: tfjs.weights },
  ];
  const sentence = prediction
    ? null
    : `What ${label} predicts is written down nowhere in src/nets/predictions.ts, so its files give what each head says and no prediction.`;
  return { files, sentence };
}

/** What the files say about the net beside its numbers. */
const notesOf = ({ classNames, modalities }: TrainedNet, about: string, epoch: number) => ({
  about,
  epoch: String(epoch),
  class_names: classNames,
  // (raw - shift) / scale is what training saw, and the net does it
  inputs: modalities.map(({ id, shape, normalisation }) => ({
    modality: id,
    shape,
    ...normalisation,
  })),
});

/** The numbers of heads that have begun to train, and of the encoders. */
function speaking({ parameters, heads }: TakenNet, { modalities }: NetsRequest) {
  // without private heads beside it the shared head speaks under the modalities' own names
  const hasOwn = parameters.some(({ name }) => name.startsWith('head.'));
  const isSilent = {
    fusion: !heads.includes(FUSION_HEAD),
    // it trains features and says nothing
    recon: true,
    shared: hasOwn && !modalities.some(({ id }) => heads.includes(sharedKey(id))),
  };
  return parameters.filter(({ name }) => {
    const [module = ''] = name.split('.');
    return !(isSilent as Readonly<Record<string, boolean>>)[module];
  });
}

const script = (net: TrainedNet, about: string): string =>
  `"""${about.replaceAll('"', "'").replaceAll('\\', '/')}: the net in PyTorch.

python load.py DATA.npz says how many test samples each head has right (the data as the lab writes them).
from load import load; net = load(); net(picture, sound) takes raw numbers, [samples, ...] of each modality.
"""
NET = __import__("json").loads(r'''${JSON.stringify(torchPlan(net)).replaceAll("'", '\\u0027')}''')
FILE = __file__.replace("load.py", "model.safetensors")
${TORCH_SCRIPT}`;
