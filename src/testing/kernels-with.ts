/** Kernels some of whose members are a test's own. */
import type { Kernels } from '../engine/kernels/kernels';

/** @param own takes the place of what `kernels` has under the same names. */
export const kernelsWith = (kernels: Kernels, own: Partial<Kernels>): Kernels =>
  new Proxy(kernels, {
    get(target, key) {
      if (Object.hasOwn(own, key)) return Reflect.get(own, key);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
