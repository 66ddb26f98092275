/** The table of claims as text: for the terminal and, the same, for docs/teaching.md. Pure. */
import type { NumberUnit } from '../../state/lessons/numbers';
import { type Checked, isKept } from './measure';

const MINUS = '\u2212';

/** A number in its unit: points and percent with one decimal, others with two. */
function written(value: number, unit: NumberUnit): string {
  const text =
    unit === 'share' ? (100 * value).toFixed(1) : value.toFixed(unit === 'points' ? 1 : 3);
  return text.replace('-', MINUS);
}

const UNITS: Readonly<Record<NumberUnit, string>> = {
  points: ' points',
  share: ' %',
  ratio: '',
  plain: '',
};

function bound({ claim: { op, than }, unit }: Checked): string {
  const limit = `${Number((unit === 'share' ? 100 * than : than).toPrecision(4))}${UNITS[unit]}`;
  return op === 'within' ? `within ${limit} of 0` : `${op} ${limit}`;
}

function came({ mean, sd, unit }: Checked): string {
  if (mean === null) return 'not measured';
  const spread = sd === null ? '' : ` \u00B1 ${written(sd, unit)}`;
  return `${written(mean, unit)}${spread}${UNITS[unit]}`;
}

/** A table in Markdown, one row for each claim. */
export function claimsTable(checked: readonly Checked[]): string {
  return [
    '| scene | claim | bound | mean \u00B1 sd | holds | promised | |',
    '|---|---|---|---|---|---|---|',
    ...checked.map((row) => {
      const verdict = isKept(row) ? 'kept' : `broken (seeds ${row.broken.join(', ')})`;
      return `| ${row.scene} | ${row.claim.text} | ${bound(row)} | ${came(row)} | ${row.holds} of ${row.of} | ${row.must} | ${verdict} |`;
    }),
  ].join('\n');
}
