/** What is taught, pair by pair: one column per pair, one row per number, so that it fits a narrow column. */

import type { ReactNode } from 'react';
import type { MeasureCatalogue } from '../../../protocol/measure';
import { decimal, percent, signedPoints } from '../../../state/format';
import type { PairRow } from '../../../state/measures/pair-rows';
import { explained } from '../../../state/measures/why-not';
import lines from '../../controls/lines.module.css';
import { Term } from '../../controls/Term';
import css from '../../figures/numbers.module.css';
import { toneTypeColour } from '../../figures/strokes';
import { CopyTable } from '../../take-away/CopyTable';

interface Props {
  readonly pairs: readonly PairRow[];
  readonly setsFixed: boolean;
  readonly measures: MeasureCatalogue;
}

interface Line {
  /** What explains it: a measure, or a part of one. */
  readonly term: readonly [measure: string, part?: string];
  readonly label: string;
  readonly write: (pair: PairRow) => string | null;
}

const number = (value: number | null, write: (value: number) => string) =>
  value === null ? null : write(value);

const LINES: readonly Line[] = [
  {
    term: ['pairAlignments'],
    label: 'dimensions',
    write: ({ size, isSkipped }) => (isSkipped ? `${size}, skipped` : String(size)),
  },
  {
    term: ['dimensionSpectrum', 'drift'],
    label: 'set unchanged',
    write: ({ unchanged }) => number(unchanged, percent),
  },
  {
    term: ['pairAlignments', 'paired'],
    label: 'cosine, paired',
    write: ({ paired }) => number(paired, decimal),
  },
  {
    term: ['pairAlignments', 'shuffledWithinClass'],
    label: 'shuffled in class',
    write: (pair) => number(pair.shuffledWithinClass, decimal),
  },
  {
    term: ['pairAlignments', 'shuffled'],
    label: 'shuffled',
    write: ({ shuffled }) => number(shuffled, decimal),
  },
  {
    term: ['pairAlignments', 'transferGain'],
    label: 'transfer gain',
    write: ({ transferGain }) => number(transferGain, signedPoints),
  },
  {
    term: ['pairAlignments', 'retrieval'],
    label: 'retrieval (chance)',
    write: ({ retrieval, retrievalChance }) =>
      retrieval === null
        ? null
        : `${percent(retrieval)}${retrievalChance === null ? '' : ` (${percent(retrievalChance)})`}`,
  },
  {
    term: ['pairAlignments', 'nats'],
    label: 'nats per pair',
    write: ({ nats }) => number(nats, decimal),
  },
];

const Word = ({ of }: { readonly of: PairRow['teacher'] }): ReactNode => (
  <span style={{ color: toneTypeColour(of.tone) }}>{of.word}</span>
);

export function PairTable({ pairs, setsFixed, measures }: Props) {
  return (
    <>
      <CopyTable name="Sets of dimensions">
        <div className="scroll-x">
          <table className={`${lines.lines} ${css.numbers}`}>
            <thead>
              <tr className="small">
                <th scope="col">
                  <span className="unseen">measure</span>
                </th>
                {pairs.map(({ key, teacher, student }) => (
                  <th key={key} scope="col">
                    <Word of={teacher} /> to <Word of={student} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {LINES.map(({ term, label, write }) => (
                <tr key={label}>
                  <th scope="row">
                    <Term says={explained(measures, ...term)}>{label}</Term>
                  </th>
                  {pairs.map((pair) => (
                    <td key={pair.key}>{write(pair) ?? '\u2013'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </CopyTable>
      {setsFixed ? null : (
        <p className="small quiet">
          This run has no sets in use: these are the dimensions one would choose from its features
          now, so nothing can have drifted or been transferred along them.
        </p>
      )}
    </>
  );
}
