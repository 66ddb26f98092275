/**
 * Renderings of one object from several sides, told by the end of their names (`chair_v001`, `chair_v007`):
 * the front and the rear one are the two modalities, as in the published two-view task. Imports this folder only.
 */
import type { GatheredFile } from '../gather';
import { folderOf, stemOf } from '../source-file';

const VIEW = /^(.*)_v(\d{3})$/;
const FRONT = '001';
const REAR = '007';

/** The two modalities of such files. */
export const VIEW_MODALITIES = [
  { id: 'front', name: 'Front view' },
  { id: 'rear', name: 'Rear view' },
] as const;

/** Pairs front and rear views of the same object in the same folder. */
export class Views {
  private readonly byObject = new Map<string, Map<string, GatheredFile>>();

  constructor(files: readonly GatheredFile[]) {
    for (const file of files) {
      const view = VIEW.exec(stemOf(file.path));
      if (!view) continue;
      const object = `${folderOf(file.path)}/${view[1]}`;
      const sides = this.byObject.get(object) ?? new Map<string, GatheredFile>();
      sides.set(view[2] as string, file);
      this.byObject.set(object, sides);
    }
  }

  /** Whether most files are views of objects that have a front and a rear. */
  coverMost(files: readonly GatheredFile[]): boolean {
    return this.objects().length * 2 > files.length / 2 && this.objects().length > 0;
  }

  /** Objects that have both, by folder and name. */
  objects(): { readonly front: GatheredFile; readonly rear: GatheredFile }[] {
    return [...this.byObject.values()].flatMap((sides) => {
      const [front, rear] = [sides.get(FRONT), sides.get(REAR)];
      return front && rear ? [{ front, rear }] : [];
    });
  }

  /** The rear view that belongs to a front view; null where there is none. */
  rearOf(front: GatheredFile): GatheredFile | null {
    const view = VIEW.exec(stemOf(front.path));
    if (view?.[2] !== FRONT) return null;
    return this.byObject.get(`${folderOf(front.path)}/${view[1]}`)?.get(REAR) ?? null;
  }
}
