/** Every method on every preset, over the page: what many seeds say, and the way to a race of one's own. */
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { DEFAULT_RUNS } from '../../protocol/default-race';
import { type MethodTable, parseMethodTable } from '../../protocol/method-table';
import { methodIdOf } from '../../protocol/settings';
import { BUILTIN_CHOICES, GENERATOR_CHOICES } from '../../state/data-choices';
import { countText, percent } from '../../state/format';
import {
  rowsOf,
  seedsText,
  TABLE_ADDRESS,
  type TableNames,
  type TableView,
  tellCell,
  VIEWS,
} from '../../state/method-table/method-table';
import { MOST_RUNS } from '../../state/runs/shelf';
import { heatRange } from '../../verdict/heat';
import { FileButton } from '../controls/FileButton';
import { ScrollRegion } from '../controls/ScrollRegion';
import sheet from '../controls/sheet.module.css';
import { useLab, useSession, useShelf } from '../session-context';
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

/** The table that is given, else that of this build, until somebody opens another. */
function useShownTable(swept: MethodTable | null) {
  const [read, setRead] = useState<Read | null>(swept && { table: swept });
  useEffect(() => {
    if (!swept) void readTable(fetchTable()).then(setRead);
  }, [swept]);
  return { read, open: async (file: Blob) => setRead(await readTable(file.text())) };
}

/** Data that have a name of their own; files are called by theirs. */
const CHOICES = [...GENERATOR_CHOICES, ...BUILTIN_CHOICES];

/** Between data and conditions in the name of a column. */
const CONDITION = ' \u00b7 ';

/** The rival of the lab’s own table has its average chosen on validation samples. */
const isTuned = ({ origin, baseline }: MethodTable, row: string): boolean =>
  origin === undefined && row === baseline;

function useNames(table: MethodTable): TableNames {
  const catalogue = useLab((state) => state.catalogue);
  const labelOf = (id: string) => catalogue.find((method) => method.id === id)?.label ?? id;
  return {
    row: (id) => {
      const own = labelOf(id);
      const method = table.rows.find((row) => row.id === id)?.method ?? id;
      if (method !== id) return id.replace(method, labelOf(method));
      return isTuned(table, id) ? `${own}, average chosen` : own;
    },
    column: (id) => {
      // what sets it apart from another column of the same data stands behind
      const [data = '', ...conditions] = id.split(CONDITION);
      const name = CHOICES.find((choice) => choice.id === data)?.name ?? data;
      return [name, ...conditions].join(CONDITION);
    },
  };
}

/** What a row takes, where the table says so. */
function costText(
  { id, steps, before = 0, time }: MethodTable['rows'][number],
  { baseline }: MethodTable,
  names: TableNames,
): string {
  if (time !== undefined && id !== baseline)
    return ` ${time.toFixed(2)} times the training time of ${names.row(baseline)}.`;
  if (steps === undefined) return '';
  const teachers = before > 0 ? `, ${before.toFixed(2)} of them for teachers` : '';
  return ` ${steps.toFixed(2)} times the steps of joint training${teachers}.`;
}

/** The runs behind a cell, each a press away where it is on the shelf. */
function CellRuns({ ids, onClose }: Closing & { readonly ids: readonly string[] }) {
  const { runs } = useSession();
  const cards = useShelf((state) => state.cards);
  const here = ids.flatMap((id) => cards.find((card) => card.id === id) ?? []);
  const away = ids.length - here.length;
  const show = (id: string) => {
    void runs.show(id);
    onClose();
  };
  return (
    <p className={`small ${css.runs}`}>
      <span className="quiet">Its runs:</span>
      {here.map(({ id, settings, fusion }) => (
        <button key={id} type="button" className="link" onClick={() => show(id)}>
          {`seed ${settings.seed}${fusion === null ? '' : `, ${percent(fusion)}`}`}
        </button>
      ))}
      {away > 0 ? (
        <span className="quiet">
          {`${countText(away)} not on the shelf, which keeps the ${countText(MOST_RUNS)} newest: open the file of runs that has them.`}
        </span>
      ) : null}
    </p>
  );
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
    (each) => [row.id, row.method].includes(each.method) && each.column === column,
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
        <span className="quiet">{costText(row, table, names)}</span>
      </p>
      {cell && table.origin === undefined ? (
        <button type="button" className="button outlined" onClick={race}>
          Race it here
        </button>
      ) : null}
      {cell?.runs ? <CellRuns ids={cell.runs} onClose={onClose} /> : null}
    </div>
  );
}

/** What the numbers are, and what the marks mean. */
function aboutText(table: MethodTable, names: TableNames): string {
  const { family, least, baseline } = table;
  const numbers = `Fused accuracy on the test samples after the last epoch, mean over ${seedsText(table)}.`;
  const ofWhom = table.origin === 'sweep' ? names.row(baseline) : 'joint training';
  const time = rowsOf(table).some((row) => row.time !== null)
    ? ` Time is that of training, as a multiple of ${ofWhom}\u2019s.`
    : '';
  if (family === 0) return `${numbers}${time}`;
  const where = isTuned(table, baseline) ? 'on validation samples' : 'on the same data and seeds';
  return `${numbers} Everything is held against ${names.row(baseline)} ${where}; ${countText(family)} ${family === 1 ? 'comparison is a family' : 'comparisons are one family'}, so a mark needs ${least} seeds. \u25b2 better, \u25bc worse; without a mark the seeds cannot tell.${time}`;
}

/** What the shades mean. */
function HeatLegend({ table }: { readonly table: MethodTable }) {
  const [low, high] = heatRange(table.cells);
  return (
    <p className="small quiet">{`Stronger is higher: from ${percent(low)} to ${percent(high)}.`}</p>
  );
}

function Opened({ table, onClose }: Closing & { readonly table: MethodTable }) {
  const names = useNames(table);
  const [view, setView] = useState<TableView>('accuracy');
  const [at, setAt] = useState<At>({ row: 0, column: 0 });
  return (
    <>
      <Dialog.Description className={css.about}>{aboutText(table, names)}</Dialog.Description>
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
      {view === 'heat' ? <HeatLegend table={table} /> : null}
      <Told table={table} names={names} at={at} onClose={onClose} />
      <CopyTable name="of methods and presets">
        <ScrollRegion className={css.grid} label="Methods and presets, scrolls">
          <MethodGrid {...{ table, names, view, at }} onChoose={setAt} />
        </ScrollRegion>
      </CopyTable>
    </>
  );
}

interface DialogProps extends Closing {
  /** The table of a sweep; the lab’s own where absent. */
  readonly swept?: MethodTable;
}

export default function MethodTableDialog({ swept, onClose }: DialogProps) {
  const { read, open } = useShownTable(swept ?? null);
  const { runs } = useSession();
  const title = swept ? 'Table of the sweep' : 'Every method on every preset';
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${sheet.sheet} ${css.sheet}`}>
          <div className={css.head}>
            <Dialog.Title className="large">{title}</Dialog.Title>
            {swept ? null : (
              <FileButton
                label="Open another table"
                field="File of a table of methods"
                accept=".json,application/json"
                onFile={(_name, file) => open(file)}
              />
            )}
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
          <ScrollRegion className={sheet.body} label={`${title}, scrolls`}>
            {read && 'problem' in read ? (
              <p role="alert" className="problem">
                {read.problem}
              </p>
            ) : null}
            {read && 'table' in read ? <Opened table={read.table} onClose={onClose} /> : null}
            {swept ? (
              <button type="button" className="link small" onClick={() => void runs.forgetSwept()}>
                Forget this table
              </button>
            ) : null}
          </ScrollRegion>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
