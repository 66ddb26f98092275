/**
 * Tables that are one recording: a clock runs on from row to row while the class stays as it is, so that rows are readings
 * of a sensor and no samples. Imports this folder only.
 */
import { ImportError, plainName } from '../import-error';
import { isTimeName } from '../meaning/words';
import type { Column, Table } from './table';

/** Fewer rows say nothing of a clock. */
const LEAST_ROWS = 50;
/** Readings of one class after each other, on average, at the least. */
const LEAST_RUN = 8;
/** A clock's steps are alike: so many of them, by no more than this share of the middle one. */
const LEAST_ALIKE = 0.9;
const APART = 0.2;

/** The column that runs on like a clock while `label` stays as it is; null where none does. */
function clockBeside({ columns, rows }: Table, label: Column): Column | null {
  if (rows < LEAST_ROWS) return null;
  const clocks = columns.filter(({ name, textCount }) => textCount === 0 && isTimeName(name));
  return (
    clocks.find((clock) => {
      const steps: number[] = [];
      for (let row = 1; row < rows; row++) {
        if (label.text(row) === label.text(row - 1)) {
          steps.push(clock.number(row) - clock.number(row - 1));
        }
      }
      const runs = rows - steps.length;
      if (rows / runs < LEAST_RUN) return false;
      const middle = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
      const alike = steps.filter((step) => Math.abs(step - middle) <= APART * middle);
      return middle > 0 && alike.length >= LEAST_ALIKE * steps.length;
    }) ?? null
  );
}

/**
 * @param label the class that was guessed, of `table`.
 * @throws ImportError where the rows are readings of a recording.
 */
export function checkRowsAreSamples(table: Table, label: Column): void {
  const clock = clockBeside(table, label);
  if (!clock) return;
  throw new ImportError(
    'layout-unclear',
    `${plainName(table.file)} is a recording: "${plainName(clock.name)}" runs on evenly from row to row while "${plainName(label.name)}" stays as it is, so rows are readings, not samples. The lab does not cut recordings into samples.`,
    'Save one row per stretch of time, for example mean and spread of each channel over a second. Where every row is a sample all the same, choose the class yourself.',
  );
}
