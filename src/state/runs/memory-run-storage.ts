/** Keeps runs until the page is closed: what the browser has no room for, and for tests. */
import { cardOf } from './run-card';
import type { RunStorage } from './run-storage';
import type { WholeRun } from './stored-run';

export function memoryRunStorage(): RunStorage {
  const runs = new Map<string, WholeRun>();
  const abouts = new Map<string, string>();
  let pinned: string | null = null;
  const notes = new Map<string, string | null>();
  return {
    cards: async () => ({
      cards: [...runs.values()]
        .map(({ stored, snapshots }) => cardOf(stored, snapshots !== null))
        .sort((a, b) => a.savedAt.localeCompare(b.savedAt)),
      damaged: [],
    }),
    read: async (id) => {
      const run = runs.get(id);
      return run ? { run, repairs: [] } : null;
    },
    raw: async (id) => runs.get(id),
    write: async (run) => void runs.set(run.stored.id, run),
    remove: async (ids) => {
      for (const id of ids) runs.delete(id);
    },
    dropSnapshots: async (ids) => {
      for (const id of ids) {
        const run = runs.get(id);
        if (run) runs.set(id, { ...run, snapshots: null });
      }
    },
    pinned: async () => pinned,
    pin: async (id) => {
      pinned = id;
    },
    abouts: async () => new Map(abouts),
    writeAbout: async (id, text) => {
      if (text === null) abouts.delete(id);
      else abouts.set(id, text);
    },
    note: async (name) => notes.get(name) ?? null,
    writeNote: async (name, text) => void notes.set(name, text),
    listen: () => {},
  };
}
