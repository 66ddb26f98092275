/**
 * A net for PyTorch: its numbers under the names and in the order of PyTorch's own modules, and a script that builds
 * the modules, loads them with `load_state_dict` and says what the net answers.
 */
import type { Tensor } from '../files/safetensors';
import { fixedWeights } from '../protocol/fixed-weights';
import { ownKey, sharedKey } from '../protocol/names';
import { hasReadouts } from './fusion-graph';
import type { Weight } from './graph';
import { encoderIn, type TrainedNet } from './net-graph';

/** The names of PyTorch's modules; a tied fusion is one map for all. */
function torchName(name: string): string {
  return name
    .replace(/^encoder\./, 'encoders.')
    .replace(/^head\./, 'heads.')
    .replace(/^fusion\.(\d+)\./, 'fusion.maps.$1.')
    .replace(/^fusion\.weight$/, 'fusion.maps.0.weight');
}

/** Inputs before outputs, as the lab has them, turned round. */
export function torchTensor({ name, shape, values }: Weight): Tensor {
  const called = torchName(name);
  if (shape.length < 2) return { name: called, shape, values };
  const outputs = shape.at(-1) as number;
  const inputs = shape.at(-2) as number;
  const taps = values.length / (inputs * outputs);
  const turned = new Float32Array(values.length);
  for (let tap = 0; tap < taps; tap++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        turned[(o * inputs + i) * taps + tap] = values[(tap * inputs + i) * outputs + o] as number;
      }
    }
  }
  const kernel = shape.slice(0, -2);
  return { name: called, shape: [outputs, inputs, ...kernel], values: turned };
}

/** The mean and deviation of each modality's inputs, as buffers of the script's modules. */
export const standardisingTensors = ({ modalities }: TrainedNet): Tensor[] =>
  modalities.flatMap(({ normalisation }, m) =>
    (['shift', 'scale'] as const).map((name) => ({
      name: `standardise.${m}.${name}`,
      shape: [normalisation[name].length],
      values: Float32Array.from(normalisation[name]),
    })),
  );

/** How the script builds the net: plain values. */
export function torchPlan(net: TrainedNet): unknown {
  const { modalities, parameters, classNames } = net;
  const has = (module: string) => parameters.hasModule(module);
  return {
    modalities: modalities.map(({ id }) => id),
    heads: has('head.0') ? modalities.map(({ id }) => ownKey(id)) : null,
    headUnits: modalities.map((_, m) =>
      has(`head.${m}.hidden`) ? parameters.shapeOf(`head.${m}.hidden.bias`)[0] : 0,
    ),
    shared: has('shared')
      ? modalities.map(({ id }) => (has('head.0') ? sharedKey(id) : ownKey(id)))
      : null,
    fusion: has('fusion') ? fusionPlan(net) : null,
    readouts:
      !has('head.0') && hasReadouts(parameters)
        ? { kind: net.readouts, names: modalities.map(({ id }) => ownKey(id)) }
        : null,
    classNames,
    standardise: modalities.map(({ normalisation: { shift, scale } }) => [
      shift.length,
      scale.length,
    ]),
    encoders: modalities.map(({ id, shape }) => {
      const encoder = encoderIn(net, id);
      const { kind, hidden, channels, downsample, featureDim, embedding, width } = encoder;
      if (kind === 'mlp') return { kind, shape, hidden, featureDim, embedding };
      return kind === 'resnet18'
        ? { kind, shape, width, featureDim }
        : { kind, shape, channels, downsample, featureDim, embedding };
    }),
    prediction:
      net.prediction.kind === 'weighed' && net.prediction.by === 'place'
        ? { ...net.prediction, weights: fixedWeights(modalities.length) }
        : net.prediction,
  };
}

function fusionPlan({ parameters, cosineScale }: TrainedNet) {
  if (cosineScale !== null) return { kind: 'cosine', hidden: 0, scale: cosineScale };
  const kind = parameters.hasModule('fusion.gain')
    ? 'film'
    : parameters.hasModule('fusion.gate')
      ? 'gated'
      : parameters.has('fusion.weight')
        ? 'sum-tied'
        : parameters.has('fusion.0.bias')
          ? 'sum'
          : 'concat';
  const modulates = kind === 'film' || kind === 'gated';
  const hidden = modulates
    ? parameters.has('fusion.hidden.bias')
      ? parameters.shapeOf('fusion.hidden.bias')[0]
      : 0
    : parameters.has('fusion.out.weight')
      ? parameters.shapeOf('fusion.out.weight')[0]
      : 0;
  return { kind, hidden };
}

/** The script; `NET` stands before it. */
export const TORCH_SCRIPT = `
import json
import struct
import sys

import numpy as np
import torch
from torch import nn


def read_safetensors(path):
    """Tensors by name; the package safetensors does the same: safetensors.torch.load_file(path)."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header, numbers = json.loads(file.read(length)), file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = np.frombuffer(numbers[begin:end], dtype="<f4").reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values.copy())
    return tensors


class Standardise(nn.Module):
    """Raw numbers, [samples, ...], as training saw them, [samples, numbers]: (raw - shift) / scale."""

    def __init__(self, shifts, scales):
        super().__init__()
        self.register_buffer("shift", torch.zeros(shifts))
        self.register_buffer("scale", torch.ones(scales))

    def forward(self, x):
        # one number for all, one per number of a sample, or one per channel, which recur
        recurring = max(len(self.shift), len(self.scale))
        x = x.reshape(len(x), -1, recurring).float()
        return ((x - self.shift) / self.scale).reshape(len(x), -1)


class Mlp(nn.Module):
    def __init__(self, shape, hidden, featureDim, embedding):
        super().__init__()
        widths = [int(np.prod(shape)), *hidden, featureDim]
        self.count, self.embedding = len(widths) - 1, embedding
        for k in range(self.count):
            self.add_module(f"layer{k + 1}", nn.Linear(widths[k], widths[k + 1]))

    def forward(self, x):
        for k in range(1, self.count + 1):
            x = getattr(self, f"layer{k}")(x)
            if k < self.count or self.embedding == "relu":
                x = torch.relu(x)
        return x


class Cnn(nn.Module):
    def __init__(self, shape, channels, featureDim, embedding, downsample, is_series):
        super().__init__()
        self.image = (1, *shape) if is_series else tuple(shape[-3:])
        self.frames = shape[0] if len(shape) == 4 else 1
        height, width, inputs = self.image
        rows, self.pools, self.embedding = 1 if is_series else 3, [], embedding
        for k, outputs in enumerate(channels):
            halves = k < len(channels) - 1 and (width if is_series else min(height, width)) >= 2
            pools = halves and downsample == "pool" and not is_series
            stride = 2 if halves and not pools else 1
            convolution = nn.Conv2d(inputs, outputs, (rows, 3), stride, padding=(rows // 2, 1))
            self.add_module(f"conv{k + 1}", convolution)
            self.pools.append(pools)
            height, width = -(-height // stride), -(-width // stride)
            height, width = (height // 2, width // 2) if pools else (height, width)
            inputs = outputs
        self.dense = nn.Linear(inputs, featureDim)

    def forward(self, x):
        z = x.reshape(-1, *self.image).permute(0, 3, 1, 2)
        for k, pools in enumerate(self.pools):
            z = torch.relu(getattr(self, f"conv{k + 1}")(z))
            z = nn.functional.max_pool2d(z, 2) if pools else z
        z = self.dense(z.mean((2, 3)).reshape(len(x), self.frames, -1).mean(1))
        return torch.relu(z) if self.embedding == "relu" else z


class Block(nn.Module):
    """Two 3x3 convolutions around which what came in is added."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        if stride > 1:
            narrow = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.downsample = nn.Sequential(narrow, nn.BatchNorm2d(outputs))
        else:
            self.downsample = nn.Identity()

    def forward(self, x):
        z = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(z)) + self.downsample(x))


class ResNet18(nn.Module):
    def __init__(self, shape, width):
        super().__init__()
        self.image, self.frames = tuple(shape[-3:]), shape[0] if len(shape) == 4 else 1
        self.conv1 = nn.Conv2d(shape[-1], width, 7, 2, padding=3, bias=False)
        self.bn1, inputs = nn.BatchNorm2d(width), width
        for stage in range(4):
            outputs = width * 2**stage
            blocks = Block(inputs, outputs, 2 if stage else 1), Block(outputs, outputs, 1)
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
            inputs = outputs

    def forward(self, x):
        z = x.reshape(-1, *self.image).permute(0, 3, 1, 2)
        z = nn.functional.max_pool2d(torch.relu(self.bn1(self.conv1(z))), 3, 2, padding=1)
        z = self.layer4(self.layer3(self.layer2(self.layer1(z))))
        return z.mean((2, 3)).reshape(len(x), self.frames, -1).mean(1)


def encoder(kind, shape, **settings):
    if kind == "mlp":
        return Mlp(shape, **settings)
    if kind == "resnet18":
        return ResNet18(shape, settings["width"])
    return Cnn(shape, is_series=kind == "cnn1d", **settings)


class Fusion(nn.Module):
    def __init__(self, kind, hidden, dims, classes, scale=1):
        super().__init__()
        self.kind, self.hidden_units, self.scale, width = kind, hidden, scale, hidden or classes
        if kind in ("film", "gated"):
            first, second = ("gain", "shift") if kind == "film" else ("gate", "value")
            self.add_module(first, nn.Linear(dims[0], dims[1]))
            self.add_module(second, nn.Linear(dims[0] if kind == "film" else dims[1], dims[1]))
            if hidden:
                self.hidden = nn.Linear(dims[1], hidden)
            self.out = nn.Linear(hidden or dims[1], classes)
            return
        inputs = dims[:1] if kind == "sum-tied" else dims
        self.maps = nn.ModuleList(nn.Linear(dim, width, bias=kind == "sum") for dim in inputs)
        if kind not in ("sum", "cosine"):
            self.bias = nn.Parameter(torch.zeros(width))
        if hidden:
            self.out = nn.Linear(hidden, classes)

    def parts(self, features):
        """What each modality brings to the sum of linear maps, or of scaled cosines."""
        if self.kind == "cosine":
            units = ((nn.functional.normalize(f), nn.functional.normalize(m.weight)) for f, m in zip(features, self.maps))
            return [self.scale * f @ w.T for f, w in units]
        maps = [self.maps[0]] * len(features) if self.kind == "sum-tied" else self.maps
        return [one(f) for one, f in zip(maps, features)]

    def readouts(self, kind, features, zeros):
        """z_m: a modality's own share of the logits; zeros: the features of zero inputs."""
        parts, count = self.parts(features), len(features)
        if kind == "responses":
            whole = self(zeros) / count
            return [part - zero + whole for part, zero in zip(parts, self.parts(zeros))]
        if self.kind in ("sum", "cosine"):
            return parts
        return [part + (self.bias if kind == "whole" else self.bias / count) for part in parts]

    def forward(self, features):
        if self.kind in ("film", "gated"):
            one, two = features
            if self.kind == "film":
                z = self.gain(one) * two + self.shift(one)
            else:
                z = torch.sigmoid(self.gate(one)) * self.value(two)
            return self.out(torch.relu(self.hidden(z)) if self.hidden_units else z)
        z = sum(self.parts(features))
        z = z if self.kind in ("sum", "cosine") else z + self.bias
        return self.out(torch.relu(z)) if self.hidden_units else z


class Head(nn.Module):
    """A private head with hidden units."""

    def __init__(self, dim, units, classes):
        super().__init__()
        self.hidden, self.out = nn.Linear(dim, units), nn.Linear(units, classes)

    def forward(self, feature):
        return self.out(torch.relu(self.hidden(feature)))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        dims, classes = [each["featureDim"] for each in NET["encoders"]], len(NET["classNames"])
        self.standardise = nn.ModuleList(Standardise(*each) for each in NET["standardise"])
        self.encoders = nn.ModuleList(encoder(**each) for each in NET["encoders"])
        if NET["heads"]:
            units = NET["headUnits"]
            self.heads = nn.ModuleList(Head(d, n, classes) if n else nn.Linear(d, classes) for d, n in zip(dims, units))
        if NET["shared"]:
            self.shared = nn.Linear(dims[0], classes)
        if NET["fusion"]:
            self.fusion = Fusion(dims=dims, classes=classes, **NET["fusion"])

    def forward(self, *xs):
        """What every head says of raw inputs, one for each modality, [samples, ...] as in the data's NPZ."""
        return self.answers(*(standardise(x) for standardise, x in zip(self.standardise, xs)))

    def answers(self, *seen):
        """The same of inputs as training saw them, standardised, [samples, numbers] each."""
        features = [encode(x) for encode, x in zip(self.encoders, seen)]
        told = {f"feature.{name}": f for name, f in zip(NET["modalities"], features)}
        voters = []
        if NET["heads"]:
            voters = [head(f) for head, f in zip(self.heads, features)]
            told.update(zip(NET["heads"], voters))
        if NET["shared"]:
            shared = [self.shared(f) for f in features]
            told.update(zip(NET["shared"], shared))
            voters = voters or shared
        if NET["fusion"]:
            told["fusionHead"] = self.fusion(features)
        if NET["readouts"]:
            zeros = [encode(torch.zeros_like(x)) for encode, x in zip(self.encoders, seen)]
            readouts = self.fusion.readouts(NET["readouts"]["kind"], features, zeros)
            told.update(zip(NET["readouts"]["names"], readouts))
        prediction = NET["prediction"]
        if prediction["kind"] == "fusion-head":
            told["fusion"] = told["fusionHead"]
        elif prediction["kind"] != "none":
            if prediction["withFusion"] and NET["fusion"]:
                voters = [*voters, told["fusionHead"]]
            votes = torch.stack(voters)
            if prediction["kind"] == "certainty":  # R9
                q = votes.softmax(2).amax(2)
                omega = (q / prediction["temperature"]).softmax(0)
                told["fusion"] = (omega[:, :, None] * votes).sum(0)
            elif prediction["kind"] == "weighed":
                if prediction["by"] == "place":
                    omega = torch.tensor(prediction["weights"])[:, None]
                else:  # the lower the entropy, the more a vote weighs
                    log_p = votes.log_softmax(2)
                    omega = (log_p.exp() * log_p).sum(2).softmax(0)
                told["fusion"] = (omega[:, :, None] * votes).sum(0)
            else:
                told["fusion"] = (votes if prediction["of"] == "logits" else votes.softmax(2)).mean(0)
        return told


def load(path=FILE):
    net = Net()
    net.load_state_dict(read_safetensors(path))
    return net.eval()


def score(net, path):
    """Prints what share of a data file's test samples each head gets right (the lab's own NPZ: raw numbers)."""
    data = np.load(path)
    # a modality that is called as an array of the file's own has another name there
    names = [f"{name}_numbers" if f"{name}_numbers" in data else name for name in NET["modalities"]]
    rows = data["split"] == "test"
    for name in names:  # a sample that lacks a modality has no numbers of it
        rows = rows & ~np.isnan(data[name].reshape(len(rows), -1)).any(1)
    with torch.no_grad():
        told = net(*(torch.from_numpy(data[name][rows]) for name in names))
    for name, scores in told.items():
        if not name.startswith("feature."):
            print(f"{name}: {np.mean(scores.argmax(1).numpy() == data['labels'][rows]):.4f} of {rows.sum()}")


if __name__ == "__main__":
    net = load()
    print(net)
    print("classes:", ", ".join(NET["classNames"]))
    if len(sys.argv) > 1:
        score(net, sys.argv[1])
`;
