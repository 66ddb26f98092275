/** Fusion heads in PyTorch (src/engine/heads). */
import type { Part } from '../part';

export const fusion: Part = {
  title: 'Fusion heads',
  text: `\`concat\`: one linear map of all features side by side; the share of modality m is its readout z_m = W_m f^m + b/M. \`sum\`: a linear map of each, added up, z_m = W_m f^m + b_m. \`sum-tied\`: one map of the sum of the features. \`film\` and \`gated\`: one feature changes the other.`,
  python: `
class LinearFusion(nn.Module):
    """concat, sum and sum-tied; a hidden layer with ReLU may stand between."""

    def __init__(self, kind, dims, hidden, weight_seed):
        super().__init__()
        width, stream = hidden or CLASSES, weights_stream(weight_seed, "fusion-head")
        self.kind, self.dims = kind, dims
        if kind == "sum":
            self.maps = nn.ModuleList(
                drawn(nn.Linear(dim, width), weights_stream(weight_seed, "fusion-head", m))
                for m, dim in enumerate(dims)
            )
        else:
            inputs = sum(dims) if kind == "concat" else dims[0]
            self.maps = nn.ModuleList([drawn(nn.Linear(inputs, width), stream)])
        self.out = drawn(nn.Linear(hidden, CLASSES), stream) if hidden else None

    def blocks(self):
        """W_m of each modality, [width, dims]."""
        if self.kind == "sum":
            return [each.weight for each in self.maps]
        weight = self.maps[0].weight
        return list(weight.split(self.dims, dim=1)) if self.kind == "concat" else [weight] * len(self.dims)

    def forward(self, features):
        z = sum(f @ W.T for f, W in zip(features, self.blocks()))
        z = z + sum(each.bias for each in self.maps)
        return z if self.out is None else self.out(torch.relu(z))

    def readouts(self, features, whole_bias=False, frozen=False):
        """z_m of each modality; frozen: the head's weights are constants."""
        if self.out is not None:
            return []
        readouts = []
        for m, (f, W) in enumerate(zip(features, self.blocks())):
            bias = self.maps[m].bias if self.kind == "sum" else self.maps[0].bias
            share = 1 if whole_bias or self.kind == "sum" else 1 / len(features)
            if frozen:
                W, bias = W.detach(), bias.detach()
            readouts.append(f @ W.T + share * bias)
        return readouts

    def weights(self):
        return [layer.weight for layer in self.modules() if isinstance(layer, nn.Linear)]


class ModulatedFusion(nn.Module):
    """film: [g, b] = U f^1, z = W(g * f^2 + b). gated: z = W(sigmoid(U f^1) * V f^2)."""

    def __init__(self, kind, dims, hidden, weight_seed):
        super().__init__()
        stream, (one, two) = weights_stream(weight_seed, "fusion-head"), dims
        self.kind = kind
        self.first = drawn(nn.Linear(one, two), stream)
        self.second = drawn(nn.Linear(one if kind == "film" else two, two), stream)
        self.hidden = drawn(nn.Linear(two, hidden), stream) if hidden else None
        self.out = drawn(nn.Linear(hidden or two, CLASSES), stream)

    def forward(self, features):
        one, two = features
        if self.kind == "film":
            fused = self.first(one) * two + self.second(one)
        else:
            fused = torch.sigmoid(self.first(one)) * self.second(two)
        return self.out(fused if self.hidden is None else torch.relu(self.hidden(fused)))

    def readouts(self, features, **_):
        return []


def fusion_head(knobs, dims, weight_seed, kind=None):
    kind = kind or knobs["fusion"]
    make = ModulatedFusion if kind in ("film", "gated") else LinearFusion
    return make(kind, dims, knobs["fusionHidden"], weight_seed)
`,
};
