/** How the parts of a run are written down between two epochs and taken up again. */
import type { Memory } from '../protocol/checkpoint';

/** A part of a run that carries something from epoch to epoch. */
export interface Remembering {
  save(): Memory;
  /** @param saved what `save` gave; the part forgets what it had. */
  restore(saved: Memory): void;
}

/** A part from its two halves; `restore` is only ever given what `save` returned. */
export function remembering<T extends Memory>(
  save: () => T,
  restore: (saved: T) => void,
): Remembering {
  return { save, restore: (saved) => restore(saved as T) };
}

/** Several parts as one, each under its name. */
export function rememberingAll(parts: Readonly<Record<string, Remembering>>): Remembering {
  return remembering(
    () => Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.save()])),
    (saved: Readonly<Record<string, Memory>>) => {
      for (const [name, part] of Object.entries(parts)) part.restore(saved[name] ?? null);
    },
  );
}
