/** The ResNet-18 of src/engine/encoders/resnet18.ts in PyTorch. */
import type { EncoderPart, Part } from '../part';

const residual: Part = {
  title: 'ResNet-18',
  text: 'The backbone published with DI-MML: a 7×7 convolution with stride 2, max pooling, four stages of two blocks, each of two 3×3 convolutions around which what came in is added, and the mean over frames and pixels. Kernels start from He’s N(0, 2 / (outputs · side²)), scales of the batch norms from N(1, 0.02²), their shifts at 0. While a net trains, batch norms take mean and variance of the batch, over all samples, frames and pixels, and move their running ones; whatever reads features takes the running ones (`eval`). A single sample that is left over goes with the batch before it, for it has no variance.',
  python: `
def kernels(inputs, outputs, side, stride, stream):
    """A convolution without bias, whose margin keeps the sides where it steps by one."""
    layer = nn.Conv2d(inputs, outputs, side, stride=stride, padding=side // 2, bias=False)
    numbers = np.sqrt(2 / (outputs * side * side)) * stream.normals(layer.weight.numel())
    with torch.no_grad():
        layer.weight.copy_(in_torch_order(numbers, tuple(layer.weight.shape)))
    return layer


class BatchNorm(nn.BatchNorm2d):
    """In 64 bits, as the lab sums on the processor: in 32, rounding drives small batches apart within an epoch."""

    def __init__(self, channels, stream):
        super().__init__(channels, eps=1e-5, momentum=0.1, dtype=torch.float64)
        with torch.no_grad():
            self.weight.copy_(in_torch_order(1 + 0.02 * stream.normals(channels), (channels,)))

    def forward(self, x):
        if self.training and x.numel() == self.num_features:
            # a single value, which PyTorch refuses, has no variance: the running ones stand in, and stay
            read = (self.running_mean, self.running_var, self.weight, self.bias)
            return F.batch_norm(x.double(), *read, eps=self.eps).float()
        return super().forward(x.double()).float()


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride, stream):
        super().__init__()
        self.conv1 = kernels(inputs, outputs, 3, stride, stream)
        self.bn1 = BatchNorm(outputs, stream)
        self.conv2 = kernels(outputs, outputs, 3, 1, stream)
        self.downsample = nn.Identity()
        if stride > 1:
            halved = kernels(inputs, outputs, 1, stride, stream)
            self.downsample = nn.Sequential(halved, BatchNorm(outputs, stream))
        self.bn2 = BatchNorm(outputs, stream)  # drawn last

    def forward(self, x):
        z = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(z)) + self.downsample(x))


class ResNet18(nn.Module):
    def __init__(self, frames, image, stream, width):
        super().__init__()
        self.frames, self.image = frames, image
        self.conv1 = kernels(image[-1], width, 7, 2, stream)
        self.bn1 = BatchNorm(width, stream)
        stages, inputs = [], width
        for stage in range(4):
            outputs = width * 2**stage
            first = BasicBlock(inputs, outputs, 2 if stage else 1, stream)
            stages.append(nn.Sequential(first, BasicBlock(outputs, outputs, 1, stream)))
            inputs = outputs
        self.layer1, self.layer2, self.layer3, self.layer4 = stages

    def forward(self, x):
        # the frames of all samples together
        images = x.reshape(-1, *self.image).permute(0, 3, 1, 2)
        z = F.max_pool2d(F.relu(self.bn1(self.conv1(images))), 3, stride=2, padding=1)
        z = self.layer4(self.layer3(self.layer2(self.layer1(z))))
        return z.mean(dim=(2, 3)).reshape(len(x), self.frames, -1).mean(dim=1)
`,
};

/** Multiplications with additions of a sample up to which cores wait for each other longer than they work. */
const SMALL = 5e6;

/** About 9 width² for each pixel of each frame; every stage takes a quarter of them. */
const multiplyAddsOf = (width: number, shape: readonly number[]): number =>
  9 * width ** 2 * shape.slice(0, -1).reduce((product, side) => product * side, 1);

export const resnet18: EncoderPart = {
  name: 'make_resnet18',
  title: 'Encoder: ResNet-18',
  text: 'Of images `[height, width, channels]`, or of several frames of them; the feature has 8 · width numbers.',
  needs: [residual],
  isLarge: ({ width }, shape) => multiplyAddsOf(width, shape) > SMALL,
  python: `
def make_resnet18(shape, stream, width):
    return ResNet18(shape[0] if len(shape) == 4 else 1, shape[-3:], stream, width)
`,
};
