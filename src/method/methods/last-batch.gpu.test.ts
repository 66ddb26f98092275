/** The smaller last batch under every method on WebGPU, in a real browser, with steps recorded and replayed. */
import { describeLastBatch } from '../../testing/last-batch-cases';
import { describeOnWebGpu } from '../../testing/on-webgpu';

describeOnWebGpu('a smaller last batch trains as one of its size', describeLastBatch);
