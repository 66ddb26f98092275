/**
 * Runs as one file of a sane size: a ZIP with a JSON for every run and its snapshots as bytes beside it. Any program opens
 * it; the lab reads it again to the bit (`read-archive.ts`). Written run by run, so that no more than one is in memory.
 */
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { RUN_FORMAT } from '../../protocol/run-format';
import { PROGRAM } from '../build';
import { archiveSnapshots } from './archive-snapshots';
import { arrayToText, type NumberArray } from './array-text';
import { cardTitle } from './card-words';
import type { WholeRun } from './stored-run';

/** Raised when the file is laid out in another way; what a run says has a format of its own. */
export const ARCHIVE_FORMAT = 1;
export const ABOUT = 'about.json';

/** What the file says of itself. */
export interface AboutArchive {
  readonly kind: 'modality-lab-runs';
  readonly archive: number;
  readonly format: number;
  readonly program: string;
  readonly savedAt: string;
  readonly runs: readonly ArchivedRun[];
}

/** A run's parts by their names in the file. */
export interface ArchivedRun {
  readonly title: string;
  readonly file: string;
  /** Null where the run has no snapshots. */
  readonly snapshots: string | null;
}

export interface ArchiveWatch {
  /** Ends the writing with whatever it was aborted with. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
  readonly breathe: () => Promise<void>;
}

const README = `Runs of Modality Lab. Open this file on the page, under Runs.

about.json   what is here, and which build wrote it
runs/*.json  a run each: settings, data set, every epoch, end numbers, and what was noted about it
runs/*.bin   its snapshots: logits, answers and features of held-out samples; probabilities made of the logits are
             within 0.7 points of those the run had, answers and every number of the epochs are as they were

docs/contracts.md of the repository says how both are written.
`;

/** "001-di-mml-seed-7": letters that every file system takes. */
const stemOf = ({ stored: { run, settings } }: WholeRun, place: number): string =>
  `${String(place + 1).padStart(3, '0')}-${run.name.replaceAll(/[^a-z0-9-]+/gi, '-')}-seed-${settings.seed}`;

const asText = (_key: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? arrayToText(value as NumberArray) : value;

/**
 * @param runs one after the other; each is let go before the next is asked for.
 * @param savedAt ISO 8601, UTC.
 */
export async function writeArchive(
  runs: AsyncIterable<WholeRun>,
  savedAt: string,
  { signal, onProgress, breathe }: ArchiveWatch,
): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false });
  const add = (path: string, content: string | Uint8Array<ArrayBuffer>) =>
    writer.add(
      path,
      new Uint8ArrayReader(
        typeof content === 'string' ? new TextEncoder().encode(content) : content,
      ),
      { signal },
    );
  const written: ArchivedRun[] = [];
  for await (const run of runs) {
    signal.throwIfAborted();
    const stem = `runs/${stemOf(run, written.length)}`;
    const packed = run.snapshots && (await archiveSnapshots(run.snapshots, breathe));
    const { stored, about } = run;
    const whole = { stored, ...(about && { about }), snapshots: packed?.note ?? null };
    await add(`${stem}.json`, JSON.stringify(whole, asText));
    if (packed) await add(`${stem}.bin`, packed.bytes);
    written.push({
      title: cardTitle({
        label: stored.run.label,
        settings: stored.settings,
        ...(about && { about }),
      }),
      file: `${stem}.json`,
      snapshots: packed ? `${stem}.bin` : null,
    });
    onProgress(written.length);
    await breathe();
  }
  const about: AboutArchive = {
    kind: 'modality-lab-runs',
    archive: ARCHIVE_FORMAT,
    format: RUN_FORMAT,
    program: PROGRAM,
    savedAt,
    runs: written,
  };
  await add(ABOUT, `${JSON.stringify(about, null, 2)}\n`);
  await add('README.txt', README);
  return writer.close();
}
