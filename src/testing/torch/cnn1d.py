"""Writes cnn1d.json: the 1-D CNN in PyTorch 1.13, five steps of SGD on the squared distance of its features to targets.

Run: python3 cnn1d.py > cnn1d.json
"""
import json

import torch

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
ROWS, LENGTH, CHANNELS, WIDTHS, FEATURE = 7, 13, 3, [4, 5, 3], 3

convolutions = []
inputs = CHANNELS
for at, width in enumerate(WIDTHS):
    stride = 2 if at < len(WIDTHS) - 1 else 1
    convolutions.append(torch.nn.Conv1d(inputs, width, 3, stride=stride, padding=1))
    inputs = width
dense = torch.nn.Linear(inputs, FEATURE)
parameters = [p for layer in [*convolutions, dense] for p in layer.parameters()]
# numbers that a float32 holds, so that both sides start from the same ones
for p in parameters:
    p.data = p.data.float().double()
x = torch.randn(ROWS, LENGTH, CHANNELS).float().double()
target = torch.randn(ROWS, FEATURE).float().double()


def features():
    h = x.transpose(1, 2)
    for layer in convolutions:
        h = torch.relu(layer(h))
    return dense(h.mean(2))


def values():
    """By our names and in our layouts: [1, 3, in, out] and [in, out]."""
    named = {}
    for at, layer in enumerate(convolutions):
        named[f"e.conv{at + 1}.weight"] = layer.weight.permute(2, 1, 0)
        named[f"e.conv{at + 1}.bias"] = layer.bias
    named["e.dense.weight"] = dense.weight.t()
    named["e.dense.bias"] = dense.bias
    return {name: p.detach().flatten().tolist() for name, p in named.items()}


optimizer = torch.optim.SGD(parameters, lr=0.02, momentum=0.9, weight_decay=0.001)
start = values()
seen = []
for _ in range(5):
    optimizer.zero_grad()
    f = features()
    seen.append(f.detach().flatten().tolist())
    (0.5 * (f - target).square().sum()).backward()
    optimizer.step()
print(
    json.dumps(
        {
            "shape": [LENGTH, CHANNELS],
            "channels": WIDTHS,
            "featureDim": FEATURE,
            "rows": ROWS,
            "sgd": {"learningRate": 0.02, "momentum": 0.9, "weightDecay": 0.001},
            "x": x.flatten().tolist(),
            "target": target.flatten().tolist(),
            "start": start,
            "features": seen,
            "end": values(),
        }
    )
)
