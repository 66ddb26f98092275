/**
 * The shelf as a table: sorted by any column, filtered by words, with the columns that a person chooses; all of that is
 * kept. A row unfolds what can be done with its run.
 */
import { Fragment, useMemo, useState } from 'react';
import { cardTitle } from '../../state/runs/card-words';
import { goingOn, type LeftRaces } from '../../state/runs/going-on';
import type { RunCard } from '../../state/runs/run-card';
import {
  isShown,
  sortedBy,
  type TableColumn,
  type TableView,
  tableColumns,
  tableRows,
  withColumn,
} from '../../state/runs/runs-table';
import { ScrollRegion } from '../controls/ScrollRegion';
import { CopyTable } from '../take-away/CopyTable';
import { ColumnChoice } from './ColumnChoice';
import { RunActions } from './RunActions';
import css from './RunsTable.module.css';

interface Props {
  readonly cards: readonly RunCard[];
  readonly left: LeftRaces;
  readonly view: TableView;
  readonly onChange: (view: TableView) => void;
}

interface HeadProps {
  readonly column: TableColumn;
  readonly view: TableView;
  readonly onChange: (view: TableView) => void;
}

function Head({ column, view, onChange }: HeadProps) {
  const isSorted = view.sortBy === column.id;
  const order = view.isDown ? 'descending' : 'ascending';
  return (
    <th scope="col" data-number={column.isNumber} aria-sort={isSorted ? order : undefined}>
      <button type="button" className={css.sort} onClick={() => onChange(sortedBy(view, column))}>
        {column.word}
        <span className={css.arrow} aria-hidden="true" data-leave-out>
          {isSorted ? (view.isDown ? '\u2193' : '\u2191') : ''}
        </span>
      </button>
    </th>
  );
}

export default function RunsTable({ cards, left, view, onChange: change }: Props) {
  const [opened, setOpened] = useState<string | null>(null);
  const columns = useMemo(() => tableColumns(cards), [cards]);
  const rows = useMemo(() => tableRows(cards, columns, view), [cards, columns, view]);
  const shown = columns.filter((column) => isShown(view, column));
  return (
    <div className={css.all}>
      <div className={css.tools}>
        <label className={css.filter}>
          <span className="small quiet">Only runs with</span>
          <input
            className="field"
            type="search"
            value={view.filter}
            maxLength={200}
            placeholder="any words of a row"
            onChange={(event) => change({ ...view, filter: event.target.value })}
          />
        </label>
        <p className="small quiet" role="status">
          {rows.length === cards.length
            ? `${cards.length} runs`
            : `${rows.length} of ${cards.length} runs`}
        </p>
        <ColumnChoice
          columns={columns}
          isShown={(column) => isShown(view, column)}
          onToggle={(id) => change(withColumn(view, columns, id))}
        />
      </div>
      <CopyTable name="Runs">
        <ScrollRegion className="scroll-x" label="Table of runs, scrolls sideways">
          <table className={css.table}>
            <caption className="unseen">
              Finished runs; the buttons of the head sort, those of a row unfold what can be done
            </caption>
            <thead>
              <tr className="small">
                <td data-leave-out />
                {shown.map((column) => (
                  <Head key={column.id} column={column} view={view} onChange={change} />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((card) => (
                <Fragment key={card.id}>
                  <tr>
                    <td data-leave-out>
                      <button
                        type="button"
                        className="link"
                        aria-expanded={opened === card.id}
                        onClick={() => setOpened(opened === card.id ? null : card.id)}
                      >
                        {opened === card.id ? 'Less' : 'More'}
                        <span className="unseen">{` on ${cardTitle(card)}`}</span>
                      </button>
                    </td>
                    {shown.map((column) => (
                      <td key={column.id} data-number={column.isNumber}>
                        {column.text(card)}
                      </td>
                    ))}
                  </tr>
                  {opened === card.id ? (
                    <tr data-leave-out>
                      <td />
                      <td colSpan={Math.max(1, shown.length)} className={css.actions}>
                        <RunActions card={card} goesOn={goingOn(card, left)} />
                      </td>
                    </tr>
                  ) : null}
                </Fragment>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </CopyTable>
    </div>
  );
}
