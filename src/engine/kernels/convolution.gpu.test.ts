/** The convolution kernels on WebGPU, in a real browser. */
import { describeConvolution } from '../../testing/convolution-cases';
import { describeOnWebGpu } from '../../testing/on-webgpu';

describeOnWebGpu('convolution on webgpu', describeConvolution);
