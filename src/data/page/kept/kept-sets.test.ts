/** Writing into the browser's place for files, on one made here that runs out of room as real ones do. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepSet, keptSets } from './kept-sets';

/** Files by name, `own-data` alone. */
const files = new Map<string, Uint8Array>();
const locked = new Set<string>();
/** Bytes that one file may have, and how the browser says that there are no more. */
let room = Number.POSITIVE_INFINITY;
let says: 'throws' | 'less' | 'nothing' = 'throws';

const handleOf = (first: string) => {
  let name = first;
  return {
    kind: 'file',
    get name() {
      return name;
    },
    getFile: async () => new File([(files.get(name) ?? new Uint8Array()).slice()], name),
    createSyncAccessHandle: async () => ({
      truncate: () => files.set(name, new Uint8Array()),
      write(chunk: Uint8Array, { at }: { at: number }) {
        const fits = Math.min(chunk.length, Math.max(0, room - at));
        if (fits < chunk.length && says === 'throws') {
          throw new DOMException('full', 'QuotaExceededError');
        }
        files.set(name, Uint8Array.from([...(files.get(name) ?? []), ...chunk.subarray(0, fits)]));
        return says === 'less' ? fits : chunk.length;
      },
      flush: () => {},
      close: () => {},
    }),
    async move(_: object, to: string) {
      files.set(to, files.get(name) ?? new Uint8Array());
      files.delete(name);
      name = to;
    },
  };
};
const folder = {
  async *values() {
    for (const name of [...files.keys()]) yield handleOf(name);
  },
  getFileHandle: async (name: string, { create = false } = {}) => {
    if (!files.has(name) && !create) throw new DOMException('none', 'NotFoundError');
    if (!files.has(name) && room === 0) throw new DOMException('full', 'QuotaExceededError');
    if (!files.has(name)) files.set(name, new Uint8Array());
    return handleOf(name);
  },
  async removeEntry(name: string) {
    if (locked.has(name)) throw new DOMException('locked', 'NoModificationAllowedError');
    files.delete(name);
  },
};

beforeEach(() => {
  files.clear();
  locked.clear();
  room = Number.POSITIVE_INFINITY;
  const getDirectory = async () => ({ getDirectoryHandle: async () => folder });
  const estimate = async () => ({ quota: 1e9, usage: 0 });
  vi.stubGlobal('navigator', { storage: { getDirectory, estimate } });
});
afterEach(() => vi.unstubAllGlobals());

const keep = (bytes: number) =>
  keepSet('birds', bytes, async (into) => {
    const writer = into.getWriter();
    for (let left = bytes; left > 0; left -= 100) {
      await writer.write(new Uint8Array(Math.min(100, left)).fill(7));
    }
    await writer.close();
  });

it('a set that was written whole takes the place of the one before', async () => {
  await keep(300);
  await keep(250);
  expect(await keptSets.list()).toEqual([{ name: 'birds', bytes: 250 }]);
});

it.each(['throws', 'less', 'nothing'] as const)(
  'where there is no room the set before stays, whether the browser %s',
  async (how) => {
    await keep(300);
    room = 420;
    says = how;
    await expect(keep(1000)).rejects.toMatchObject({
      code: 'no-room',
      message: 'This browser has no room for 0.1 MB more of this page.',
    });
    expect([...files.keys()]).toEqual(['birds.zip']);
    expect(files.get('birds.zip')).toHaveLength(300);
  },
);

it('where not even an empty file fits, that is said the same way', async () => {
  room = 0;
  await expect(keep(10)).rejects.toMatchObject({ code: 'no-room' });
});

it('what a closed page left half written is removed, but not what another tab is writing', async () => {
  files.set('old.zip.part', new Uint8Array(5));
  files.set('other.zip.part', new Uint8Array(5));
  locked.add('other.zip.part');
  await keep(10);
  expect([...files.keys()].sort()).toEqual(['birds.zip', 'other.zip.part']);
});

it('where this page has no place for files, that is said', async () => {
  vi.stubGlobal('navigator', {});
  await expect(keep(10)).rejects.toMatchObject({ code: 'keeps-nothing' });
  expect(await keptSets.list()).toEqual([]);
});
