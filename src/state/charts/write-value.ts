/** How a chart's values are written in labels, tables and on ticks, by their unit. Pure. */
import type { Unit } from '../../protocol/measure';
import { decimal, percent, signedPoints } from '../format';

/** Two significant digits, never in powers of ten between a ten-thousandth and a million. */
export function significant(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) return value.toExponential(0).replace('-', '\u2212');
  const digits = Math.max(0, 1 - Math.floor(Math.log10(size)));
  return value.toFixed(Math.min(5, digits)).replace('-', '\u2212');
}

/** A value with its unit, for tables and sentences. */
export function writeValue(unit: Unit, value: number): string {
  switch (unit) {
    case 'share':
      return percent(value);
    case 'contribution':
      return signedPoints(value);
    case 'milliseconds':
      return `${significant(value)}\u00A0ms`;
    case 'magnitude':
    case 'ratio':
      return significant(value);
    case 'amount':
    case 'cosine':
      return decimal(value);
  }
}

/** The same at a line's end, where the axis says the unit already. */
export function shortValue(unit: Unit, value: number): string {
  if (unit === 'share') return String(Math.round(value * 100));
  if (unit === 'milliseconds') return significant(value);
  return writeValue(unit, value);
}

/** On an axis: a ratio as a fraction below 1, so that both sides of the balance read alike. */
export function tickValue(unit: Unit, value: number, ticks: readonly number[] = [value]): string {
  switch (unit) {
    case 'share':
      return value === 1 ? '100\u00A0%' : String(value * 100);
    case 'contribution':
      return String(Math.round(value * 100)).replace('-', '\u2212');
    case 'ratio':
      return value < 1 ? `1/${Math.round(1 / value)}` : String(value);
    case 'magnitude':
      return value < 1e-4 ? significant(value) : String(value);
    case 'milliseconds':
      return String(value);
    case 'amount':
    case 'cosine':
      // all ticks of an axis with as many decimals as the finest needs
      return ticks.every((tick) => Math.abs(tick * 10 - Math.round(tick * 10)) < 1e-6)
        ? decimal(value).slice(0, -1)
        : decimal(value);
  }
}
