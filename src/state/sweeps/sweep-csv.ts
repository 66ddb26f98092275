/** The single values of a sweep as a table for spreadsheets and scripts: one row per value, seed and run. Pure. */
import type { Knob } from '../../protocol/knobs';
import { asCsv, type Row } from '../runs/run-csv';
import type { Repeat } from '../seeds/repeat';
import type { SweepPlan } from './sweep-plan';
import type { SweepLine, SweepMeasure } from './sweep-points';
import { valueText } from './sweep-words';

/** Shares 0..1, unrounded; a run that failed, or has no such number, has no row. */
export function sweepAsCsv(
  { path }: SweepPlan,
  knob: Knob,
  lines: readonly SweepLine[],
  measure: SweepMeasure,
  repeat: Repeat,
): string {
  return asCsv(
    lines.flatMap(({ run, label, points }) =>
      points.flatMap(({ value, singles }) =>
        singles.map(
          (single): Row => ({
            [path]: valueText(knob, value),
            [repeat]: single.seed,
            run,
            method: label,
            [measure.id]: single.value,
          }),
        ),
      ),
    ),
  );
}
