/**
 * Numbers before ReLUs so near to 0 that rounding decides their side, and kernels that take some of them to the other
 * side. Behind a ReLU a gradient is all there or not at all, so two engines that are both right differ by all of it.
 * Of ReLUs that are fused with a batch norm in training.
 */
import type { BatchNormKernels } from '../engine/kernels/batch-norm/op';
import type { Kernels, ParameterArena } from '../engine/kernels/kernels';
import { numberAt } from '../math/numbers';
import { kernelsWith } from './kernels-with';
import * as oracle from './oracle-deep';

/** A number before a ReLU. */
export interface BeforeRelu {
  /** The scale of the batch norm before it. */
  readonly layer: string;
  /** In which forward pass of that layer in training, from 1. */
  readonly pass: number;
  /** Its place among the numbers of the batch. */
  readonly place: number;
  /** By the formula, in float64, of what the kernel was given. */
  readonly before: number;
  /** What the kernel made of it. */
  readonly after: number;
}

/** Added to a 0 it opens the ReLU, and changes no other number. */
const OPENING = 1e-30;

export interface WatchedRelus {
  readonly kernels: Kernels;
  /** Those before whose ReLU at most this lies between them and 0, the nearest first. */
  near(most: number): Promise<readonly BeforeRelu[]>;
}

/** Kernels like `real`. @param turned taken to the other side of 0. */
export function watchRelus(real: Kernels, turned: readonly BeforeRelu[]): WatchedRelus {
  const passes = new Map<string, number>();
  const seen: Promise<readonly BeforeRelu[]>[] = [];
  /** Read once a pass, before its step changes them. */
  const parameters = new Map<string, ReturnType<ParameterArena['read']>>();
  const deep = real.deep();

  function turn({ place, after }: BeforeRelu, out: Parameters<typeof deep.normalise>[4]): void {
    const shift = new Float32Array(out.shape.reduce((count, side) => count * side, 1));
    shift[place] = after > 0 ? -after : OPENING;
    const arrays = [real.upload(shift, out.shape), real.upload(Float32Array.of(1), [1])] as const;
    real.multiply(...arrays, out);
    real.free(arrays);
  }

  const normalise: BatchNormKernels['normalise'] = (x, arena, norm, residual, out, kept) => {
    deep.normalise(x, arena, norm, residual, out, kept);
    if (!kept || !norm.relu) return;
    const layer = norm.scale;
    const pass = (passes.get(layer) ?? 0) + 1;
    passes.set(layer, pass);
    const values = parameters.get(`${pass}`) ?? arena.read();
    parameters.set(`${pass}`, values);
    const numbers = real.read([x, out, residual ?? x]);
    const look = async (): Promise<readonly BeforeRelu[]> => {
      const of = await values;
      const [own, after, added] = await numbers;
      const parameter = (name: string) => Array.from(of.get(name) ?? []);
      const before = oracle.normalise(
        {
          x: Array.from(own),
          residual: residual ? Array.from(added) : null,
          scale: parameter(norm.scale),
          shift: parameter(norm.shift),
          mean: parameter(norm.mean),
          variance: parameter(norm.variance),
          relu: false,
        },
        'batch',
      );
      return before.map((value, place) => {
        return { layer, pass, place, before: value, after: numberAt(after, place) };
      });
    };
    seen.push(look());
    for (const each of turned) if (each.layer === layer && each.pass === pass) turn(each, out);
  };

  return {
    kernels: kernelsWith(real, { deep: () => ({ ...deep, normalise }) }),
    async near(most) {
      const all = (await Promise.all(seen)).flat();
      const distance = ({ before }: BeforeRelu) => Math.abs(before);
      return all
        .filter((each) => distance(each) <= most)
        .toSorted((a, b) => distance(a) - distance(b));
    },
  };
}
