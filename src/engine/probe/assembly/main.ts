/**
 * What the host calls to fit a probe (math/probe/arithmetic.ts says what each is asked for). The host gives out memory:
 * addresses, bytes. Built without fused multiply-add for every back end, so that a probe says the same on all of them.
 */

export { factor, solve } from './curvature';
export { design, moments } from './design';
export { evaluate, highest, sumClasses } from './regression';

/** Where memory is the host's to give out. */
export function heapBase(): usize {
  return __heap_base;
}
