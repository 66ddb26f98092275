/**
 * Renderings of one object from several sides, told by the end of their names (`chair_v001`, `chair_v007`):
 * the front and the rear one are the two modalities, as in the published two-view task. Imports this folder only.
 */
import type { GatheredFile } from '../reader';
import { folderOf, stemOf } from '../source-file';

const VIEW = /^(.*)_(v?)(\d{3})$/;
/** Bare numbers are views only where most objects have all of them: `chair_0001_001` to `chair_0001_012`. */
const BARE_VIEWS = 12;
const MOST = 0.5;
const FRONT = '001';
const REAR = '007';

/** The two modalities of such files. */
export const VIEW_MODALITIES = [
  { id: 'front', name: 'Front view' },
  { id: 'rear', name: 'Rear view' },
] as const;

/** What there is of an object. */
interface SeenObject {
  readonly front: GatheredFile | null;
  readonly rear: GatheredFile | null;
}

/** Pairs front and rear views of the same object in the same folder. */
export class Views {
  private readonly byObject = new Map<string, Map<string, GatheredFile>>();

  constructor(files: readonly GatheredFile[]) {
    for (const file of files) {
      const view = VIEW.exec(stemOf(file.path));
      if (!view) continue;
      const object = objectOf(file, view);
      const sides = this.byObject.get(object) ?? new Map<string, GatheredFile>();
      sides.set(view[3] as string, file);
      this.byObject.set(object, sides);
    }
    const bare = [...this.byObject].filter(([object]) => !object.endsWith('_v'));
    const whole = bare.filter(([, sides]) => sides.size === BARE_VIEWS).length;
    const areViews = whole > bare.length * MOST;
    for (const [object, sides] of bare) {
      const isNumbered = [...sides.keys()].every((side) => Number(side) <= BARE_VIEWS);
      if (!areViews || !isNumbered) this.byObject.delete(object);
    }
  }

  /** Whether most files are views of objects that have a front and a rear. */
  coverMost(files: readonly GatheredFile[]): boolean {
    const views = [...this.byObject.values()].reduce((sum, sides) => sum + sides.size, 0);
    const hasBoth = this.objects().some(({ front, rear }) => front && rear);
    return hasBoth && views * 2 > files.length;
  }

  /** Objects that have one of both, by folder and name. */
  objects(): SeenObject[] {
    return [...this.byObject.values()].flatMap((sides) => {
      const [front = null, rear = null] = [sides.get(FRONT), sides.get(REAR)];
      return front || rear ? [{ front, rear }] : [];
    });
  }

  /** The rear view that belongs to a front view; null where there is none. */
  rearOf(front: GatheredFile): GatheredFile | null {
    const view = VIEW.exec(stemOf(front.path));
    if (view?.[3] !== FRONT) return null;
    return this.byObject.get(objectOf(front, view))?.get(REAR) ?? null;
  }
}

/** What the rear view is called that belongs to a front view of this path. */
export const rearName = (front: string): string =>
  front.replace(/(_v?)001(\.\w+)?$/, (_, sign: string, ending = '') => `${sign}${REAR}${ending}`);

/** Folder and name of an object, and whether its views are marked by a v. */
const objectOf = ({ path }: GatheredFile, [, name, mark]: RegExpExecArray): string =>
  `${folderOf(path)}/${name}_${mark}`;
