/**
 * Files of this computer for an import: a file, or every file of a folder and its folders. Links are
 * followed only to plain files, so that a folder that holds itself is no loop. Node only.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { LeftOut, SourceFile } from '../data/import/source-file';
import { SettingsError } from '../protocol/settings';

/** More files than that are a whole disk opened by mistake. */
const MOST_FILES = 200_000;

/** What a path leads to. */
export interface OpenedPath {
  /** Name of the file or folder, for the data set. */
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly leftOut: readonly LeftOut[];
}

/** @throws SettingsError when there is nothing at the path, or far too much. */
export async function openPath(path: string): Promise<OpenedPath> {
  const full = resolve(path);
  let found: Awaited<ReturnType<typeof stat>>;
  try {
    found = await stat(full);
  } catch {
    throw new SettingsError(
      '--data',
      `--data is ${path}; there is no such file or folder to read.`,
    );
  }
  const name = basename(full);
  if (!found.isDirectory()) return { name, files: [sourceAt(full, name, found.size)], leftOut: [] };
  const files: SourceFile[] = [];
  const leftOut: LeftOut[] = [];
  await walk(full, full, files, leftOut);
  return { name, files, leftOut };
}

async function walk(
  root: string,
  folder: string,
  files: SourceFile[],
  leftOut: LeftOut[],
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = join(folder, entry.name);
    const path = relative(root, full).split(sep).join('/');
    if (entry.isDirectory()) {
      await walk(root, full, files, leftOut);
      continue;
    }
    const found = await stat(full).catch(() => null);
    if (!found?.isFile()) {
      leftOut.push({
        file: path,
        reason: `${path} is a link that leads to ${found?.isDirectory() ? 'a folder' : 'nothing that can be read'}.`,
        fix: 'Put the files themselves in its place.',
      });
      continue;
    }
    files.push(sourceAt(full, path, found.size));
    if (files.length > MOST_FILES) {
      throw new SettingsError(
        '--data',
        `--data is ${root}; it holds more than ${MOST_FILES} files.`,
      );
    }
  }
}

const sourceAt = (full: string, path: string, size: number): SourceFile => ({
  path,
  size,
  bytes: () => readFile(full),
});
