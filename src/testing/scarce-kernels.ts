/** Kernels that run out, for tests of what is left behind then. */
import type { Kernels } from '../engine/kernels/kernels';
import { kernelsWith } from './kernels-with';

export const NO_ROOM = 'There is no room for more.';

/** Kernels that make so many things and no more, of whatever kind; the next one is refused with `NO_ROOM`. */
export function scarceKernels(kernels: Kernels, most: number) {
  let made = 0;
  const onlySoMany = <Args extends readonly unknown[], Made>(make: (...args: Args) => Made) => {
    return (...args: Args): Made => {
      if (made >= most) throw new Error(NO_ROOM);
      made += 1;
      return make(...args);
    };
  };
  const scarce = kernelsWith(kernels, {
    allocate: onlySoMany(kernels.allocate),
    upload: onlySoMany(kernels.upload),
    arena: onlySoMany(kernels.arena),
    feeder: onlySoMany(kernels.feeder),
    recorder: onlySoMany(kernels.recorder),
    stepper: onlySoMany(kernels.stepper),
  });
  return { kernels: scarce, made: () => made };
}
