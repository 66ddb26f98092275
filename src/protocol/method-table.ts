/**
 * A table of methods and data with its verdicts, as a file: made by `npm run table`, or of a sweep by `collect`, opened by the page. It says what
 * was found, not how it was trained; the tests were made when it was written (src/verdict/compare-table.ts).
 */
import * as v from 'valibot';
import { finiteNumber, listOf, shortText, wholeCount } from './epoch-record';

/** Raised when a field changes its meaning. */
export const TABLE_FORMAT = 1;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const pair = v.tuple([finiteNumber, finiteNumber]);

const lead = v.object({
  /** Seeds that both have. */
  seeds: wholeCount,
  /** The cell's mean minus the baseline's, over those seeds, -1..1. */
  mean: finiteNumber,
  /** 95 % bootstrap interval, by itself; null for fewer than two seeds. */
  interval: v.nullable(pair),
  pHolm: share,
  verdict: v.picklist(['better', 'worse', 'cannot-tell', 'too-few']),
});

const tableSchema = v.object({
  kind: v.literal('modality-lab-table'),
  format: v.literal(TABLE_FORMAT),
  /** Whose it is; absent for the lab's own, whose baseline has its average chosen on validation samples. */
  origin: v.exactOptional(v.literal('sweep')),
  /** Which number it is: `fusion`. */
  measure: shortText,
  /** The row that all others are held against. */
  baseline: shortText,
  seeds: listOf(wholeCount),
  /** Comparisons in the family of Holm's correction, and the fewest seeds with which it can speak. */
  family: wholeCount,
  least: wholeCount,
  /** Ids of presets and data sets, with what else sets one apart from another, in order. */
  columns: listOf(shortText),
  rows: listOf(
    v.object({
      /** A method's id, or a variant's own words. */
      id: shortText,
      /** The method that was trained. */
      method: shortText,
      /** As multiples of joint training's: optimizer steps, those of teachers among them, processor time. */
      steps: v.exactOptional(finiteNumber),
      before: v.exactOptional(finiteNumber),
      cpu: v.exactOptional(finiteNumber),
      /** Of a sweep: training time as a multiple of the baseline's, the mean over data and seeds that both have. */
      time: v.exactOptional(finiteNumber),
    }),
  ),
  /** Those that have a number. */
  cells: listOf(
    v.object({
      row: shortText,
      column: shortText,
      /** Accuracies in the order of `seeds`, 0..1; null where a seed has none. */
      values: listOf(v.nullable(share)),
      mean: share,
      sd: v.nullable(finiteNumber),
      lead: v.nullable(lead),
      /** Ids of its runs, where a file has them beside the table. */
      runs: v.exactOptional(listOf(shortText)),
    }),
  ),
  /** What cannot be trained, and why. */
  refused: listOf(v.object({ method: shortText, column: shortText, message: v.string() })),
});

export type MethodTable = v.InferOutput<typeof tableSchema>;
export type MethodTableCell = MethodTable['cells'][number];

/** @throws Error naming the field where it is no such table, or one of a later format. */
export function parseMethodTable(json: unknown): MethodTable {
  const read = v.safeParse(tableSchema, json, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  const path = v.getDotPath(issue) ?? 'the file';
  throw new Error(`This is no table of methods that this page can read: ${path} does not fit.`);
}
