/** The MLP of src/engine/encoders/mlp.ts in PyTorch. */
import type { NamedPart } from '../part';

export const mlp: NamedPart = {
  name: 'make_mlp',
  title: 'Encoder: MLP',
  text: 'Hidden layers with ReLU, then the embedding.',
  python: `
def make_mlp(shape, stream, hidden, featureDim, embedding):
    widths = [int(np.prod(shape)), *hidden, featureDim]
    steps = []
    for inputs, outputs in zip(widths[:-1], widths[1:]):
        steps += [drawn(nn.Linear(inputs, outputs), stream), nn.ReLU()]
    return nn.Sequential(*steps if embedding == "relu" else steps[:-1])
`,
};
