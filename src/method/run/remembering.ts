/** How the parts of a run are written down between two epochs and taken up again. */
import type { Memory } from '../../protocol/checkpoint';

/** A part of a run that carries something from epoch to epoch. */
export interface Remembering {
  save(): Promise<Memory>;
  /** @param saved what `save` gave; the part forgets what it had. */
  restore(saved: Memory): void;
}

/** A part from its two halves; `restore` is only ever given what `save` returned. */
export function remembering<T extends Memory>(
  save: () => T | Promise<T>,
  restore: (saved: T) => void,
): Remembering {
  return { save: async () => save(), restore: (saved) => restore(saved as T) };
}

/** Several parts as one, each under its name. */
export function rememberingAll(parts: Readonly<Record<string, Remembering>>): Remembering {
  return remembering(
    async () => {
      const saved = Object.entries(parts).map(
        async ([name, part]) => [name, await part.save()] as const,
      );
      return Object.fromEntries(await Promise.all(saved));
    },
    (saved: Readonly<Record<string, Memory>>) => {
      for (const [name, part] of Object.entries(parts)) part.restore(saved[name] ?? null);
    },
  );
}
