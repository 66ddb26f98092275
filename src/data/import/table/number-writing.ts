/**
 * How a column writes its numbers, decided by all its cells: which sign is the decimal one and which groups
 * thousands, every sign that people use for minus, per cent, and a unit after the number. Imports nothing.
 */

/** Cells of a column as numbers. */
export interface WrittenNumbers {
  /** One a cell. */
  readonly values: readonly number[];
  /** The unit that the cells carry; empty where they have none. */
  readonly unit: string;
  readonly decimal: ',' | '.';
  /** Whether points group thousands somewhere in the column. */
  readonly groupsByPoint: boolean;
}

const MINUS = /^[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/;
const SPACES = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu;
/** A currency, a sign, digits with whatever separates them, a power of ten, a unit. */
const CELL =
  /^(?:([$€£¥]|EUR|USD|CHF|GBP) ?)?([+-]?)(\d(?:[\d., '’]*\d)?|[.,]\d+)(e[+-]?\d+)?( ?)([\p{L}%‰°$€£¥′″"][^\s\d:]{0,11}\d?(?: [^\d\s]{1,8})?)?$/iu;
const GROUPED = /^\d{1,3}(?:([ '’.,])\d{3})+$/;

interface Cell {
  readonly sign: string;
  readonly body: string;
  readonly power: string;
  readonly unit: string;
}

function cellOf(text: string): Cell | null {
  const plain = text.trim().replace(MINUS, '-').replace(SPACES, ' ');
  const [, currency = '', sign = '', digits = '', power = '', , unit = ''] = CELL.exec(plain) ?? [];
  if (digits === '') return null;
  if (currency !== '' && unit !== '') return null;
  return { sign, body: digits.trim(), power, unit: currency || unit };
}

/** What a body says about the decimal sign; null where it says nothing, `none` where it is no number. */
function decimalSaid(body: string): ',' | '.' | 'none' | null {
  const commas = body.split(',').length - 1;
  const points = body.split('.').length - 1;
  if (commas > 0 && points > 0) {
    const decimal = body.lastIndexOf(',') > body.lastIndexOf('.') ? ',' : '.';
    return (decimal === ',' ? commas : points) === 1 ? decimal : 'none';
  }
  if (commas > 1) return GROUPED.test(body) ? '.' : 'none';
  if (points > 1) return GROUPED.test(body) ? ',' : 'none';
  if (commas === 1) return /^\d{1,3},\d{3}$/.test(body) ? null : ',';
  if (points === 1) return /^\d{1,3}\.\d{3}$/.test(body) ? null : '.';
  return null;
}

/** The number that digits mean; NaN where they are not grouped as numbers are. */
function numberOf({ sign, body, power }: Cell, decimal: ',' | '.'): number {
  const at = body.lastIndexOf(decimal);
  const whole = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? '' : body.slice(at + 1);
  if (!/^\d*$/.test(fraction)) return Number.NaN;
  const plain = /^\d*$/.test(whole)
    ? whole
    : new Set(whole.replace(/\d/g, '')).size === 1 && GROUPED.test(whole)
      ? whole.replace(/\D/g, '')
      : null;
  return plain === null ? Number.NaN : Number(`${sign}${plain}.${fraction}0${power}`);
}

/**
 * @param texts cells that are no plain numbers, at least one.
 * @param decimalComma what 1,234 means where no cell says it: one and a bit, rather than a thousand.
 * @param hasPoints whether plain numbers of the column have a decimal point.
 * @returns null where a cell is no number, or the cells do not write numbers in one way.
 */
export function readNumbers(
  texts: readonly string[],
  decimalComma: boolean,
  hasPoints: boolean,
): WrittenNumbers | null {
  const cells: Cell[] = [];
  const units = new Set<string>();
  const said = new Set<',' | '.' | 'none' | null>();
  for (const text of texts) {
    const cell = cellOf(text);
    if (!cell) return null;
    cells.push(cell);
    if (cell.unit !== '') units.add(cell.unit);
    said.add(decimalSaid(cell.body));
  }
  if (units.size > 1 || said.has('none') || (said.has(',') && said.has('.'))) return null;
  const decimal = said.has(',') ? ',' : said.has('.') || hasPoints ? '.' : decimalComma ? ',' : '.';
  const values = cells.map((cell) => numberOf(cell, decimal));
  if (values.some(Number.isNaN)) return null;
  const [unit = ''] = units;
  const groupsByPoint = decimal === ',' && cells.some(({ body }) => body.includes('.'));
  return { values, unit, decimal, groupsByPoint };
}

/** Whether a cell by itself can be a number, in whatever writing. */
export const canBeNumber = (text: string): boolean =>
  readNumbers([text], true, false) !== null || readNumbers([text], false, false) !== null;
