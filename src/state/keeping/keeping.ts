/**
 * Own data that stay in this browser if a person says so, are there again after a reload, and leave as one file. The
 * files themselves are written by the thread that has them.
 */
import type { KeptSets } from '../../data/page/kept/kept-sets';
import type { Picked } from '../../data/page/picked-files';
import { toFailure } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import type { Importing } from '../importing/importing';
import type { ReadonlyStore } from '../readonly-store';
import { createKeepingStore, type KeepingState } from './keeping-store';

export interface KeepingNeeds {
  readonly sets: KeptSets;
  readonly importing: Importing;
  /** The experiment on the page. */
  readonly settings: () => Settings;
}

export interface Keeping {
  readonly store: ReadonlyStore<KeepingState>;
  /** Looks what there is, and takes up the set that the experiment on the page names. */
  begin(): Promise<void>;
  /** Keeps the data in use, in the place of what was kept under their name. */
  keep(): Promise<void>;
  /** The data in use as one file; null where nothing is in use or it failed. */
  save(): Promise<{ readonly name: string; readonly file: Blob } | null>;
  /** Reads a set like any files, with the experiment that it was kept with. */
  open(name: string): Promise<void>;
  forget(name: string): Promise<void>;
}

/** A larger file stays where it is, and is gone once it is forgotten. */
const MOST_HELD_BYTES = 2 ** 29;

export function createKeeping({ sets, importing, settings }: KeepingNeeds): Keeping {
  const store = createKeepingStore();
  const { setState, getState } = store;
  const inUse = () => importing.store.getState().inUse?.name ?? null;
  const pickedOf = async (name: string): Promise<Picked | null> => {
    const file = await sets.open(name);
    if (!file) return null;
    // what is forgotten while it is in use is in use all the same
    const held =
      file.size > MOST_HELD_BYTES ? file : new File([await file.arrayBuffer()], file.name);
    return { name, files: [{ path: file.name, file: held }], leftOut: [] };
  };
  const look = async () => setState({ sets: await sets.list() });

  /** Sets whose reading was begun from here: once in use, they are what is kept. */
  let opening: string | null = null;
  importing.store.subscribe((now, before) => {
    if (now.inUse === before.inUse) return;
    setState({ keptInUse: now.inUse?.name === opening ? opening : null });
    opening = null;
  });

  const write = async (into: 'browser' | 'file'): Promise<Blob | null> => {
    if (getState().writing) return null;
    setState({ writing: { into, done: 0, total: 0 }, failed: null });
    try {
      return await importing.pack(into, ({ done, total }) =>
        setState({ writing: { into, done, total } }),
      );
    } catch (error) {
      setState({ failed: toFailure(error) });
      return null;
    } finally {
      setState({ writing: null });
    }
  };

  return {
    store,
    async begin() {
      const { data } = settings();
      if (data.source === 'files') {
        opening = data.id;
        // asked for at once, so that the data wait for it
        await importing.restore(pickedOf(data.id).catch(() => null));
      }
      await look().catch(() => {});
    },
    async keep() {
      const name = inUse();
      if (name === null) return;
      await write('browser');
      if (getState().failed) return;
      await sets.hold().catch(() => {});
      await look();
      setState({ keptInUse: name });
    },
    async save() {
      const name = inUse();
      const file = await write('file');
      return file && name !== null ? { name: `${fileName(name)}.zip`, file } : null;
    },
    async open(name) {
      const picked = await pickedOf(name);
      if (!picked) return look();
      opening = name;
      await importing.open(picked);
    },
    async forget(name) {
      try {
        await sets.forget(name);
        if (getState().keptInUse === name) setState({ keptInUse: null });
        await look();
      } catch (error) {
        setState({ failed: toFailure(error) });
      }
    },
  };
}

/** A name that every file system takes, without an ending that would be another kind of file. */
const fileName = (name: string): string =>
  name.replace(/[\\/:*?"<>|]+/g, '_').replace(/\.zip$/i, '') || 'data';
