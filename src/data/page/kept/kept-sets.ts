/**
 * Data sets that stay in this browser: one file each in the part of the disk that the browser keeps for this page
 * (origin private file system). Read here; written by the thread that has the files, for every browser can write there
 * from a thread. Needs a window or a worker.
 */
import { LabError } from '../../../protocol/failure';

/** A data set that stays. */
export interface KeptSet {
  readonly name: string;
  readonly bytes: number;
}

export interface KeptSets {
  /** By name. Empty where this browser keeps nothing. */
  list(): Promise<readonly KeptSet[]>;
  /** The file of a set, to be opened like any other; null where there is none. */
  open(name: string): Promise<File | null>;
  forget(name: string): Promise<void>;
  /** Asks the browser not to throw them away when its disk is full; it may say no. */
  hold(): Promise<void>;
}

const FOLDER = 'own-data';
const ENDING = '.zip';
/** A file that is being written, or was when the page was closed. */
const UNFINISHED = '.part';

/** Names may have any signs; files may not. */
const fileOf = (name: string): string => encodeURIComponent(name) + ENDING;
const nameOf = (file: string): string => decodeURIComponent(file.slice(0, -ENDING.length));

/** @throws LabError where this browser has no such place. */
async function folderOfSets(): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    throw new LabError(
      'keeps-nothing',
      'This browser keeps no files for this page (a private window does not, nor a page that is not served securely).',
      'Save the data as a file instead, and open that the next time.',
    );
  }
}

export const keptSets: KeptSets = {
  async list() {
    const folder = await folderOfSets().catch(() => null);
    if (!folder) return [];
    const sets: KeptSet[] = [];
    for await (const handle of folder.values()) {
      if (handle.kind !== 'file' || !handle.name.endsWith(ENDING)) continue;
      const { size } = await (handle as FileSystemFileHandle).getFile();
      sets.push({ name: nameOf(handle.name), bytes: size });
    }
    return sets.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  },
  async open(name) {
    const folder = await folderOfSets().catch(() => null);
    const handle = await folder?.getFileHandle(fileOf(name)).catch(() => null);
    return (await handle?.getFile()) ?? null;
  },
  async forget(name) {
    const folder = await folderOfSets();
    await folder.removeEntry(fileOf(name));
  },
  async hold() {
    await navigator.storage?.persist?.();
  },
};

/**
 * Writes a set in the thread that calls, under a name that counts only once it is whole.
 * @param write writes everything into the stream and closes it.
 * @param bytes about as many as will be written.
 * @throws LabError where there is no place or no room; what stood under the name stays then.
 */
export async function keepSet(
  name: string,
  bytes: number,
  write: (into: WritableStream<Uint8Array>) => Promise<void>,
): Promise<void> {
  const folder = await folderOfSets();
  await removeUnfinished(folder);
  const { quota, usage = 0 } = await navigator.storage.estimate();
  if (quota !== undefined && quota - usage < bytes) throw full(bytes);
  const part = fileOf(name) + UNFINISHED;
  try {
    // where nothing fits any more, an empty file does not either
    const handle = await folder.getFileHandle(part, { create: true });
    let at = 0;
    const access = await handle.createSyncAccessHandle();
    try {
      access.truncate(0);
      await write(
        new WritableStream({
          write(chunk) {
            const written = access.write(chunk as Uint8Array<ArrayBuffer>, { at });
            // where there is no room, some browsers throw and others write less
            if (written < chunk.length) throw full(bytes);
            at += written;
          },
        }),
      );
      access.flush();
    } finally {
      access.close();
    }
    // Chromium has said of more than there was room for that it was written
    if ((await handle.getFile()).size < at) throw full(bytes);
    await rename(folder, handle, fileOf(name));
  } catch (error) {
    await folder.removeEntry(part).catch(() => {});
    throw error instanceof DOMException && error.name === 'QuotaExceededError'
      ? full(bytes)
      : error;
  }
}

const full = (bytes: number) =>
  new LabError(
    'no-room',
    `This browser has no room for ${Math.max(0.1, bytes / 2 ** 20).toFixed(1)} MB more of this page.`,
    'Forget other data here, make room on the disk, or save the data as a file.',
  );

/** What a page that was closed while it wrote has left; what another tab is writing now is locked, and stays. */
async function removeUnfinished(folder: FileSystemDirectoryHandle): Promise<void> {
  const names: string[] = [];
  for await (const { name } of folder.values()) if (name.endsWith(UNFINISHED)) names.push(name);
  for (const name of names) await folder.removeEntry(name).catch(() => {});
}

/** `move` is not in every list of types yet, though in every browser that writes here. */
interface Movable {
  move(into: FileSystemDirectoryHandle, name: string): Promise<void>;
}

async function rename(
  folder: FileSystemDirectoryHandle,
  handle: FileSystemFileHandle,
  name: string,
): Promise<void> {
  const movable = handle as unknown as Movable;
  try {
    // takes the place of what stood there, which stays where this fails
    await movable.move(folder, name);
  } catch {
    // some browsers move to a free place only
    await folder.removeEntry(name);
    await movable.move(folder, name);
  }
}
