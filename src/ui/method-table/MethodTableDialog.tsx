/** Every method on every preset, over the page: what many seeds say, and the way to a race of one's own. */
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { DEFAULT_RUNS } from '../../protocol/default-race';
import { type MethodTable, parseMethodTable } from '../../protocol/method-table';
import { methodIdOf } from '../../protocol/settings';
import { GENERATOR_CHOICES } from '../../state/data-choices';
import { countText } from '../../state/format';
import {
  TABLE_ADDRESS,
  type TableNames,
  type TableView,
  tellCell,
  VIEWS,
} from '../../state/method-table/method-table';
import { FileButton } from '../controls/FileButton';
import { ScrollRegion } from '../controls/ScrollRegion';
import { useLab, useSession } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import { type At, MethodGrid } from './MethodGrid';
import css from './MethodTableDialog.module.css';

interface Closing {
  readonly onClose: () => void;
}

type Read = { readonly table: MethodTable } | { readonly problem: string };

/** What the file holds, or why it cannot be read. */
async function readTable(text: Promise<string>): Promise<Read> {
  try {
    return { table: parseMethodTable(JSON.parse(await text)) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

const fetchTable = async () => (await fetch(new URL(TABLE_ADDRESS, document.baseURI))).text();

/** The table of this build, until somebody opens another. */
function useTable() {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    void readTable(fetchTable()).then(setRead);
  }, []);
  return { read, open: async (file: Blob) => setRead(await readTable(file.text())) };
}

function useNames(table: MethodTable): TableNames {
  const catalogue = useLab((state) => state.catalogue);
  const labelOf = (id: string) => catalogue.find((method) => method.id === id)?.label ?? id;
  return {
    row: (id) => {
      const own = labelOf(id);
      const method = table.rows.find((row) => row.id === id)?.method ?? id;
      if (method !== id) return id.replace(method, labelOf(method));
      return id === table.baseline ? `${own}, average chosen` : own;
    },
    column: (id) => GENERATOR_CHOICES.find((choice) => choice.id === id)?.name ?? id,
  };
}

/** What the chosen cell says, and a race of it beside the baseline on this page. */
function Told({
  table,
  names,
  at,
  onClose,
}: Closing & { readonly table: MethodTable; readonly names: TableNames; readonly at: At }) {
  const session = useSession();
  const row = table.rows[at.row];
  const column = table.columns[at.column];
  if (!row || column === undefined) return null;
  const cell = table.cells.find((each) => each.row === row.id && each.column === column);
  const refused = table.refused.find(
    (each) => each.method === row.method && each.column === column,
  );
  const why = refused ? ` ${refused.message}` : ' There is no number.';
  const race = () => {
    session.chooseData({ source: 'generator', id: column });
    const isThere = DEFAULT_RUNS.some((run) => methodIdOf(run) === row.method);
    session.setRuns(isThere ? DEFAULT_RUNS : [...DEFAULT_RUNS, row.method]);
    onClose();
  };
  return (
    <div className={css.told}>
      <p role="status">
        {cell
          ? tellCell(cell, table, names)
          : `${names.row(row.id)} on \u201c${names.column(column)}\u201d:${why}`}
        <span className="quiet">
          {` ${row.steps.toFixed(2)} times the steps of joint training${row.before > 0 ? `, ${row.before.toFixed(2)} of them for teachers` : ''}.`}
        </span>
      </p>
      {cell ? (
        <button type="button" className="button outlined" onClick={race}>
          Race it here
        </button>
      ) : null}
    </div>
  );
}

function Opened({ table, onClose }: Closing & { readonly table: MethodTable }) {
  const names = useNames(table);
  const [view, setView] = useState<TableView>('accuracy');
  const [at, setAt] = useState<At>({ row: 0, column: 0 });
  return (
    <>
      <Dialog.Description className={css.about}>
        {`Fused accuracy on the test samples after the last epoch, mean over ${countText(table.seeds.length)} seeds. Everything is held against ${names.row(table.baseline)} on validation samples; ${countText(table.family)} comparisons are one family, so a mark needs ${table.least} seeds. \u25b2 better, \u25bc worse; without a mark the seeds cannot tell.`}
      </Dialog.Description>
      <fieldset className={css.views}>
        <legend className="unseen">What the cells show</legend>
        {VIEWS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            className="button"
            aria-pressed={view === id}
            onClick={() => setView(id)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <Told table={table} names={names} at={at} onClose={onClose} />
      <CopyTable name="of methods and presets">
        <ScrollRegion className={css.grid} label="Methods and presets, scrolls">
          <MethodGrid {...{ table, names, view, at }} onChoose={setAt} />
        </ScrollRegion>
      </CopyTable>
    </>
  );
}

export default function MethodTableDialog({ onClose }: Closing) {
  const { read, open } = useTable();
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${css.sheet}`}>
          <div className={css.head}>
            <Dialog.Title className="large">Every method on every preset</Dialog.Title>
            <FileButton
              label="Open another table"
              field="File of a table of methods"
              accept=".json,application/json"
              onFile={(_name, file) => open(file)}
            />
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
          <ScrollRegion className={css.body} label="Every method on every preset, scrolls">
            {read && 'problem' in read ? (
              <p role="alert" className="problem">
                {read.problem}
              </p>
            ) : null}
            {read && 'table' in read ? <Opened table={read.table} onClose={onClose} /> : null}
          </ScrollRegion>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
