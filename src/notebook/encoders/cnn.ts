/** The convolutional encoders of src/engine/encoders/cnn.ts and cnn1d.ts in PyTorch. */
import type { NamedPart, Part } from '../part';

const convolutional: Part = {
  title: 'Convolutional encoders',
  text: 'Per layer a 3×3 convolution with ReLU (1×3 for series), whose sides are halved between layers; at the end the mean of every channel over pixels and frames, then the embedding.',
  python: `
class Convolutional(nn.Module):
    def __init__(self, frames, image, stream, channels, featureDim, embedding, downsample, is_series):
        super().__init__()
        self.frames, self.image, steps = frames, image, []
        height, width, inputs = image
        rows = 1 if is_series else 3
        for layer, outputs in enumerate(channels):
            shortest = width if is_series else min(height, width)
            halves = layer < len(channels) - 1 and shortest >= 2
            stride = 2 if halves and downsample == "stride" else 1
            convolution = nn.Conv2d(
                inputs, outputs, (rows, 3), stride=stride, padding=(rows // 2, 1)
            )
            steps += [drawn(convolution, stream), nn.ReLU()]
            height, width = -(-height // stride), -(-width // stride)
            if halves and downsample == "pool":
                steps.append(nn.MaxPool2d(2))
                height, width = height // 2, width // 2
            inputs = outputs
        self.layers = nn.Sequential(*steps)
        self.dense = drawn(nn.Linear(inputs, featureDim), stream)
        self.last = nn.ReLU() if embedding == "relu" else nn.Identity()

    def forward(self, x):
        images = x.reshape(-1, *self.image).permute(0, 3, 1, 2)
        means = self.layers(images).mean(dim=(2, 3))
        means = means.reshape(len(x), self.frames, -1).mean(dim=1)
        return self.last(self.dense(means))
`,
};

export const cnn: NamedPart = {
  name: 'make_cnn',
  title: 'Encoder: CNN',
  text: 'Of images `[height, width, channels]`, or of several frames of them.',
  needs: [convolutional],
  python: `
def make_cnn(shape, stream, channels, downsample, featureDim, embedding):
    frames = shape[0] if len(shape) == 4 else 1
    return Convolutional(
        frames, shape[-3:], stream, channels, featureDim, embedding, downsample, is_series=False
    )
`,
};

export const cnn1d: NamedPart = {
  name: 'make_cnn1d',
  title: 'Encoder: 1-D CNN',
  text: 'Of series `[length, channels]`: images one pixel high.',
  needs: [convolutional],
  python: `
def make_cnn1d(shape, stream, channels, featureDim, embedding):
    length, inputs = shape
    return Convolutional(
        1, (1, length, inputs), stream, channels, featureDim, embedding, "stride", is_series=True
    )
`,
};
