/** A class's codes as a table for spreadsheets and scripts: a row for each code, a column for each number. Pure. */
import { asCsv, type Row } from '../../runs/run-csv';
import type { CountedCode } from './class-list';
import type { PicturedScene } from './class-summary';

/** Shares are 0..1, points hundredths of the test samples, all unrounded; empty where a code holds none. */
export function classAsCsv(scene: PicturedScene, counted: readonly CountedCode[]): string {
  return asCsv(
    counted.map(({ written, code }): Row => {
      const guesses = code.guesses.flatMap(({ race, guess, came }) => {
        const place = code.guesses.length > 1 ? `.${race}` : '';
        const column: readonly (readonly [string, string | number | null])[] = [
          [`guess${place}`, guess],
          ...(scene.guess.kind === 'choice' ? ([[`came${place}`, came]] as const) : []),
        ];
        return column;
      });
      const numbers = scene.numbers.map(
        ({ id, unit }) => [`${id} (${unit})`, code.values[id] ?? null] as const,
      );
      return {
        scene: scene.id,
        seed: code.seed,
        ...Object.fromEntries([...guesses, ...numbers]),
        code: written,
      };
    }),
  );
}
