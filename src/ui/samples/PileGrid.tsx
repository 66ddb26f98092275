/** The table of piles: a row for every pile, a column for every run. Must not import stores. */
import type { Row } from '../../protocol/units';
import type { PileColumn, PileTable } from '../../state/samples/pile-table';
import { capital } from '../../state/telling/words';
import { ScrollRegion } from '../controls/ScrollRegion';
import { DashSample } from '../figures/DashSample';
import { toneTypeColour } from '../figures/strokes';
import css from './PileGrid.module.css';

interface Props {
  readonly table: PileTable;
  /** What the table says, before what of. */
  readonly says?: string;
  /** A pile that somebody wants to see. */
  readonly onOpen: (title: string, column: PileColumn, rows: readonly Row[]) => void;
}

export function PileGrid({ table, says = 'Who is right about the same samples', onOpen }: Props) {
  return (
    <ScrollRegion className="scroll-x" label="Piles, scrolls sideways">
      <table className={css.piles} style={{ minWidth: `${96 + 96 * table.columns.length}px` }}>
        <caption className="small quiet">
          {says}: {table.note}. A number opens its samples.
        </caption>
        <thead>
          <tr>
            <td />
            {table.columns.map(({ run, label, dash, epoch }) => (
              <th key={run} scope="col">
                <span className={css.run}>
                  {label}
                  <DashSample dash={dash} />
                </span>
                <span className="small quiet">epoch {epoch}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, label, tone }, k) => (
            <tr key={key}>
              <th scope="row" style={tone ? { color: toneTypeColour(tone) } : undefined}>
                {capital(label)}
              </th>
              {table.columns.map((column) => {
                const cell = column.cells?.[k];
                if (!cell) {
                  return (
                    <td key={column.run} className={`${css.none} quiet`}>
                      –
                    </td>
                  );
                }
                return (
                  <td key={column.run}>
                    <button
                      type="button"
                      className={css.pile}
                      aria-label={`${capital(label)}, ${column.label}: ${cell.count} samples`}
                      aria-disabled={cell.count === 0}
                      onClick={() => {
                        if (cell.count > 0) onOpen(capital(label), column, cell.rows);
                      }}
                    >
                      <span className={css.count}>{cell.count}</span>
                      <span
                        className={css.bar}
                        style={{
                          width: `${(100 * cell.share).toFixed(1)}%`,
                          background: tone ? `var(--${tone})` : undefined,
                        }}
                      />
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
