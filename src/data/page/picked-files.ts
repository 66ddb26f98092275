/**
 * Files as the page gets them: from a file dialogue, a drop of files and folders, or the clipboard. Nothing is
 * read here but the names. Needs a window.
 */
import type { Settings } from '../../protocol/settings';
import { plainName } from '../import/import-error';
import type { LeftOut } from '../import/source-file';
import type { PickedFile } from './import-messages';

/** What a person opened. */
export interface Picked {
  /** The folder's or file's name, for the data set. */
  readonly name: string;
  readonly files: readonly PickedFile[];
  readonly leftOut: readonly LeftOut[];
  /** How they are understood, where whoever made them has said so. */
  readonly choices?: Omit<Settings['data'], 'source' | 'id'>;
  /** The samples as a table for other programs, where whoever made the files has one. */
  readonly manifest?: string;
}

/** More files than that are a whole disk opened by mistake. */
const MOST_FILES = 200_000;
/** Folders in folders; deeper is a folder that holds itself. */
const MOST_DEPTH = 40;
const LONGEST_NAME = 60;

/** Files of a dialogue; those of a folder carry their path. */
export function pickedFromDialogue(list: Iterable<File>): Picked {
  return named(
    Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })),
    [],
  );
}

/**
 * Files and folders of a drop. The first part runs at once: after it the browser forgets what was dropped.
 */
export async function pickedFromDrop(transfer: DataTransfer): Promise<Picked> {
  const entries = Array.from(transfer.items).flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  const files: PickedFile[] = [];
  const leftOut: LeftOut[] = [];
  if (entries.length === 0) {
    files.push(...Array.from(transfer.files, (file) => ({ path: file.name, file })));
  }
  for (const entry of entries) await walk(entry, 0, files, leftOut);
  return named(files, leftOut);
}

/** Files of the clipboard, or a table as text; null where there is neither. */
export function pickedFromClipboard(clipboard: DataTransfer): Picked | null {
  if (clipboard.files.length > 0) return pickedFromDialogue(clipboard.files);
  const text = clipboard.getData('text/plain');
  if (!looksLikeTable(text)) return null;
  const file = new File([text], 'pasted table.csv', { type: 'text/csv' });
  return { name: 'Pasted table', files: [{ path: file.name, file }], leftOut: [] };
}

/** Several lines, and a separator in most of them. */
function looksLikeTable(text: string): boolean {
  const lines = text.split(/\r?\n/, 20).filter((line) => line.trim() !== '');
  const start = text.trimStart();
  if (start.startsWith('[{') || start.startsWith('{"')) return true;
  return (
    lines.length >= 2 && lines.filter((line) => /[\t,;|]/.test(line)).length * 2 > lines.length
  );
}

async function walk(
  entry: FileSystemEntry,
  depth: number,
  files: PickedFile[],
  leftOut: LeftOut[],
): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '');
  if (files.length >= MOST_FILES || depth > MOST_DEPTH) {
    const reason =
      depth > MOST_DEPTH
        ? `${plainName(path)} lies more than ${MOST_DEPTH} folders deep.`
        : `There are more than ${MOST_FILES} files; the rest was not looked at.`;
    if (!leftOut.some((each) => each.reason === reason)) {
      leftOut.push({ file: path, reason, fix: 'Open the folder that holds the samples only.' });
    }
    return;
  }
  try {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      );
      files.push({ path, file });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return;
      for (const each of some) await walk(each, depth + 1, files, leftOut);
    }
  } catch (error) {
    leftOut.push({
      file: path,
      reason: `${plainName(path)} cannot be read (${error instanceof Error ? error.message : 'unknown reason'}).`,
      fix: 'Check that the file is still there and may be read.',
    });
  }
}

/** Names the set by the folder that holds everything, which then leaves the paths, or by its only file. */
function named(files: readonly PickedFile[], leftOut: readonly LeftOut[]): Picked {
  const [first] = files;
  const top = first?.path.split('/')[0] ?? '';
  const isFolder = files.every(({ path }) => path.startsWith(`${top}/`));
  const inside =
    isFolder && first
      ? files.map(({ path, file }) => ({ path: path.slice(top.length + 1), file }))
      : files;
  const name = isFolder || files.length === 1 ? top : `${top} and ${files.length - 1} more`;
  return { name: plainName(name).slice(0, LONGEST_NAME) || 'Your files', files: inside, leftOut };
}
