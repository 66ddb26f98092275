/**
 * The assignment in the lab: what is asked, what may be changed, what holds by now, and the answer as a file. The
 * conditions are read by the same code as in the command.
 */
import { useMemo } from 'react';
import {
  conditionText,
  fromText,
  placesText,
  settingText,
  stateText,
} from '../../state/assignments/assignment-words';
import { checkOnPage, type PageCheck } from '../../state/assignments/check-on-page';
import { listed } from '../../state/format';
import type { CheckedCondition } from '../../verdict/assignment-check';
import { saveFile } from '../runs/save-file';
import {
  useAssignments,
  useExperiment,
  useLab,
  useRace,
  useSeeds,
  useSession,
} from '../session-context';
import css from './AssignmentPanel.module.css';

/** The check of what stands on the page; null where nobody works on an assignment. */
function usePageCheck(): PageCheck | null {
  const current = useAssignments((state) => state.current);
  const kept = useAssignments((state) => state.kept);
  const settings = useExperiment((state) => state.settings);
  const race = useRace((state) => state);
  return useMemo(
    () => current && checkOnPage(current, { settings, race, kept }),
    [current, kept, settings, race],
  );
}

function ConditionLine({ condition }: { readonly condition: CheckedCondition }) {
  const catalogue = useLab((state) => state.catalogue);
  const { measured, holds } = condition;
  return (
    <li data-holds={measured === null ? undefined : holds}>
      <span className={css.mark} aria-hidden="true">
        {measured === null ? '\u2013' : holds ? '\u2713' : '\u2717'}
      </span>
      <span>
        {conditionText(condition, catalogue)}
        <span className="quiet"> {'\u00B7'} </span>
        <span className={css.state}>{stateText(condition)}</span>
      </span>
    </li>
  );
}

/** What was changed and may not be, each with the way back. */
function Forbidden({ paths }: { readonly paths: readonly string[] }) {
  const { assignments } = useSession();
  const catalogue = useLab((state) => state.catalogue);
  if (paths.length === 0) return null;
  return (
    <div className={css.forbidden} role="alert">
      <p className="problem">Changed, though this assignment does not allow it:</p>
      <ul>
        {paths.map((path) => {
          const name = settingText(path, catalogue);
          return (
            <li key={path}>
              {name}{' '}
              <button type="button" className="link" onClick={() => assignments.putBack(path)}>
                Put it back<span className="unseen"> {name}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What can be done; saving waits until nothing is changed that may not be. */
function Actions({ check }: { readonly check: PageCheck }) {
  const { assignments, seeds } = useSession();
  const status = useSeeds((state) => state.status);
  const dataFailed = useExperiment((state) => state.dataStatus === 'failed');
  const isTraining = status === 'running';
  const wrong = check.notAllowed.length > 0;
  const names = listed(check.seeds.map(({ seed }) => String(seed)));
  const save = () => {
    const file = wrong ? null : assignments.answerFile();
    if (file) saveFile(file);
  };
  return (
    <div className={css.actions}>
      <button
        type="button"
        className="button outlined"
        aria-disabled={dataFailed}
        onClick={() => {
          if (isTraining) seeds.stop();
          else if (!dataFailed) assignments.trainSeeds();
        }}
      >
        {isTraining
          ? 'Stop seeds'
          : `Train ${check.seeds.length === 1 ? 'seed' : 'seeds'} ${names}`}
      </button>
      <button
        type="button"
        className="button outlined"
        aria-disabled={wrong}
        aria-describedby={wrong ? 'assignment-unsaved' : undefined}
        onClick={save}
      >
        Save my answer
      </button>
      <button type="button" className="button" onClick={assignments.restart}>
        Start again
      </button>
      <button type="button" className="button" onClick={assignments.show}>
        All assignments
      </button>
      <button type="button" className="button" onClick={assignments.leave}>
        Leave
      </button>
      {wrong ? (
        <p id="assignment-unsaved" className="small quiet">
          An answer with such a change would be refused, so it can be saved once it is put back.
        </p>
      ) : null}
    </div>
  );
}

/** How many hold, said when it counts: at the end of a race, not after every epoch. */
function Summary({ check }: { readonly check: PageCheck }) {
  const { from, conditions, passed } = check;
  const held = conditions.filter(({ holds }) => holds).length;
  const isSaid = from !== null && from.kind !== 'training';
  return (
    <p role="status" className={passed ? css.passed : undefined}>
      {passed
        ? 'Solved: every condition holds on every seed. Save your answer.'
        : isSaid
          ? `${held} of ${conditions.length} conditions hold.`
          : ''}
    </p>
  );
}

export default function AssignmentPanel() {
  const assignment = useAssignments((state) => state.current?.assignment ?? null);
  const catalogue = useLab((state) => state.catalogue);
  const check = usePageCheck();
  if (!assignment || !check) return null;
  return (
    <section className={css.panel} aria-labelledby="assignment-title">
      <h2 id="assignment-title">Assignment: {assignment.title ?? assignment.id}</h2>
      <p className={css.question}>{assignment.question}</p>
      <p className="small">
        <span className="quiet">You may change: </span>
        {assignment.allowed.map((path) => settingText(path, catalogue)).join('; ')}.{' '}
        <span className="quiet">
          They stand under: {placesText(assignment.allowed, catalogue)}.
        </span>
      </p>
      <Forbidden paths={check.notAllowed} />
      <ul className={css.conditions} aria-label="Conditions">
        {check.conditions.map((condition, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name, and their order never changes
          <ConditionLine key={place} condition={condition} />
        ))}
      </ul>
      <p className="small quiet">{fromText(check)}</p>
      <Summary check={check} />
      <Actions check={check} />
    </section>
  );
}
