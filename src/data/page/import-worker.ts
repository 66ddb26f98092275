/// <reference lib="webworker" />
/** The entry of the thread that reads a person's files: wires an import to `postMessage`. Nothing else belongs here. */
import { buffersOf } from '../../protocol/data-set';
import { toFailure } from '../../protocol/failure';
import { formatGuide } from '../import/guide';
import { ImportKeeper } from '../import/import-keeper';
import type { DecodedAudio, Decoders } from '../import/media/decoders';
import { importOptions } from '../import/options';
import { FORMATS } from '../import/readers';
import type { ImportProgress, ImportWatch, SourceFile } from '../import/source-file';
import { workerDecoders } from './decoders/worker-decoders';
import type { ImportEvent, ImportRequest, PackWish, PickedFile } from './import-messages';
import { keepSet } from './kept/kept-sets';

/** Progress is told at most so often. */
const PROGRESS_EVERY_MS = 100;

const scope = self as unknown as DedicatedWorkerGlobalScope;
const say = (event: ImportEvent, transfer: Transferable[] = []) =>
  scope.postMessage(event, transfer);

const soundsAsked = new Map<number, (sound: DecodedAudio | null) => void>();
let asked = 0;

/** Lets the page try: `decodeAudioData` exists only there. */
function decodeOnPage(bytes: Uint8Array): Promise<DecodedAudio | null> {
  const id = ++asked;
  const copy = bytes.slice().buffer;
  return new Promise((resolve) => {
    soundsAsked.set(id, resolve);
    say({ kind: 'sound-needed', id, bytes: copy }, [copy]);
  });
}

const addresses = new Map<string, string>();

const decoders: Decoders = {
  ...workerDecoders,
  async audio(bytes, file) {
    try {
      return await workerDecoders.audio(bytes, file);
    } catch (error) {
      const sound = await decodeOnPage(bytes);
      if (!sound) throw error;
      return sound;
    }
  },
  addressOf({ path, blob }, bytes) {
    const known = addresses.get(path);
    if (known !== undefined) return known;
    const address = URL.createObjectURL(blob ?? new Blob([bytes as Uint8Array<ArrayBuffer>]));
    addresses.set(path, address);
    return address;
  },
};

const keeper = new ImportKeeper(decoders);
const running = new Map<number, AbortController>();
/** Requests are carried out one after the other; only `cancel` and `take-sound` overtake. */
let queue: Promise<void> = Promise.resolve();

type Work = Extract<
  ImportRequest,
  { kind: 'read-files' | 'deliver-data' | 'tell-notes' | 'pack-files' | 'read-sample' }
>;

async function carryOut(request: Work, signal: AbortSignal): Promise<void> {
  const { kind, id } = request;
  if (kind === 'tell-notes') return say({ kind: 'notes-told', id, notes: await keeper.notes() });
  const { settings, name } = request;
  if (kind === 'pack-files') {
    const watch = {
      signal,
      onProgress: throttled((progress) => say({ kind: 'progressed', id, progress })),
    };
    return say({ kind: 'files-packed', id, file: await pack(request, watch) });
  }
  const options = importOptions(settings, name);
  if (kind === 'read-sample') {
    const values = await keeper.sample(request.files.map(toSource), options);
    return say({ kind: 'sample-read', id, values });
  }
  const watch: ImportWatch = {
    signal,
    onProgress: throttled((progress) => say({ kind: 'progressed', id, progress })),
    onOffer: (offer) => say({ kind: 'offered', id, offer }),
    onPublished: (offer) => say({ kind: 'published-offered', id, offer }),
  };
  if (kind === 'read-files') {
    say({ kind: 'files-read', id, result: await keeper.read(options, watch) });
    return;
  }
  const dataSet = await keeper.deliver(options, watch);
  say({ kind: 'data-delivered', id, dataSet }, buffersOf(dataSet));
}

/** @returns the file, unless it goes into the browser. */
async function pack(wish: PackWish, watch: ImportWatch): Promise<Blob | null> {
  const write = (into: WritableStream<Uint8Array>) =>
    keeper.pack(wish, into, { manifest: wish.manifest, watch });
  if (wish.into === 'browser') {
    await keepSet(wish.name, keeper.bytes(), write);
    return null;
  }
  const parts: Blob[] = [];
  await write(
    new WritableStream({
      write(chunk) {
        // a browser may keep a blob on its disk
        parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
      },
    }),
  );
  return new Blob(parts, { type: 'application/zip' });
}

function throttled(tell: (progress: ImportProgress) => void): (progress: ImportProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    tell(progress);
  };
}

const toSource = ({ path, file, within }: PickedFile): SourceFile => ({
  path: within === undefined ? path : `${within}/${path}`,
  within,
  size: file.size,
  blob: file,
  bytes: async () => new Uint8Array(await file.arrayBuffer()),
});

scope.onmessage = ({ data: request }: MessageEvent<ImportRequest>) => {
  switch (request.kind) {
    case 'tell-guide':
      return say({ kind: 'guide-told', id: request.id, guide: formatGuide(FORMATS) });
    case 'add-files': {
      const sources = request.files.map(toSource);
      keeper.add(sources, request.leftOut);
      const bytes = sources.reduce((sum, { size }) => sum + size, 0);
      return say({ kind: 'files-added', id: request.id, bytes });
    }
    case 'cancel':
      return running.get(request.id)?.abort();
    case 'take-sound':
      soundsAsked.get(request.id)?.(request.sound);
      soundsAsked.delete(request.id);
      return;
    default: {
      const controller = new AbortController();
      running.set(request.id, controller);
      queue = queue
        .then(() => carryOut(request, controller.signal))
        .catch((error: unknown) =>
          say({ kind: 'request-failed', id: request.id, failed: toFailure(error) }),
        )
        .finally(() => running.delete(request.id));
    }
  }
};
