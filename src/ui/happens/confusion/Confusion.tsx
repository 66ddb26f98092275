/** Whom a head takes for whom, at the moment looked at, and who is right with whom; a cell opens its samples. */

import { useMemo, useState } from 'react';
import { PREDICTION } from '../../../protocol/names';
import { rowsAt } from '../../../protocol/units';
import { percent } from '../../../state/format';
import { namedModalities } from '../../../state/measures/head-name';
import {
  answeringHeads,
  confusionView,
  mistakesText,
  mostFrequentMistakes,
  placesInCell,
} from '../../../state/samples/confusion-view';
import { snapshotAt } from '../../../state/time/shown';
import { Choice } from '../../controls/Choice';
import { useSession, useShown } from '../../session-context';
import { CopyTable } from '../../take-away/CopyTable';
import { SaveFigure } from '../../take-away/SaveFigure';
import saveCss from '../../take-away/SaveFigure.module.css';
import type { TabProps } from '../tab';
import css from './Confusion.module.css';
import { ConfusionGrid } from './ConfusionGrid';
import { ErrorCells } from './ErrorCells';

/** More classes than this make a table that nobody reads. */
const MOST_IN_TABLE = 24;
const MOST_MISTAKES = 24;

function Matrix({ source, run }: TabProps) {
  const session = useSession();
  const at = useShown((state) => state.at);
  const [chosenHead, setHead] = useState(PREDICTION);
  const snapshot = snapshotAt(run, at);
  const modalities = useMemo(() => namedModalities(source.summary), [source.summary]);
  const heads = useMemo(
    () => (snapshot ? answeringHeads(snapshot, modalities) : []),
    [snapshot, modalities],
  );
  const head = heads.find(({ key }) => key === chosenHead) ?? heads[0];
  const classNames = source.summary?.classNames ?? [];
  const view = useMemo(
    () => snapshot && head && confusionView(snapshot, head.key, classNames.length),
    [snapshot, head, classNames.length],
  );
  const mistakes = useMemo(
    () => (view && view.classes > MOST_IN_TABLE ? mostFrequentMistakes(view, MOST_MISTAKES) : []),
    [view],
  );
  const open = (label: number, answer: number) => {
    if (!snapshot || !head || !run) return;
    const [truth, taken] = [classNames[label] ?? label, classNames[answer] ?? answer];
    session.samples.getState().open({
      title: label === answer ? `Truly ${truth}, and known` : `Truly ${truth}, taken for ${taken}`,
      note: `${run.label}, ${head.label}, epoch ${snapshot.epoch}, ${snapshot.heldOut} split`,
      run: run.name,
      rows: rowsAt(snapshot.rows, placesInCell(snapshot, head.key, label, answer)),
    });
  };
  return (
    <section className="stack" aria-labelledby="confusion-title">
      <div className={saveCss.titled}>
        <h2 id="confusion-title">Who is taken for whom</h2>
        {snapshot && view ? (
          <p className="small quiet">
            epoch {snapshot.epoch} · held-out: {snapshot.heldOut} split ·{' '}
            {percent(view.right / view.total)} of {view.total} right
          </p>
        ) : null}
        {snapshot && view && head && view.classes <= MOST_IN_TABLE ? (
          <SaveFigure
            title="Who is taken for whom"
            says={[
              `Who is taken for whom: ${head.label}${run ? `, ${run.label}` : ''}`,
              `Epoch ${snapshot.epoch}, held-out: ${snapshot.heldOut} split, ${percent(view.right / view.total)} of ${view.total} right`,
              'Down: the true class. Across: the answer',
            ]}
            copy={() => (
              <ConfusionGrid
                view={view}
                classNames={classNames}
                head={head.label}
                onOpen={() => {}}
              />
            )}
          />
        ) : null}
      </div>
      {snapshot && view && head ? (
        <>
          <Choice
            label="Head"
            value={head.key}
            options={heads.map(({ key, label }) => ({ value: key, name: label }))}
            onChange={setHead}
          />
          {view.classes <= MOST_IN_TABLE ? (
            <CopyTable name="True classes and answers">
              <ConfusionGrid view={view} classNames={classNames} head={head.label} onOpen={open} />
            </CopyTable>
          ) : (
            <ol className={css.mistakes}>
              {mistakes.map(({ label, answer, count }) => (
                <li key={`${label} ${answer}`}>
                  <button type="button" className="link" onClick={() => open(label, answer)}>
                    {classNames[label]} taken for {classNames[answer]}: {count}
                  </button>
                </li>
              ))}
            </ol>
          )}
          <p className="small quiet">
            {view.classes <= MOST_IN_TABLE
              ? 'Down: the true class. Across: the answer. A number opens its samples; arrow keys go from cell to cell.'
              : mistakesText(view, mistakes)}
          </p>
        </>
      ) : (
        <p className="quiet">Whom every head takes for whom will appear here, class by class.</p>
      )}
    </section>
  );
}

export function Confusion(props: TabProps) {
  return (
    <>
      <Matrix {...props} />
      <ErrorCells {...props} />
    </>
  );
}
