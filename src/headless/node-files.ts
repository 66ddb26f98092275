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

/**
 * Several files and folders as one choice; the files of a folder then lie under its name.
 * @throws SettingsError as for one.
 */
export async function openPaths(paths: readonly string[]): Promise<OpenedPath> {
  const opened = await Promise.all(paths.map(openPath));
  const [only] = opened;
  if (only && opened.length === 1) return only;
  return {
    name: opened.map(({ name }) => name).join(', '),
    files: opened.flatMap(({ name, isFolder, files }) =>
      isFolder ? files.map((file) => ({ ...file, path: `${name}/${file.path}` })) : files,
    ),
    leftOut: opened.flatMap(({ leftOut }) => leftOut),
  };
}

/** @throws SettingsError when there is nothing at the path, or far too much. */
export async function openPath(path: string): Promise<OpenedPath & { readonly isFolder: boolean }> {
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
  if (!found.isDirectory()) {
    const files = [sourceAt(full, name, found.size)];
    return { name, files, leftOut: [], isFolder: false };
  }
  const files: SourceFile[] = [];
  const leftOut: LeftOut[] = [];
  await walk(full, full, files, leftOut);
  return { name, files, leftOut, isFolder: true };
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
