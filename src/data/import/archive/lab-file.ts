/**
 * A data set as one file: a ZIP of its files as they are, a list of them as CSV, and the settings. Any program opens it,
 * and a lab reads it with the settings that are in it. Imports the protocol and this room only.
 */
import { Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { parseSettings, type Settings, SettingsError } from '../../../protocol/settings';
import { throwIfCancelled } from '../import-error';
import type { Reader } from '../reader';
import { readerByBytes, SNIFFED_BYTES } from '../sniff';
import { type ImportWatch, type SourceFile, stemOf } from '../source-file';
import { isLabNote, LIST, NOTES } from './lab-notes';
import { openZip } from './open-zip';

/** What the lab says of its own file, apart from the files that are data. */
export interface LabNotes {
  /** The data set's name, whatever the file is called. */
  readonly name: string;
  /** The experiment that used it. */
  readonly settings: Settings;
}

const FORMAT = 1;

/** Already as small as they get. */
const PACKED =
  /\.(png|jpe?g|jfif|webp|gif|mp3|og[ga]|opus|flac|m4a|aac|mp4|webm|zip|gz|npz|xlsx)$/i;

/** The files that were opened, without the archives around them, as `gather` would find them. */
export async function unpackedFiles(
  sources: readonly SourceFile[],
  readers: readonly Reader[],
  watch: ImportWatch = {},
): Promise<SourceFile[]> {
  const archives = new Set<SourceFile>();
  for (const source of sources) if (await isArchive(source, readers)) archives.add(source);
  const files: SourceFile[] = [];
  for (const source of sources) {
    throwIfCancelled(watch.signal);
    const within = source.within === undefined ? '' : `${source.within}/`;
    if (!archives.has(source)) {
      files.push(source);
      continue;
    }
    const beside = [...archives].filter((each) => each.within === source.within);
    const before = beside.length > 1 ? `${stemOf(source.path)}/` : '';
    const opened = await openZip(source.blob ?? (await source.bytes()), source.path, watch);
    for (const file of opened.files) {
      if (!isLabNote(file.path)) files.push({ ...file, path: within + before + file.path });
    }
  }
  return files;
}

async function isArchive(source: SourceFile, readers: readonly Reader[]): Promise<boolean> {
  const { path, blob, size } = source;
  if (size === 0) return false;
  const start = blob
    ? new Uint8Array(await blob.slice(0, SNIFFED_BYTES).arrayBuffer())
    : (await source.bytes()).subarray(0, SNIFFED_BYTES);
  const reader = readerByBytes(path, start, readers);
  return reader?.gives === 'files' && reader.holds === 'many';
}

/**
 * Writes the file.
 * @param manifest the list of the samples where somebody knows them; else the files with their bytes are listed.
 */
export async function packLabFile(
  files: readonly SourceFile[],
  { name, settings }: LabNotes,
  into: WritableStream<Uint8Array>,
  { manifest, watch = {} }: { manifest?: string | undefined; watch?: ImportWatch } = {},
): Promise<void> {
  const writer = new ZipWriter(into, { useWebWorkers: false });
  const add = (path: string, bytes: Uint8Array) =>
    writer.add(path, new Uint8ArrayReader(bytes), PACKED.test(path) ? { level: 0 } : {});
  const text = (words: string) => new TextEncoder().encode(words);
  let done = 0;
  for (const file of files) {
    throwIfCancelled(watch.signal);
    watch.onProgress?.({ stage: 'reading', done, total: files.length, file: file.path });
    await add(file.path, await file.bytes());
    done += 1;
  }
  await add(LIST, text(manifest ?? listOf(files)));
  const notes = { kind: 'modality-lab data set', format: FORMAT, name, settings };
  await add(NOTES, text(`${JSON.stringify(notes, null, 2)}\n`));
  await writer.close();
}

const listOf = (files: readonly SourceFile[]): string =>
  ['file,bytes', ...files.map(({ path, size }) => `${cell(path)},${size}`), ''].join('\r\n');

const cell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * What the lab wrote into a file of its own; null for any other choice of files.
 * @throws SettingsError where the file comes from a newer lab.
 */
export async function labNotesOf(
  sources: readonly SourceFile[],
  readers: readonly Reader[],
): Promise<LabNotes | null> {
  const [only] = sources;
  if (!only || sources.length > 1 || !(await isArchive(only, readers))) return null;
  const opened = await openZip(only.blob ?? (await only.bytes()), only.path).catch(() => null);
  const notes = opened?.files.find(({ path }) => path === NOTES);
  if (!notes) return null;
  return readNotes(new TextDecoder().decode(await notes.bytes()), only.path);
}

function readNotes(text: string, file: string): LabNotes | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    // damaged notes stand in nobody's way: the files say what they are by themselves
    return null;
  }
  if (typeof read !== 'object' || read === null || !('settings' in read)) return null;
  const { format, name, settings } = { format: 0, name: '', ...read };
  if (Number(format) > FORMAT) {
    throw new SettingsError(
      'settings',
      `${file} was saved by a newer version of the lab.`,
      'Reload the page to get the newest version, or unpack the file and open the folder.',
    );
  }
  return { name: String(name) || stemOf(file), settings: parseSettings(settings) };
}
