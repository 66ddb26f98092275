/** Layers with the lab's first weights, and what all heads have in common (src/engine/initialise.ts). */
import type { Part } from '../part';

export const layers: Part = {
  title: 'First weights',
  text: `Weights and biases are drawn from U(±1/√fan-in), PyTorch's default. A module draws its parameters one after the other from its own stream: inputs × outputs, kernels as height × width × inputs × outputs.`,
  python: `
def in_torch_order(numbers, shape):
    """Numbers drawn for a parameter of PyTorch's shape, from the order in which the lab draws them."""
    numbers = torch.as_tensor(np.asarray(numbers, dtype=np.float32))
    if len(shape) == 2:  # outputs x inputs
        return numbers.reshape(shape[1], shape[0]).T.contiguous()
    if len(shape) == 4:  # outputs x inputs x height x width
        out, inner, height, width = shape
        return numbers.reshape(height, width, inner, out).permute(3, 2, 0, 1).contiguous()
    return numbers.reshape(shape)


def drawn(layer, stream):
    """The layer, with its weight and then its bias drawn from the stream."""
    bound = 1 / np.sqrt(np.prod(layer.weight.shape[1:]))
    with torch.no_grad():
        for parameter in (layer.weight, layer.bias):
            numbers = -bound + 2 * bound * stream.uniforms(parameter.numel())
            parameter.copy_(in_torch_order(numbers, tuple(parameter.shape)))
    return layer


def weights_stream(weight_seed, *module):
    return Stream(weight_seed, "weights", *module)


def linear_head(weight_seed, module, dims):
    """A linear classifier on one feature: a private head, or the head that all modalities share."""
    return drawn(nn.Linear(dims, CLASSES), weights_stream(weight_seed, *module))
`,
};
