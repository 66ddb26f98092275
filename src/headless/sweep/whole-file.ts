/** Files that are there whole or not at all, whoever is killed while writing them. Node only. */
import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes beside the place and moves it there in one go; of two that write the same file, one wins. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  // two that write the same file may run on two machines
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, content, { flush: true });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Takes a file away, and what was left of it where somebody was killed while writing it. */
export async function removeWhole(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  const names = await readdir(folder);
  const ours = names.filter((each) => each.startsWith(`${name}.`) && each.endsWith('.tmp'));
  await Promise.all([name, ...ours].map((each) => rm(join(folder, each), { force: true })));
}
