/**
 * What every implementation of the kernels must compute, put together from the folder of each: held against the float64
 * oracle or rules written out. Run in Node and, for WebGPU, in a real browser.
 */
import { type HandingOn, type KernelBench, kernelBench } from '../../testing/kernel-bench';
import { agreementCases } from './agreement/cases';
import { batchNormCases } from './batch-norm/cases';
import { contrastCases } from './contrast/cases';
import { convolutionCases } from './convolution/cases';
import { crossEntropyCases } from './cross-entropy/cases';
import { elementwiseCases } from './elementwise/cases';
import { formulaCases } from './formula/cases';
import { gradientCases } from './gradients/cases';
import type { Kernels } from './kernels';
import { labelCases } from './label/cases';
import { linearCases } from './linear/cases';
import { nearnessCases } from './nearness/cases';
import { optimizerCases } from './optimizer/cases';
import { poolingCases } from './pooling/cases';
import { spatialConvolutionCases } from './spatial-convolution/cases';
import { storageCases } from './storage/cases';
import { windowPoolingCases } from './window-pooling/cases';

type Cases = (bench: KernelBench) => void;

const OF_ROWS: readonly Cases[] = [
  storageCases,
  elementwiseCases,
  linearCases,
  crossEntropyCases,
  contrastCases,
  agreementCases,
  formulaCases,
  labelCases,
  nearnessCases,
  gradientCases,
  optimizerCases,
];

const OF_IMAGES: readonly Cases[] = [convolutionCases, poolingCases];

const OF_DEEP_ENCODERS: readonly Cases[] = [
  spatialConvolutionCases,
  batchNormCases,
  windowPoolingCases,
];

const describeAll =
  (list: readonly Cases[]) => (open: () => Promise<Kernels>, handing?: HandingOn) => {
    const bench = kernelBench(open, handing);
    for (const cases of list) cases(bench);
  };

/** Kernels of rows of numbers. @param open opens what is tested, once. */
export const describeKernels = describeAll(OF_ROWS);

/** Kernels of images. */
export const describeConvolution = describeAll(OF_IMAGES);

/**
 * Kernels of deep encoders. @param open opens what is tested, which fetches these kernels here.
 * @param handing how what they hand on lies in memory there; in full unless given.
 */
export const describeDeep = (open: () => Promise<Kernels>, handing?: HandingOn): void =>
  describeAll(OF_DEEP_ENCODERS)(async () => {
    const kernels = await open();
    await kernels.loadDeep();
    return kernels;
  }, handing);
