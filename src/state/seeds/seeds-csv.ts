/** The single values of all seeds as a table for spreadsheets and scripts: one row per seed and run. Pure. */
import type { Accuracy } from '../../protocol/units';
import { asCsv, type Row } from '../runs/run-csv';
import type { Repeat } from './repeat';
import type { SeedTable } from './seed-table';

type Value = Accuracy | null;

/** Shares 0..1 of the test split, unrounded; empty where a run failed or has no such number. */
/** @param repeat what the first column is called. */
export function seedsAsCsv({ seeds, rows, alone }: SeedTable, repeat: Repeat = 'seed'): string {
  return asCsv(
    seeds.flatMap((seed) =>
      rows.map(({ run, label, failed, fusion, cells }): Row => {
        const has = fusion.has(seed) || cells.some(({ accuracy }) => accuracy.has(seed));
        const untold = failed.includes(seed) ? 'failed' : 'not trained';
        return {
          [repeat]: seed,
          run,
          method: label,
          status: has ? 'ended' : untold,
          'accuracy.fusion': fusion.get(seed) ?? null,
          ...Object.fromEntries(
            cells.flatMap(({ modality, accuracy, gap }): (readonly [string, Value])[] => [
              [`accuracy.unimodal.${modality}`, accuracy.get(seed) ?? null],
              [`alone.${modality}`, alone.get(modality)?.get(seed) ?? null],
              [`gap.${modality}`, gap.get(seed) ?? null],
            ]),
          ),
        };
      }),
    ),
  );
}
