/**
 * Kernels for whoever builds something of many parts: where that fails halfway, what was made by then is taken down. Must
 * not import tfjs.
 */
import type { Kernels } from './kernels';
import type { DeviceArray } from './storage';

type Undo = () => void;

/** Something in the making. */
export interface Building {
  /** They note what they make, until it is built. */
  readonly kernels: Kernels;
  /** Has something else undone where building fails. */
  whenUndone(undo: Undo): void;
}

/**
 * Builds at once. Where that throws, arrays, arenas, feeders, recorders and steppers that were made by then and are not
 * freed yet are freed, the last first.
 * @throws what `build` throws.
 */
export function undoneOnFailure<T>(kernels: Kernels, build: (building: Building) => T): T {
  const undos = new Set<Undo>();
  let isBuilt = false;
  const whenUndone = (undo: Undo) => {
    if (!isBuilt) undos.add(undo);
  };
  // freeing an array twice frees it once
  const array = (made: DeviceArray): DeviceArray => {
    whenUndone(() => kernels.free([made]));
    return made;
  };
  const noted = <Made extends { free(): void }>(made: Made): Made => {
    const free = made.free.bind(made);
    const undo = () => {
      undos.delete(undo);
      free();
    };
    whenUndone(undo);
    const freed: { free(): void } = made;
    freed.free = undo;
    return made;
  };
  const noting: Partial<Kernels> = {
    allocate: (...what) => array(kernels.allocate(...what)),
    upload: (values, shape) => array(kernels.upload(values, shape)),
    arena: (specs) => noted(kernels.arena(specs)),
    feeder: (samples, rows) => noted(kernels.feeder(samples, rows)),
    recorder: () => noted(kernels.recorder()),
    stepper: () => noted(kernels.stepper()),
  };
  try {
    return build({ kernels: Object.assign(Object.create(kernels), noting), whenUndone });
  } catch (error) {
    // one may have others undone
    for (const undo of [...undos].toReversed()) if (undos.has(undo)) undo();
    throw error;
  } finally {
    isBuilt = true;
    undos.clear();
  }
}
