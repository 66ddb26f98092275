/**
 * Moments written as dates: `2024-03-05 12:00:01.250`, `05.03.2024 12:00:01`, `3/5/2024 1:02:03 PM`, `12:00:01.25`, days
 * of pandas. How a column is written is decided by all its cells. Imports nothing.
 */

const DAY = 86_400_000;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const TIME =
  '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,:](\\d{1,9}))?)?\\s*([ap]\\.?m\\.?)?\\s*(z|utc|gmt|[+-]\\d{2}:?\\d{2})?';
const AFTER = `(?:[t_,]?\\s*${TIME})?$`;
const YEAR_FIRST = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${AFTER}`, 'i');
const YEAR_LAST = new RegExp(
  `^(\\d{1,2})[-/. ](\\d{1,2}|[a-z]{3})[-/. ](\\d{4}|\\d{2})${AFTER}`,
  'i',
);
const CLOCK = new RegExp(`^${TIME}$`, 'i');
const SPAN = /^(-?\d+) days?,?\s+(?:\+)?(\d+):(\d+):(\d+(?:\.\d+)?)$/i;
/** `MM:SS.t`, which spreadsheets make of a clock. */
const MINUTES = /^(\d{1,3}):(\d{2}[.,]\d+)$/;

/** How a column writes its moments. */
export interface Written {
  /** Milliseconds since 1970 or since midnight; NaN where a cell holds none. */
  readonly times: Float64Array;
  readonly what: 'dates' | 'days' | 'times of day';
  /** Which of day and month comes first where the year is last; null where nothing is left open. */
  readonly first: 'day' | 'month' | null;
}

/** Cells that are looked at before all are. */
const FEW = 20;
const MOST = 0.95;

/** @param cells of one column, null where one is empty. @returns null where they are no moments. */
export function momentsIn(cells: readonly (string | null)[]): Written | null {
  const few = cells.filter((cell) => cell !== null).slice(0, FEW);
  if (few.length === 0 || few.filter((cell) => kindOf(cell)).length < few.length * MOST)
    return null;
  const kinds = cells.map((cell) => (cell === null ? null : kindOf(cell)));
  const filled = cells.filter((cell) => cell !== null).length;
  if (kinds.filter((kind) => kind !== null).length < filled * MOST) return null;
  const first = orderOf(cells);
  const times = Float64Array.from(cells, (cell) =>
    cell === null ? Number.NaN : read(cell, first),
  );
  const some = kinds.filter((kind) => kind !== null);
  if (some.every((kind) => kind === 'time')) {
    return { times: overMidnight(times), what: 'times of day', first: null };
  }
  if (some.includes('time')) return null;
  const isDays = times.every((time) => Number.isNaN(time) || time % DAY === 0);
  return { times, what: isDays ? 'days' : 'dates', first };
}

function kindOf(text: string): 'date' | 'time' | null {
  if (YEAR_FIRST.test(text) || YEAR_LAST.test(text) || SPAN.test(text)) return 'date';
  return CLOCK.test(text) || MINUTES.test(text) ? 'time' : null;
}

/** Day or month first: what a cell over 12 says, else the day where points stand between, or the shorter time in all. */
function orderOf(cells: readonly (string | null)[]): Written['first'] {
  let open = false;
  let points = false;
  for (const cell of cells) {
    const [, a = '', b = ''] = (cell && YEAR_LAST.exec(cell)) || [];
    if (a === '' || !/^\d+$/.test(b)) continue;
    if (Number(a) > 12) return 'day';
    if (Number(b) > 12) return 'month';
    open = true;
    points ||= cell?.includes('.') === true && !cell.includes('/');
  }
  if (!open) return null;
  if (points) return 'day';
  const span = (first: 'day' | 'month') => {
    const times = cells.flatMap((cell) => (cell === null ? [] : [read(cell, first)]));
    const [low, high] = [
      times.reduce((a, b) => Math.min(a, b)),
      times.reduce((a, b) => Math.max(a, b)),
    ];
    return high - low;
  };
  return span('month') < span('day') ? 'month' : 'day';
}

function read(text: string, first: Written['first']): number {
  const whole = YEAR_FIRST.exec(text);
  if (whole) {
    const [, year, month, day, ...time] = whole;
    return dayOf(Number(year), Number(month), Number(day)) + timeOf(time);
  }
  const last = YEAR_LAST.exec(text);
  if (last) {
    const [, a = '', b = '', year = '', ...time] = last;
    const named = MONTHS.indexOf(b.toLowerCase()) + 1;
    const [day, month] = named > 0 || first !== 'month' ? [a, b] : [b, a];
    const full = year.length === 2 ? 2000 + Number(year) : Number(year);
    return dayOf(full, named > 0 ? named : Number(month), Number(day)) + timeOf(time);
  }
  const span = SPAN.exec(text);
  if (span) {
    const [, days, hours, minutes, seconds] = span.map(Number);
    return (days ?? 0) * DAY + 1000 * ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0));
  }
  const minutes = MINUTES.exec(text);
  if (minutes) return 60_000 * Number(minutes[1]) + 1000 * Number(minutes[2]?.replace(',', '.'));
  const clock = CLOCK.exec(text);
  return clock ? timeOf(clock.slice(1)) : Number.NaN;
}

function dayOf(year: number, month: number, day: number): number {
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return isDay ? Date.UTC(year, month - 1, day) : Number.NaN;
}

/** Milliseconds of the parts of a time; 0 where there is none. Another zone is taken off. */
function timeOf(parts: readonly (string | undefined)[]): number {
  const [hours, minutes, seconds = '0', fraction = '', half = '', zone = ''] = parts;
  if (hours === undefined || minutes === undefined) return 0;
  const isLate = /^p/i.test(half);
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (isLate ? 12 : 0);
  const [, sign, zoneHours = 0, zoneMinutes = 0] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const shift = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  return (
    ((hour * 60 + Number(minutes) - shift) * 60 + Number(seconds)) * 1000 +
    Number(`0.${fraction || 0}`) * 1000
  );
}

/** A clock that begins anew at midnight goes on. */
function overMidnight(times: Float64Array): Float64Array {
  let days = 0;
  let before = Number.NaN;
  return times.map((time) => {
    if (time - before < -DAY / 2) days++;
    if (!Number.isNaN(time)) before = time;
    return time + days * DAY;
  });
}
