/** The shelf unfolded: all cards, the comparison of two, files out and in, and what the last deletion took. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { LeftRaces } from '../../state/runs/going-on';
import type { RunCard } from '../../state/runs/run-card';
import { runGroups } from '../../state/runs/shelf-groups';
import { groupVerdicts } from '../../state/runs/shelf-verdicts';
import { whatDiffers } from '../../state/runs/what-differs';
import { onlyHereText } from '../../state/storage/fault-words';
import { FileButton } from '../controls/FileButton';
import { useRace, useSession, useShelf, useStorage } from '../session-context';
import { Comparison } from './Comparison';
import { ExportAll } from './ExportAll';
import { GroupCard } from './GroupCard';
import css from './ShelfPanel.module.css';
import { useTableView } from './use-table-view';

/** Fetched when somebody wants it. */
const RunsTable = lazy(() => import('./RunsTable'));

const EMPTY =
  'Every finished run will appear here as a card: its end numbers, its curve, its seed. Pin one as the baseline and the others say how far they are from it; compare two to see only the settings that differ.';

function Undo({ onUndone }: { readonly onUndone: () => void }) {
  const { runs } = useSession();
  const deleted = useShelf((state) => state.deleted);
  const button = useRef<HTMLButtonElement>(null);
  const [first] = deleted;
  useEffect(() => {
    // the button that was pressed is gone with its card
    if (first) button.current?.focus();
  }, [first]);
  const undo = () => {
    // first, for the button goes at once
    onUndone();
    void runs.undo();
  };
  if (!first) return null;
  const { run, settings } = first.stored;
  return (
    <p role="status">
      {`${run.label}, seed ${settings.seed}, is deleted.`}{' '}
      <button ref={button} type="button" className="link" onClick={undo}>
        Undo
      </button>
    </p>
  );
}

/** Races that were left before their end. */
function useLeft(cards: readonly RunCard[]): LeftRaces {
  const session = useSession();
  const present = useRace(({ id }) => id);
  const [kept, setKept] = useState<LeftRaces['kept']>(null);
  useEffect(() => {
    let isCurrent = true;
    // every card that comes may be of a race that was just left
    if (cards.length > 0) {
      void session.leftRaces().then((found) => isCurrent && setKept(new Set(found)));
    }
    return () => {
      isCurrent = false;
    };
  }, [session, cards]);
  return useMemo(() => ({ kept, present }), [kept, present]);
}

export default function ShelfPanel({ onClose }: { readonly onClose: () => void }) {
  const { runs } = useSession();
  const panel = useRef<HTMLElement>(null);
  const cards = useShelf((state) => state.cards);
  const pinned = useShelf((state) => state.pinned);
  const compared = useShelf((state) => state.compared);
  const only = useStorage(onlyHereText);
  const [view, setView] = useTableView();
  const left = useLeft(cards);
  const groups = useMemo(() => runGroups(cards), [cards]);
  const baseline = cards.find(({ id }) => id === pinned) ?? null;
  const verdicts = useMemo(() => groupVerdicts(groups, baseline), [groups, baseline]);
  const differs = useMemo(() => whatDiffers(groups), [groups]);
  const [first, second] = compared.flatMap((id) => cards.find((card) => card.id === id) ?? []);
  return (
    <section
      className={css.shelf}
      id="shelf"
      ref={panel}
      tabIndex={-1}
      aria-labelledby="shelf-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className={css.head}>
        <h2 id="shelf-title">Finished runs</h2>
        <Undo onUndone={() => panel.current?.focus()} />
        <div className={css.tools}>
          <FileButton
            label="Open a file of runs"
            field="File of runs"
            accept=".zip,.json,application/zip,application/json"
            onFile={async (name, file) => {
              await runs.importRuns(name, file);
            }}
          />
          {cards.length > 0 ? (
            <>
              <button
                type="button"
                className="button"
                onClick={() => setView({ ...view, isOpen: !view.isOpen })}
              >
                {view.isOpen ? 'As cards' : 'As a table'}
              </button>
              <ExportAll />
            </>
          ) : null}
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
      {only === '' ? null : <p className="small">{only}</p>}
      {first && second ? <Comparison first={first} second={second} /> : null}
      {first && !second ? (
        <p className="small quiet">Choose Compare on a second run to see what differs.</p>
      ) : null}
      {cards.length === 0 ? (
        <p className={`${css.empty} quiet`}>{EMPTY}</p>
      ) : view.isOpen ? (
        <Suspense fallback={<p className="quiet">The table is being fetched.</p>}>
          <RunsTable cards={cards} left={left} view={view} onChange={setView} />
        </Suspense>
      ) : (
        <ul className={css.cards}>
          {groups.map((group) => (
            <GroupCard
              key={group.key}
              group={group}
              baseline={baseline}
              comparison={verdicts.get(group.key) ?? null}
              differs={differs.get(group.key)}
              left={left}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
