/**
 * Reads an export of runs again, whatever has happened to it: one that is cut off or of a newer build is refused with the
 * reason, and a part that is damaged costs no more than its own run, or its snapshots, and is named.
 */
import {
  BlobReader,
  configure,
  type FileEntry,
  Uint8ArrayWriter,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import * as v from 'valibot';
import { RUN_FORMAT } from '../../protocol/run-format';
import { type ArchivedSnapshots, snapshotsFromArchive } from './archive-snapshots';
import { ABOUT, ARCHIVE_FORMAT, type ArchivedRun } from './run-archive';
import { fromNewerLab, type ReadRuns, RunFileError, runsOf } from './run-file';
import { MOST } from './run-file-schema';

configure({ useWebWorkers: false });

/** One run's part unpacked; real ones stay far below. */
const MOST_BYTES = 200_000_000;

const part = v.pipe(v.string(), v.maxLength(300));
const aboutSchema = v.object({
  kind: v.literal('modality-lab-runs'),
  archive: v.number(),
  format: v.number(),
  program: v.optional(part, ''),
  runs: v.pipe(
    v.array(v.object({ title: part, file: part, snapshots: v.nullable(part) })),
    v.maxLength(MOST.runs),
  ),
});

const places = v.record(v.string(), v.number());
const noteSchema = v.looseObject({
  heldOut: v.string(),
  rows: v.number(),
  labels: v.number(),
  taken: v.pipe(
    v.array(
      v.looseObject({
        logits: places,
        predictions: places,
        probes: v.nullable(places),
        features: v.record(v.string(), v.object({ largest: v.number(), values: v.number() })),
      }),
    ),
    v.maxLength(MOST.snapshots),
  ),
  series: v.array(
    v.object({
      kind: v.picklist(['i8', 'u8', 'i16', 'u16', 'i32']),
      guess: v.picklist(['nothing', 'same', 'line']),
      order: v.picklist(['arrays', 'places']),
      lengths: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ),
});

/** By the first bytes of a ZIP, which no JSON begins with. */
export async function isArchive(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return start[0] === 0x50 && start[1] === 0x4b;
}

type Parts = ReadonlyMap<string, FileEntry>;

async function partsOf(name: string, file: Blob): Promise<Parts> {
  const parts = new Map<string, FileEntry>();
  try {
    for (const entry of await new ZipReader(new BlobReader(file)).getEntries()) {
      if (!entry.directory) parts.set(entry.filename, entry);
    }
  } catch {
    throw new RunFileError(
      `${name} is cut off or damaged: the list of what it holds, which stands at its end, cannot be read.`,
      'Copy or download it again. Nothing was taken from it.',
    );
  }
  return parts;
}

/** Its bytes; null where they are not there, not whole or too many. */
async function bytesOf(parts: Parts, path: string): Promise<Uint8Array | null> {
  const entry = parts.get(path);
  if (!entry || entry.uncompressedSize > MOST_BYTES) return null;
  try {
    const bytes = await entry.getData(new Uint8ArrayWriter(), { checkCrc32: true });
    return bytes.length === entry.uncompressedSize ? bytes : null;
  } catch {
    return null;
  }
}

function jsonOf(bytes: Uint8Array | null): unknown {
  if (!bytes) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** The snapshots as the reader of runs takes them; null where they cannot be read. */
function snapshotsOf(raw: unknown, bytes: Uint8Array | null): object | null {
  const note = v.safeParse(noteSchema, raw);
  if (!note.success || !bytes) return null;
  try {
    return snapshotsFromArchive(note.output satisfies ArchivedSnapshots, bytes);
  } catch {
    return null;
  }
}

/** The run as a file of runs would hold it, and what was lost on the way. */
async function rawRun(parts: Parts, { title, file, snapshots }: ArchivedRun) {
  const json = jsonOf(await bytesOf(parts, file));
  if (typeof json !== 'object' || json === null || !('stored' in json)) {
    return { raw: null, repairs: [`${title} was left out: its part of the file is damaged.`] };
  }
  const said = { stored: json.stored, about: 'about' in json ? json.about : null };
  if (snapshots === null) return { raw: { ...said, snapshots: null }, repairs: [] };
  const note = 'snapshots' in json ? json.snapshots : null;
  const read = snapshotsOf(note, await bytesOf(parts, snapshots));
  const repairs = read
    ? []
    : [`${title}: its snapshots were left out: their part of the file is damaged.`];
  return { raw: { ...said, snapshots: read }, repairs };
}

/**
 * The runs of an export, each as far as it can be read.
 * @throws RunFileError where it is none, or nothing of it can be used
 */
export async function readArchive(name: string, file: Blob): Promise<ReadRuns> {
  const parts = await partsOf(name, file);
  if (!parts.has(ABOUT)) {
    throw new RunFileError(
      `${name} is a ZIP file of something else: no runs are in it.`,
      'A data set is opened under Data. Nothing was taken from this file.',
    );
  }
  const about = v.safeParse(aboutSchema, jsonOf(await bytesOf(parts, ABOUT)));
  if (!about.success) {
    throw new RunFileError(
      `${name} is damaged: what it says of itself cannot be read.`,
      'Copy or download it again. Nothing was taken from it.',
    );
  }
  const { archive, format, program, runs } = about.output;
  if (archive > ARCHIVE_FORMAT || format > RUN_FORMAT) {
    throw fromNewerLab(name, program);
  }
  const raws: object[] = [];
  const lost: string[] = [];
  for (const each of runs) {
    const { raw, repairs } = await rawRun(parts, each);
    if (raw) raws.push(raw);
    lost.push(...repairs);
  }
  if (raws.length === 0) {
    throw new RunFileError(
      `${name} is damaged: none of its ${runs.length} runs can be read.`,
      'Copy or download it again.',
    );
  }
  const { repairs, ...read } = runsOf(name, raws);
  return { described: null, ...read, repairs: [...lost, ...repairs] };
}
