/** Files that are there whole or not at all, whoever is killed while writing them. Node only. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../protocol/failure';

/** What keeps a machine from writing, by its own name for it. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota on this disk is used up',
  EROFS: 'this disk can only be read',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
};

/** A file or folder that this machine could not write: no fault of the settings, another attempt may do better. */
export class WriteError extends LabError {
  constructor(path: string, error: unknown) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : message;
    super(
      'cannot-write',
      `${path} could not be written: ${reason}.`,
      'No half of it was left behind. Make room, or choose another folder, and start again: what is done stays.',
    );
  }
}

/** Writes beside the place and puts it there in one go. */
async function written<T>(
  path: string,
  content: string | Uint8Array,
  put: (beside: string) => Promise<T>,
): Promise<T> {
  // two that write the same file may run on two machines
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, content, { flush: true });
    return await put(beside);
  } catch (error) {
    throw new WriteError(path, error);
  } finally {
    await rm(beside, { force: true });
  }
}

/**
 * Takes the place of what stood there; of two that write the same file, one wins.
 * @throws WriteError where it cannot be written; what stood there still does.
 */
export const writeWhole = (path: string, content: string | Uint8Array): Promise<void> =>
  written(path, content, (beside) => rename(beside, path));

/**
 * Leaves what stands there already; of two that write the same file, the first wins.
 * @returns whether it was written.
 * @throws WriteError where it cannot be written.
 */
export const writeOnce = (path: string, content: string): Promise<boolean> =>
  written(path, content, async (beside) => {
    try {
      await link(beside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      // a disk without hard links: there the last of two wins
      await rename(beside, path);
    }
    return true;
  });

/** Makes a folder, and those above it, where they are not there. @throws WriteError where it cannot be made. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new WriteError(path, error);
  }
}

/** Takes a file away, and what was left of it where somebody was killed while writing it. */
export async function removeWhole(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  const names = await readdir(folder);
  const ours = names.filter((each) => each.startsWith(`${name}.`) && each.endsWith('.tmp'));
  await Promise.all([name, ...ours].map((each) => rm(join(folder, each), { force: true })));
}
