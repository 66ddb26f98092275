/**
 * Trained nets as files: for each run ONNX, safetensors with a script that loads them in PyTorch, and a graph model of
 * TensorFlow.js. All give features, what every head says and the prediction, from inputs as training sees them.
 */
import { safetensors } from '../files/safetensors';
import type { Catalogue } from '../protocol/catalogue';
import { FUSION_HEAD, sharedKey } from '../protocol/names';
import { runKnobs } from '../protocol/run-knobs';
import { methodIdOf, runLabel, type Settings } from '../protocol/settings';
import type { TakenNet } from '../protocol/taken';
import { netGraph, type TrainedNet } from './net-graph';
import { onnx } from './onnx';
import { Parameters } from './parameters';
import { predictionOf } from './predictions';
import { tfjsModel } from './tfjs';
import { TORCH_SCRIPT, torchPlan, torchTensor } from './torch';

/** What nets are written from. */
export interface NetsRequest {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly modalities: readonly { readonly id: string; readonly shape: readonly number[] }[];
  readonly classes: number;
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
  const { run, epoch } = taken;
  const description = request.catalogue.find(({ id }) => id === methodIdOf(run));
  const label = description ? runLabel(run, description) : run;
  const knobs = description ? Object.fromEntries(runKnobs(description, request.settings, run)) : {};
  const prediction = predictionOf(methodIdOf(run), knobs, taken.temperature);
  const net: TrainedNet = {
    ...request,
    endsInRelu: knobs['asPublished'] === true,
    parameters: new Parameters(speaking(taken, request)),
    prediction: prediction ?? { kind: 'none' },
  };
  const about = `${label}, epoch ${epoch}, Modality Lab`;
  const graph = netGraph(net);
  const tfjs = tfjsModel(graph, about);
  const tensors = net.parameters.all.map(torchTensor);
  const text = (words: string) => new TextEncoder().encode(words);
  const files: NetFile[] = [
    { path: `${run}/model.onnx`, bytes: onnx(graph, about) },
    { path: `${run}/model.safetensors`, bytes: safetensors(tensors, { about }) },
    { path: `${run}/load.py`, bytes: text(script(net, about)) },
    { path: `${run}/tfjs/model.json`, bytes: text(tfjs.json) },
    { path: `${run}/tfjs/weights.bin`, bytes: tfjs.weights },
  ];
  const sentence = prediction
    ? null
    : `What ${label} predicts is written down nowhere in src/nets/predictions.ts, so its files give what each head says and no prediction.`;
  return { files, sentence };
}

/** The numbers of heads that have begun to train, and of the encoders. */
function speaking({ parameters, heads }: TakenNet, { modalities }: NetsRequest) {
  const isSilent = {
    fusion: !heads.includes(FUSION_HEAD),
    shared: !modalities.some(({ id }) => heads.includes(sharedKey(id))),
  };
  return parameters.filter(({ name }) => {
    const [module = ''] = name.split('.');
    return !(isSilent as Readonly<Record<string, boolean>>)[module];
  });
}

const script = (net: TrainedNet, about: string): string =>
  `"""${about.replaceAll('"', "'")}: the net in PyTorch. python load.py, or: from load import load; net = load()"""
NET = __import__("json").loads(r'''${JSON.stringify(torchPlan(net))}''')
FILE = __file__.replace("load.py", "model.safetensors")
${TORCH_SCRIPT}`;
