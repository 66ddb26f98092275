/** Whole cnn encoders on WebGPU, in a real browser. */
import { describeCnn } from '../../testing/cnn-cases';
import { describeOnWebGpu } from '../../testing/on-webgpu';

describeOnWebGpu('a cnn on webgpu', describeCnn);
