/** What was done to recordings, in sentences for the report. Imports this room only. */
import { plainName } from '../import-error';
import type { LeftOut } from '../source-file';
import type { Table } from '../table/table';
import type { Mended } from './readings';
import type { Recording } from './recording';
import { FEWEST_READINGS } from './windows';

/** Recordings that differ more than so many times in length are told of. */
const MOST_TIMES = 2;

/** So many files of which the same is said are told one by one. */
const MOST_ALIKE = 3;

/** What tables say of how they were read, each sentence once with the number of files that it holds for. */
export function saidOfMany(tables: readonly Pick<Table, 'file' | 'choices'>[]): string[] {
  const files = new Map<string, Set<string>>();
  const restOf = (file: string, said: string) => said.replaceAll(file, '\n');
  for (const { file, choices } of tables) {
    for (const said of choices) {
      const key = restOf(file, said);
      files.set(key, (files.get(key) ?? new Set()).add(file));
    }
  }
  return [...files].flatMap(([key, of]) => {
    const [first = '', ...others] = of;
    const said = (file: string) => key.replaceAll('\n', file);
    if (said(first) === key) return [key];
    if (of.size <= MOST_ALIKE) return [...of].map(said);
    return [`${said(first)} The same holds for ${others.length} more files.`];
  });
}

export function lengthInWords(
  sensors: readonly string[],
  lengths: readonly number[],
  window: number,
  step: number,
  moments: number,
): string {
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  const of = sensors.length > 1 ? ` of ${plainName(sensors[0] ?? '')}` : '';
  if (window > 0) {
    return `Recordings were cut into windows of ${window} readings${of}, ${step < window ? `one every ${step}` : 'one after the other'}${moments === window ? '' : `, each brought to ${moments} moments`}.`;
  }
  if (least === most && moments === least) return `Every series has ${moments} readings${of}.`;
  return `Series of ${least === most ? least : `${least} to ${most}`} readings${of} were brought to ${moments} moments, evenly spaced in time${most > least * MOST_TIMES ? '; what took longer looks faster now' : ''}.`;
}

export function mendedInWords({ empty, backwards, repeated, pauses, coarse }: Mended): string[] {
  const some = (count: number, one: string, many: string) =>
    count === 1 ? `1 ${one}` : `${count} ${many}`;
  return [
    ...(empty > 0
      ? [
          `${some(empty, 'reading without numbers or without a time was', 'readings without numbers or without a time were')} passed over; the line goes on between those around.`,
        ]
      : []),
    ...(backwards > 0
      ? [
          `At ${some(backwards, 'place the time goes', 'places the time goes')} back a little; readings were put in the order of time.`,
        ]
      : []),
    ...(repeated > 0
      ? [
          `${some(repeated, 'reading has', 'readings have')} the time of the one before; the first of each was taken.`,
        ]
      : []),
    ...(pauses > 0
      ? [
          `At ${some(pauses, 'place', 'places')} the clock pauses or begins anew; nothing was joined over such a place, and where a recording is one sample its longest part was taken.`,
        ]
      : []),
    ...(coarse > 0
      ? [
          `In ${some(coarse, 'recording', 'recordings')} the clock is too coarse to tell readings apart, so they count as evenly spaced.`,
        ]
      : []),
  ];
}

export function shortLine(recordings: readonly Recording[]): LeftOut[] {
  const [first] = recordings;
  if (!first) return [];
  const count = recordings.length;
  return [
    {
      file: first.name,
      reason: `${count === 1 ? `${first.name} has` : `${count} recordings have`} fewer than ${FEWEST_READINGS} readings in a row${count === 1 ? '' : ` (the first: ${first.name})`}.`,
      fix: 'Record for longer, or leave it at that.',
      count,
      unit: 'sample',
    },
  ];
}

/** @param lost what too short a sensor is called, with its recording. */
export function shortSensorLine(lost: readonly string[]): LeftOut[] {
  const [first] = lost;
  if (first === undefined) return [];
  const count = lost.length;
  return [
    {
      file: first,
      reason: `${count === 1 ? `${first} has` : `${count} sensors of recordings have`} fewer than ${FEWEST_READINGS} readings in a row${count === 1 ? '' : ` (the first: ${first})`}; ${count === 1 ? 'its recording keeps' : 'their recordings keep'} the other sensors.`,
      fix: 'Record for longer, or leave it at that.',
      count,
      unit: 'file',
    },
  ];
}

export function windowlessLine(recordings: readonly Recording[], window: number): LeftOut[] {
  const [first] = recordings;
  if (!first) return [];
  const count = recordings.length;
  return [
    {
      file: first.name,
      reason: `${count === 1 ? '1 stretch is' : `${count} stretches are`} shorter than half a window of ${window} readings (the first: ${first.name}).`,
      fix: 'Choose shorter windows (data.series.window), or leave it at that.',
      count,
      unit: 'sample',
    },
  ];
}
