/** MMCosine in PyTorch; the lab's own stands in src/method/methods/mmcosine.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const mmcosine: NamedPart = {
  name: 'MmCosine',
  title: 'MMCosine',
  text: 'z_m[c] = scale · cos(f^m, W_m,c) and CE(Σ_m z_m, y): features and rows of weights count by their direction alone, and there is no bias.',
  needs: [joint],
  python: `
class CosineFusion(nn.Module):
    """Sums of scaled cosines."""

    def __init__(self, dims, scale, weight_seed):
        super().__init__()
        bound, stream = 1 / np.sqrt(sum(dims)), weights_stream(weight_seed, "fusion-head")
        shapes = [(CLASSES, dim) for dim in dims]
        drawn_numbers = [-bound + 2 * bound * stream.uniforms(rows * dim) for rows, dim in shapes]
        self.blocks = nn.ParameterList(
            nn.Parameter(in_torch_order(numbers, shape)) for numbers, shape in zip(drawn_numbers, shapes)
        )
        self.scale = scale

    def forward(self, features):
        return sum(self.readouts(features))

    def readouts(self, features, **_):
        return [self.scale * F.normalize(f) @ F.normalize(W).T for f, W in zip(features, self.blocks)]


class MmCosine(Joint):
    def fusion_head(self):
        return CosineFusion(self.dims, self.knobs["scale"], self.weight_seed)
`,
};
