/**
 * What a person can do about storage that fails: save to a file what lives only in the page, save and remove what is
 * damaged, try again, put a sentence away. Fetched when a fault is told.
 */
import type { RaceStore } from '../race-store';
import { arrayToText, type NumberArray } from '../runs/array-text';
import type { Runs } from '../runs/runs';
import type { ExportedFile } from '../runs/write-export';
import type { UnfinishedKeeper, UnfinishedStorage } from '../unfinished/unfinished-race';
import type { Cause } from './fault';
import type { DamagedRecord, StorageStore } from './storage-store';

export interface Mending {
  /** @returns what lives only in this page, as a file of runs; null where nothing does, or it failed. */
  saveOnlyHere(): Promise<ExportedFile | null>;
  /** @returns what is damaged, as it stands in the browser. */
  saveDamaged(): Promise<ExportedFile>;
  removeDamaged(): Promise<void>;
  /** Opens storage again, and brings there what lives only in this page. */
  tryAgain(): Promise<void>;
  /** Puts a sentence away until there is news. */
  dismiss(cause: Cause): void;
}

export interface MendingNeeds {
  readonly store: StorageStore;
  readonly race: RaceStore;
  readonly runs: Runs;
  /** Absent where no race is written down. */
  readonly unfinished?: UnfinishedStorage;
  readonly keeper: UnfinishedKeeper | null;
}

const asText = (_key: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? arrayToText(value as NumberArray) : value;

export function createMending(needs: MendingNeeds): Mending {
  const { store, race, runs, unfinished, keeper } = needs;
  const idsOf = (of: DamagedRecord['of']) =>
    store.getState().damaged.flatMap((each) => (each.of === of ? [each.id] : []));
  return {
    async saveOnlyHere() {
      const { isRaceOnlyHere } = store.getState();
      // what is still training goes along as it stands
      if (isRaceOnlyHere) await runs.keepUnfinished();
      const { id } = race.getState();
      const inRace = isRaceOnlyHere
        ? runs.store.getState().cards.flatMap((card) => (card.race === id ? [card.id] : []))
        : [];
      const ids = [...new Set([...store.getState().onlyHere, ...inRace])];
      return ids.length === 0 ? null : runs.exportRuns(ids, 'runs');
    },
    async saveDamaged() {
      const records = {
        runs: await runs.raw(idsOf('runs')),
        races: await Promise.all(
          idsOf('race').map(async (id) => ({
            id,
            race: await unfinished?.raw(id).catch(() => null),
          })),
        ),
      };
      const { damaged } = store.getState();
      const file = { kind: 'modality-lab-damaged', damaged, ...records };
      const text = JSON.stringify(file, asText, 2);
      return {
        name: 'modality-lab-damaged.json',
        file: new Blob([text], { type: 'application/json' }),
      };
    },
    async removeDamaged() {
      await runs.remove(idsOf('runs'));
      for (const id of idsOf('race')) await unfinished?.remove(id).catch(() => {});
      store.setState({ damaged: [] });
    },
    async tryAgain() {
      await runs.tryAgain();
      keeper?.flush();
    },
    dismiss(cause) {
      store.setState(({ dismissed, emptied }) => ({
        dismissed: [...dismissed, cause],
        emptied: emptied?.cause === cause ? null : emptied,
      }));
    },
  };
}
