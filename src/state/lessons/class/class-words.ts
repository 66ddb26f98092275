/** How a class's numbers are written: single ones, means with their spread, guesses and how they came out. Pure. */
import type { Spread } from '../../../verdict/spread';
import { significant } from '../../charts/write-value';
import { decimal, finePercent, listed, percentSpread, signedPoints } from '../../format';
import type { NumberUnit } from '../numbers';
import type { Finding } from './class-list';
import type { ChoiceGuesses, NumberGuesses, NumberSummary, Scatter } from './class-summary';

/** Without a plus: what was lost or gained stands in the label. */
const pointsIn = (points: number): string => signedPoints(points / 100).replace('+', '');

/** A single number with its unit: "74.2 %", "30.7 points", "0.12". */
export function valueText(unit: NumberUnit, value: number): string {
  switch (unit) {
    case 'share':
      return finePercent(value);
    case 'points':
      return `${pointsIn(value)}\u00A0points`;
    default:
      return significant(value);
  }
}

/** "74.2 ± 3.1 %"; without a spread where there is one number only. */
export function spreadText(unit: NumberUnit, { mean, sd }: Spread<number>): string {
  if (sd === null) return valueText(unit, mean);
  switch (unit) {
    case 'share':
      return percentSpread(mean, sd);
    case 'points':
      return `${pointsIn(mean)} \u00B1 ${sd.toFixed(1)}\u00A0points`;
    default:
      return `${decimal(mean)} \u00B1 ${decimal(sd)}`;
  }
}

/** On an axis. */
export function tickText(unit: NumberUnit, value: number): string {
  if (unit === 'share') return `${Number((value * 100).toFixed(2))}\u00A0%`;
  return String(Number(value.toFixed(4))).replace('-', '\u2212');
}

/** What an axis is of: "the sound lost, points". */
export const axisText = ({ label, unit }: Pick<NumberSummary, 'label' | 'unit'>): string =>
  unit === 'points' ? `${label}, points` : label;

export const amountText = (count: number, one: string, many: string): string =>
  `${count}\u00A0${count === 1 ? one : many}`;

/** "44.3 ± 4.0 % (30 races)"; null without values. */
export function meanText(
  { unit, spread, values }: NumberSummary,
  one: string,
  many: string,
): string | null {
  return spread && `${spreadText(unit, spread)} (${amountText(values.length, one, many)})`;
}

/** What the class guessed and what came, in a sentence. */
export function tellEnds({ guesses, outcomes }: NumberGuesses): string {
  const guessed = meanText(guesses, 'guess', 'guesses');
  const came = meanText(outcomes, 'race', 'races');
  return [
    guessed ? `The class guessed ${guessed}.` : 'Nobody guessed.',
    came ? `It came to ${came}.` : 'No code says what came.',
  ].join(' ');
}

/** What of the choices was guessed most, and came most, in a sentence. */
export function tellChoices({ options, guessed, came }: ChoiceGuesses): string {
  const most = (by: 'guessed' | 'came', all: number): string => {
    const highest = Math.max(...options.map((option) => option[by]));
    const first = options.filter((option) => option[by] === highest).map(({ text }) => `“${text}”`);
    return `${listed(first)} (${highest} of ${all})`;
  };
  return [
    guessed === 0 ? 'Nobody guessed.' : `Guessed most often: ${most('guessed', guessed)}.`,
    came === 0 ? 'No race could say what came.' : `Came most often: ${most('came', came)}.`,
  ].join(' ');
}

export function tellScatter({ x, y, points }: Scatter): string {
  return `${amountText(points.length, 'pupil', 'pupils')} as points: across ${x.label}, up ${y.label}.`;
}

const REFUSED: readonly (readonly [
  kinds: readonly Finding['kind'][],
  one: string,
  many: string,
])[] = [
  [['double', 'same-seed'], 'was there already', 'were there already'],
  [['typo'], 'has a typing error', 'have typing errors'],
  [['scene'], 'is of another scene', 'are of other scenes'],
  [['format', 'version'], 'is of another version', 'are of another version'],
];

/** What became of the codes that were given: "27 codes counted; 2 were there already, 3 have typing errors." */
export function tellFindings(findings: readonly Finding[]): string {
  const number = (kinds: readonly Finding['kind'][]) =>
    findings.filter(({ kind }) => kinds.includes(kind)).length;
  const refused = REFUSED.flatMap(([kinds, one, many]) => {
    const count = number(kinds);
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const counted = amountText(number(['counted']), 'new code counts', 'new codes count');
  return refused.length === 0 ? `${counted}.` : `${counted}; ${refused.join(', ')}.`;
}
