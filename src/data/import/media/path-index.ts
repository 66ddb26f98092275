/** Finds the files that a manifest names, however it writes their paths. Imports this folder only. */
import type { GatheredFile } from '../reader';
import { baseName, folderOf } from '../source-file';

/** Looks files up by the path a manifest gives. */
export class PathIndex {
  private readonly byPath = new Map<string, GatheredFile>();
  private readonly byName = new Map<string, GatheredFile[]>();

  constructor(files: readonly GatheredFile[]) {
    for (const file of files) {
      this.byPath.set(file.path, file);
      const name = baseName(file.path);
      const list = this.byName.get(name);
      if (list) list.push(file);
      else this.byName.set(name, [file]);
    }
  }

  /**
   * The file meant: beside the manifest, from the top, or the only one whose path ends so. Null where there
   * is none, where several fit, and for paths that lead out and in again.
   */
  find(written: string, manifest: string): GatheredFile | null {
    const path = written
      .trim()
      .replaceAll('\\', '/')
      // lists were often written from a folder beside the data
      .replace(/^(\.{1,2}\/)+/, '');
    if (path === '' || path.split('/').includes('..')) return null;
    const folder = folderOf(manifest);
    const direct = this.byPath.get(folder ? `${folder}/${path}` : path) ?? this.byPath.get(path);
    if (direct) return direct;
    const ending = this.byName.get(baseName(path)) ?? [];
    const fits = ending.filter((file) => `/${file.path}`.endsWith(`/${path.replace(/^\/+/, '')}`));
    return fits.length === 1 ? (fits[0] ?? null) : null;
  }
}
