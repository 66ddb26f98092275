/**
 * Rows of a text whose cells are separated by commas, semicolons, tabs, bars or blanks: which separator,
 * and the rows one after the other. Papa Parse reads quotes; this file only decides and walks.
 * Imports this folder only.
 */
import Papa from 'papaparse';
import { unusable } from '../import-error';

/** What separates the cells; `blank` is any run of spaces and tabs. */
export type Separator = ',' | ';' | '\t' | '|' | 'blank';

/** In order of trust: a comma may be a decimal sign where one of the others separates. */
const CANDIDATES: readonly Separator[] = ['\t', ';', '|', ','];
const SAMPLE_ROWS = 100;

/** In words, for the report. */
export const separatorName: Readonly<Record<Separator, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  blank: 'blanks',
};

/**
 * Calls `take` for every row that is not empty, cells trimmed.
 * @param take gets the cells and the row's number in the file (from 1, empty rows counted); false stops.
 * @throws ImportError where a quote is never closed.
 */
export function eachRow(
  text: string,
  separator: Separator,
  file: string,
  take: (cells: string[], rowNumber: number) => boolean,
): void {
  let rowNumber = 0;
  if (separator === 'blank') {
    for (const line of text.split(/\r\n|\n|\r/)) {
      rowNumber++;
      const trimmed = line.trim();
      if (trimmed !== '' && !take(trimmed.split(/\s+/), rowNumber)) return;
    }
    return;
  }
  let openQuote = 0;
  Papa.parse<string[]>(text, {
    delimiter: separator,
    step({ data, errors }, parser) {
      rowNumber++;
      // `a "b" c` inside a cell is no fault, a quote that swallows the rest of the file is
      if (errors.some(({ code }) => code === 'MissingQuotes')) {
        openQuote = rowNumber;
        parser.abort();
        return;
      }
      for (let k = 0; k < data.length; k++) data[k] = (data[k] as string).trim();
      if (data.every((cell) => cell === '')) return;
      if (!take(data, rowNumber)) parser.abort();
    },
  });
  if (openQuote > 0) {
    throw unusable(
      file,
      `has a quotation mark in row ${openQuote} that is never closed`,
      'Close it, or take it away.',
    );
  }
}

/** The separator that cuts the first rows most evenly; blanks only where no sign does. */
export function guessSeparator(text: string, file: string): Separator {
  let best: { readonly separator: Separator; readonly even: number } | null = null;
  for (const separator of CANDIDATES) {
    const even = evenness(widths(text, separator, file));
    if (even > 0.6 && (!best || even > best.even + 0.05)) best = { separator, even };
  }
  if (best) return best.separator;
  const blank = evenness(widths(text, 'blank', file));
  return blank > 0.8 ? 'blank' : ',';
}

function widths(text: string, separator: Separator, file: string): number[] {
  const counts: number[] = [];
  try {
    eachRow(text, separator, file, (cells) => {
      counts.push(cells.length);
      return counts.length < SAMPLE_ROWS;
    });
  } catch {
    // a stray quote speaks against this separator, no more
  }
  return counts;
}

/** Share of rows with the commonest width, where that is 2 or more, 0..1. */
function evenness(counts: readonly number[]): number {
  const width = commonest(counts);
  return width < 2 ? 0 : counts.filter((count) => count === width).length / counts.length;
}

/** The number that occurs most often; the larger of equals. */
export function commonest(numbers: readonly number[]): number {
  const times = new Map<number, number>();
  for (const each of numbers) times.set(each, (times.get(each) ?? 0) + 1);
  let best = 0;
  for (const [each, count] of times) {
    const most = times.get(best) ?? 0;
    if (count > most || (count === most && each > best)) best = each;
  }
  return best;
}
