/** The table of who is right: one column per group of samples, heads below, first their weights, then their accuracy. */

import type { MeasureCatalogue } from '../../../protocol/measure';
import { decimal, percent } from '../../../state/format';
import type {
  FailureColumn,
  FailureTable,
  FailureTableRow,
} from '../../../state/measures/failure-table';
import { explained } from '../../../state/measures/why-not';
import lines from '../../controls/lines.module.css';
import { Term } from '../../controls/Term';
import { BarCell } from '../../figures/BarCell';
import css from '../../figures/numbers.module.css';
import { toneTypeColour } from '../../figures/strokes';
import { CopyTable } from '../../take-away/CopyTable';

interface RowsProps {
  readonly columns: readonly FailureColumn[];
  readonly rows: readonly FailureTableRow[];
  readonly write: (value: number) => string;
}

function Rows({ columns, rows, write }: RowsProps) {
  return rows.map(({ key, label, tone, cells }) => (
    <tr key={key}>
      <th scope="row" style={{ color: toneTypeColour(tone) }}>
        {label}
      </th>
      {columns.map((column, place) => (
        <BarCell key={column.key} value={cells[place] ?? null} tone={tone} write={write} />
      ))}
    </tr>
  ));
}

export function FailureNumbers({
  table,
  measures,
  noWeights,
}: {
  readonly table: FailureTable;
  readonly measures: MeasureCatalogue;
  readonly noWeights: string;
}) {
  const { columns, leftOut, weights, accuracy } = table;
  const heading = (part: string, label: string) => (
    <tr className="small">
      <th scope="rowgroup" colSpan={columns.length + 1} className={css.group}>
        <Term says={explained(measures, 'certaintyByFailure', part)}>{label}</Term>
      </th>
    </tr>
  );
  return (
    <CopyTable name="Who is right, and who is trusted">
      <div className="scroll-x">
        <table
          className={`${lines.lines} ${css.numbers} ${css.bars}`}
          aria-label="Who is right, and who is trusted"
        >
          <thead>
            <tr className="small">
              <th scope="col">right by itself</th>
              {columns.map(({ key, label, count }) => (
                <th key={key} scope="col">
                  {label}
                  <span className={css.count}>{count}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {heading('weight', 'Mean certainty weight')}
            {weights.length > 0 ? (
              <Rows columns={columns} rows={weights} write={decimal} />
            ) : (
              <tr>
                <td className={`small quiet ${css.note}`} colSpan={columns.length + 1}>
                  {noWeights}
                </td>
              </tr>
            )}
          </tbody>
          <tbody>
            {heading('headAccuracy', 'Share right')}
            <Rows columns={columns} rows={accuracy} write={percent} />
          </tbody>
        </table>
      </div>
      {leftOut > 0 ? (
        <p className="small quiet">The other {leftOut} combinations have no sample.</p>
      ) : null}
    </CopyTable>
  );
}
