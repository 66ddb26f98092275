/** The convolution kernels on WebGPU, in a real browser. */

import { describeOnWebGpu } from '../../testing/on-webgpu';
import { describeConvolution } from './cases';

describeOnWebGpu('convolution on webgpu', describeConvolution);
