/** An import in this thread, on the decoders of Node: the page's own answers without a worker. For tests. */
import { type Formats, formatGuide } from '../data/import/guide';
import { ImportKeeper } from '../data/import/import-keeper';
import { importOptions } from '../data/import/options';
import { FORMATS } from '../data/import/readers';
import type { ImportJob } from '../data/page/import-job';
import { nodeDecoders } from '../headless/decoders';
import { fileOf } from './import-fixtures';

/** What imports of tests have put into their browser, by name. */
export const keptHere = new Map<string, Blob>();

export interface ThreadImport extends ImportJob {
  /** Whether `close` was called. */
  readonly isClosed: () => boolean;
}

/** @param formats what is read: the lab's own list unless a test adds to it. */
export function importInThread(formats: Formats = FORMATS): ThreadImport {
  const keeper = new ImportKeeper(nodeDecoders, formats);
  let controller = new AbortController();
  let closed = false;
  return {
    guide: async () => formatGuide(formats),
    async add(files, leftOut) {
      const sources = await Promise.all(
        files.map(async ({ path, file, within }) => ({
          ...fileOf(
            within === undefined ? path : `${within}/${path}`,
            new Uint8Array(await file.arrayBuffer()),
          ),
          within,
        })),
      );
      keeper.add(sources, leftOut);
      return sources.reduce((sum, { size }) => sum + size, 0);
    },
    read({ settings, name }, watch) {
      controller = new AbortController();
      return keeper.read(importOptions(settings, name), { ...watch, signal: controller.signal });
    },
    deliver: ({ settings, name }) => keeper.deliver(importOptions(settings, name), {}),
    notes: () => keeper.notes(),
    async sample(files, { settings, name }) {
      const sources = await Promise.all(
        files.map(async ({ path, file }) => fileOf(path, new Uint8Array(await file.arrayBuffer()))),
      );
      return keeper.sample(sources, importOptions(settings, name));
    },
    async pack(wish, onProgress) {
      const parts: Blob[] = [];
      const into = new WritableStream<Uint8Array>({
        write(chunk) {
          parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
        },
      });
      await keeper.pack(wish, into, { manifest: wish.manifest, watch: { onProgress } });
      const file = new Blob(parts, { type: 'application/zip' });
      if (wish.into === 'file') return file;
      keptHere.set(wish.name, file);
      return null;
    },
    cancel: () => controller.abort(),
    close() {
      closed = true;
    },
    isClosed: () => closed,
  };
}
