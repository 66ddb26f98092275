/** The kernels of deep encoders on WebGPU, in a real browser. */
import { describeOnWebGpu } from '../../testing/on-webgpu';
import { describeDeep } from './cases';

describeOnWebGpu('kernels of deep encoders on webgpu', describeDeep);
