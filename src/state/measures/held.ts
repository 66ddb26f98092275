/** What the race holds on the device, in words. Pure. */
import type { RaceRecord } from '../race-record';

/** Bytes per step of the units that people say. */
const KILO = 1000;
const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;

/** "4.7 MB". */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= KILO && unit < UNITS.length - 1) {
    value /= KILO;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)}\u00A0${UNITS[unit]}`;
}

/** Arrays and bytes after the latest epoch of any run: the count is the whole race's. */
export function heldNow(record: RaceRecord): { arrays: number; bytes: number } | null {
  const epochs = record.flatMap(({ epochs: all }) => all.slice(-1));
  const [latest] = epochs.sort((a, b) => b.seq - a.seq);
  return latest ? { arrays: latest.cost.arrays, bytes: latest.cost.bytes } : null;
}
