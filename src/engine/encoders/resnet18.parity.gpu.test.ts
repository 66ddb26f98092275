/** A ResNet-18 against golden numbers of PyTorch, on WebGPU in a real browser. */
import { describeOnWebGpu } from '../../testing/on-webgpu';
import { describeResNetParity } from '../../testing/resnet-parity-cases';

describeOnWebGpu('a resnet18 on webgpu', describeResNetParity);
