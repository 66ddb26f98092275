/** Classes without a server: the seed of this browser in a class, and the teacher's list of result codes. */
import type { LessonStorage } from '../kept-lessons';
import type { Scene } from '../scene';
import type { ClassCodes } from './class-codes';
import { type ClassSeed, createClassSeeds } from './class-seeds';

export interface Classes {
  /** All scenes there are, in order. */
  readonly scenes: readonly Scene[];
  /** Result codes by scene; what reads them is fetched when somebody asks for them. */
  codes(): Promise<ClassCodes<Scene>>;
  /** The seed of this browser in a class, by the class's name. */
  readonly seedOf: (className: string) => ClassSeed;
}

export function createClasses(scenes: readonly Scene[], storage: LessonStorage | null): Classes {
  let codes: Promise<ClassCodes<Scene>> | null = null;
  return {
    scenes,
    codes: () => {
      codes ??= import('./class-codes').then(({ createClassCodes }) =>
        createClassCodes(scenes, storage),
      );
      return codes;
    },
    seedOf: createClassSeeds(storage, draw),
  };
}

/** A whole number from 1 to this one. */
function draw(largest: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return 1 + (drawn % largest);
}
