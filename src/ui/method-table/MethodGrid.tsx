/** The grid of methods and presets: one cell of it is chosen, by a press or by the arrow keys. */
import { type KeyboardEvent, useRef } from 'react';
import type { MethodTable, MethodTableCell } from '../../protocol/method-table';
import {
  cellText,
  MARKS,
  rowsOf,
  type TableNames,
  type TableView,
} from '../../state/method-table/method-table';
import { heatOf, heatRange } from '../../verdict/heat';
import css from './MethodTableDialog.module.css';

/** Row and column of a cell, from 0. */
export interface At {
  readonly row: number;
  readonly column: number;
}

interface Props {
  readonly table: MethodTable;
  readonly names: TableNames;
  readonly view: TableView;
  readonly at: At;
  readonly onChoose: (at: At) => void;
}

/** Ink in the darkest cell of the heat map. */
const HEAT_PERCENT = 35;

const STEPS: ReadonlyMap<string, At> = new Map([
  ['ArrowUp', { row: -1, column: 0 }],
  ['ArrowDown', { row: 1, column: 0 }],
  ['ArrowLeft', { row: 0, column: -1 }],
  ['ArrowRight', { row: 0, column: 1 }],
]);

export function MethodGrid({ table, names, view, at, onChoose }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const rows = rowsOf(table);
  const hasTimes = rows.some(({ time }) => time !== null);
  const range = view === 'heat' ? heatRange(table.cells) : null;
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS.get(event.key);
    if (!step) return;
    event.preventDefault();
    const next = {
      row: within(at.row + step.row, rows.length),
      column: within(at.column + step.column, table.columns.length),
    };
    onChoose(next);
    body.current
      ?.querySelector<HTMLButtonElement>(`[data-at="${next.row} ${next.column}"]`)
      ?.focus();
  };
  return (
    <table className={css.table} aria-label="Methods and presets">
      <thead>
        <tr className="small">
          <th scope="col">Method</th>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {names.column(column)}
            </th>
          ))}
          {hasTimes ? <th scope="col">Time</th> : null}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={onKeyDown}>
        {rows.map(({ id, cells, time }, row) => (
          <tr key={id} data-baseline={id === table.baseline}>
            <th scope="row">{names.row(id)}</th>
            {cells.map((cell, column) => {
              const isChosen = at.row === row && at.column === column;
              return (
                <td key={table.columns[column]}>
                  <Cell
                    {...{ cell, view, isChosen }}
                    name={`${names.row(id)} on ${names.column(table.columns[column] ?? '')}`}
                    place={`${row} ${column}`}
                    heat={cell && range ? heatOf(cell.mean, range) : null}
                    onChoose={() => onChoose({ row, column })}
                  />
                </td>
              );
            })}
            {hasTimes ? <td className={css.time}>{time}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The darkest still lets ink be read, in either theme. */
const shade = (heat: number): string =>
  `color-mix(in srgb, var(--ink) ${(HEAT_PERCENT * heat).toFixed(1)}%, transparent)`;

interface CellProps extends Pick<Props, 'view'> {
  readonly cell: MethodTableCell | null;
  /** Method and preset; what they come to is told above the grid. */
  readonly name: string;
  readonly isChosen: boolean;
  readonly place: string;
  /** How dark it is, 0..1; null where it has no shade. */
  readonly heat: number | null;
  readonly onChoose: () => void;
}

function Cell({ cell, name, view, isChosen, place, heat, onChoose }: CellProps) {
  const verdict = cell?.lead?.verdict;
  return (
    <button
      type="button"
      className={css.cell}
      data-at={place}
      data-verdict={verdict}
      data-heat={heat !== null}
      style={{ background: heat === null ? undefined : shade(heat) }}
      aria-pressed={isChosen}
      // one stop for the whole grid; arrow keys go on from there
      tabIndex={isChosen ? 0 : -1}
      onClick={onChoose}
    >
      {cell ? cellText(cell, view) : '\u2013'}
      {verdict ? <span className={css.mark}>{MARKS[verdict]}</span> : null}
      <span className="unseen">{` ${name}`}</span>
    </button>
  );
}
