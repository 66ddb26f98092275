/** A scene's numbers with their spread over seeds, in words; the page "For teachers" writes them so. Pure. */
import type { NumberUnit } from '../state/lessons/numbers';
import type { ExpectedNumber } from './expected';

const NBSP = '\u00A0';

/** How a unit is written: by which factor, with how many decimals, and what follows. */
const WRITTEN: Readonly<
  Record<NumberUnit, readonly [factor: number, digits: number, after: string]>
> = {
  points: [1, 1, `${NBSP}points`],
  share: [100, 1, `${NBSP}%`],
  ratio: [1, 2, ''],
  plain: [1, 2, ''],
};

function digits(value: number, unit: NumberUnit): string {
  const [factor, places] = WRITTEN[unit];
  const text = (factor * value).toFixed(places);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '\u2212');
}

/** "44.3 ± 2.8 %", "30.1 ± 1.9 points". */
export function expectedText({ mean, sd }: ExpectedNumber, unit: NumberUnit): string {
  const spread = sd === null ? '' : ` \u00B1 ${digits(sd, unit)}`;
  return `${digits(mean, unit)}${spread}${WRITTEN[unit][2]}`;
}

/** On how many seeds the test told a difference: "above 0 on 10 of 10"; empty for a number that is none. */
export function toldText({ more, less, seeds }: ExpectedNumber, isDifference: boolean): string {
  if (!isDifference) return '';
  if (more === 0 && less === 0) return `told apart on none of ${seeds}`;
  const parts = [
    ...(more > 0 ? [`above 0 on ${more} of ${seeds}`] : []),
    ...(less > 0 ? [`below 0 on ${less} of ${seeds}`] : []),
  ];
  return parts.join(', ');
}

/** Seeds in a row: "501 to 510". */
export function seedsText(seeds: readonly number[]): string {
  const [first] = seeds;
  const last = seeds.at(-1);
  if (first === undefined || last === undefined) return 'no seeds';
  return last - first === seeds.length - 1 ? `${first} to ${last}` : seeds.join(', ');
}
