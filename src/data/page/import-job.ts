/**
 * One import as the page holds it: a thread of its own that keeps the files and what was read of them. Closing
 * it forgets both, and stops whatever it does. The thread's code loads with the first file that is opened, or
 * with the first question what can be opened. Needs a window.
 */
import type { DataSet } from '../../protocol/data-set';
import { type Failure, LabError } from '../../protocol/failure';
import type { LabNotes } from '../import/archive/lab-file';
import type { Guide } from '../import/guide';
import type { ReadResult } from '../import/import-keeper';
import type { DecodedAudio } from '../import/media/decoders';
import type { Offer } from '../import/offer';
import type { PublishedOffer } from '../import/published/offered';
import type { ImportProgress, LeftOut } from '../import/source-file';
import type {
  ImportEvent,
  ImportRequest,
  ImportWish,
  PackWish,
  PickedFile,
} from './import-messages';

/** What a reading calls back with. */
export interface ReadingWatch {
  readonly onProgress: (progress: ImportProgress) => void;
  /** What there is to choose from, told before a guess can fail. */
  readonly onOffer: (offer: Offer) => void;
  /** The published settings for these files, told before they are decoded. */
  readonly onPublished: (offer: PublishedOffer) => void;
}

export interface ImportJob {
  /** What can be opened. */
  guide(): Promise<Guide>;
  /** Hands the files over, a few at a time, so that the page stays quick; says how many bytes they have. */
  add(files: readonly PickedFile[], leftOut: readonly LeftOut[]): Promise<number>;
  /** Reads the files; rejects with a LabError. A reading that fails leaves the one before as it was. */
  read(wish: ImportWish, watch: ReadingWatch): Promise<ReadResult>;
  /** The data set that a reading with this wish has described. */
  deliver(wish: ImportWish): Promise<DataSet>;
  /** What the lab wrote down in a file of its own; null for any other choice. Called after `add`. */
  notes(): Promise<LabNotes | null>;
  /** One more sample: numbers of the files by modality, null for one that no file is of. Rejects with a LabError. */
  sample(files: readonly PickedFile[], wish: ImportWish): Promise<SampleValues>;
  /** Makes one file of everything; null where it went into the browser. Rejects with a LabError. */
  pack(wish: PackWish, onProgress: ReadingWatch['onProgress']): Promise<Blob | null>;
  /** Stops the reading in progress; it rejects. */
  cancel(): void;
  close(): void;
}

/** Files in one message: a few milliseconds of the page's time. */
const FILES_AT_ONCE = 50;

type SampleValues = readonly (Float32Array | null)[];
type Answer = ReadResult | DataSet | Guide | LabNotes | SampleValues | Blob | number | null;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: LabError) => void;
  readonly watch: Partial<ReadingWatch> | null;
}

/** Starts a thread for one import. */
export function startImport(): ImportJob {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let closed = false;
  const send = (request: ImportRequest, transfer: Transferable[] = []) =>
    worker.postMessage(request, transfer);
  const failAll = (failed: Failure) => {
    for (const { reject } of waiting.values()) reject(errorOf(failed));
    waiting.clear();
  };

  const hear = (event: ImportEvent) => {
    if (event.kind === 'sound-needed') {
      decodePageSound(event.bytes).then((sound) => {
        if (closed) return;
        const buffers = sound?.channels.map(({ buffer }) => buffer as ArrayBuffer) ?? [];
        send({ kind: 'take-sound', id: event.id, sound }, buffers);
      });
      return;
    }
    const asking = waiting.get(event.id);
    if (!asking) return;
    switch (event.kind) {
      case 'progressed':
        return asking.watch?.onProgress?.(event.progress);
      case 'offered':
        return asking.watch?.onOffer?.(event.offer);
      case 'published-offered':
        return asking.watch?.onPublished?.(event.offer);
      case 'guide-told':
        asking.resolve(event.guide);
        break;
      case 'files-added':
        asking.resolve(event.bytes);
        break;
      case 'files-read':
        asking.resolve(event.result);
        break;
      case 'data-delivered':
        asking.resolve(event.dataSet);
        break;
      case 'notes-told':
        asking.resolve(event.notes);
        break;
      case 'sample-read':
        asking.resolve(event.values);
        break;
      case 'files-packed':
        asking.resolve(event.file);
        break;
      case 'request-failed':
        asking.reject(errorOf(event.failed));
    }
    waiting.delete(event.id);
  };
  worker.onmessage = ({ data }: MessageEvent<ImportEvent>) => hear(data);
  worker.onerror = (event) => {
    event.preventDefault();
    failAll({
      code: 'import-stopped',
      message: `The thread that reads the files has stopped${event.message ? ` (${event.message})` : ''}.`,
      hint: 'Open fewer or smaller files, or reload the page. The data set in use has not been changed.',
    });
  };

  const ask = <T extends Answer>(
    request: (id: number) => ImportRequest,
    watch: Partial<ReadingWatch> | null = null,
  ): Promise<T> => {
    const id = ++asked;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, watch });
      send(request(id));
    });
  };
  return {
    guide: () => ask((id) => ({ kind: 'tell-guide', id })),
    async add(files, leftOut) {
      let bytes = 0;
      for (let from = 0; from < files.length && !closed; from += FILES_AT_ONCE) {
        const some = files.slice(from, from + FILES_AT_ONCE);
        const first = from === 0 ? leftOut : [];
        bytes += await ask<number>((id) => ({
          kind: 'add-files',
          id,
          files: some,
          leftOut: first,
        }));
      }
      return bytes;
    },
    read: (wish, watch) => ask((id) => ({ kind: 'read-files', id, ...wish }), watch),
    deliver: (wish) => ask((id) => ({ kind: 'deliver-data', id, ...wish })),
    notes: () => ask((id) => ({ kind: 'tell-notes', id })),
    sample: (files, wish) => ask((id) => ({ kind: 'read-sample', id, files, ...wish })),
    pack: (wish, onProgress) => ask((id) => ({ kind: 'pack-files', id, ...wish }), { onProgress }),
    cancel() {
      for (const [id, { watch }] of waiting) if (watch) send({ kind: 'cancel', id });
    },
    close() {
      closed = true;
      worker.terminate();
      failAll({
        code: 'cancelled',
        message: 'Opening the files was cancelled.',
        hint: 'The data set in use has not been changed.',
      });
    },
  };
}

const errorOf = ({ code, message, hint }: Failure) => new LabError(code, message, hint);

/** Decoded sounds come at this rate, whatever their own. */
const RATE_HZ = 44_100;

/** Sounds that this browser's workers cannot decode; null where the page cannot either. */
async function decodePageSound(bytes: ArrayBuffer): Promise<DecodedAudio | null> {
  try {
    const context = new OfflineAudioContext(1, 1, RATE_HZ);
    const decoded = await context.decodeAudioData(bytes);
    return {
      sampleRateHz: decoded.sampleRate,
      channels: Array.from({ length: decoded.numberOfChannels }, (_, channel) =>
        decoded.getChannelData(channel).slice(),
      ),
    };
  } catch {
    return null;
  }
}
