/**
 * A step that was seen, moment by moment: the picture with the parts at work framed, the sentence, the numbers. Arrow
 * keys go from moment to moment.
 */

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { StepSeen } from '../../protocol/step';
import { asRow } from '../../protocol/units';
import type { LaneModel } from '../../state/lanes/lane-model';
import { askForStage } from '../../state/slow-motion/epoch-looked-at';
import { seenLanes } from '../../state/slow-motion/seen-lanes';
import { useSession, useShown, useSlowMotion } from '../session-context';
import { SaveFigure } from '../take-away/SaveFigure';
import { MomentView } from './MomentView';
import { SeenPicture } from './SeenPicture';
import css from './SeenStep.module.css';

/** How long a moment stays while they are played: time to read its sentence and its numbers. */
const MOMENT_MS = 7000;

/** The stages of the method, to look at another one's step. */
function Stages({
  seen,
  stages,
}: {
  readonly seen: StepSeen;
  readonly stages: LaneModel['stages'];
}) {
  const session = useSession();
  const shown = useShown((state) => state);
  const asked = useSlowMotion((state) => state.epoch);
  const go = (id: string) => {
    const { stage, epoch } = askForStage(shown, seen.run, id, asked);
    session.showStep(seen.run, stage, epoch);
  };
  if (stages.length < 2) return null;
  return (
    <p className={`${css.stages} small`}>
      {stages.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          className="link"
          aria-pressed={id === seen.stage}
          onClick={() => go(id)}
        >
          {label}
        </button>
      ))}
    </p>
  );
}

export function SeenStep({ seen }: { readonly seen: StepSeen }) {
  const record = useShown((state) => state.record);
  const settings = useShown((state) => state.settings);
  const summary = useShown((state) => state.summary);
  const catalogue = useShown((state) => state.catalogue);
  const isAwaited = useSlowMotion((state) => state.isAwaited);
  const told = useMemo(
    () => seenLanes(seen, { record, settings, summary, catalogue }),
    [seen, record, settings, summary, catalogue],
  );
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const count = told?.moments.length ?? 0;
  useEffect(() => {
    if (!isPlaying) return;
    if (at >= count - 1) return setPlaying(false);
    const timer = setTimeout(() => setAt(at + 1), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, at, count]);
  const next = useRef<HTMLButtonElement>(null);
  const isTold = told !== null;
  // arrow keys work as soon as the step has come, without a press on anything
  useEffect(() => {
    if (isTold) next.current?.focus();
  }, [isTold]);
  if (!told) return null;
  const last = told.moments.length - 1;
  const place = Math.min(at, last);
  const moment = told.moments[place];
  if (!moment) return null;
  const drawn = (
    <>
      <SeenPicture model={told.model} parts={moment.parts} row={asRow(seen.rows[0] ?? 0)} />
      <MomentView
        moment={moment}
        place={place}
        count={told.moments.length}
        classNames={summary?.classNames ?? []}
      />
    </>
  );
  const title = `One step of ${told.model.label}: ${moment.title}`;
  const go = (step: number) => setAt(Math.min(last, Math.max(0, place + step)));
  const onKeyDown = (event: KeyboardEvent) => {
    const isChoosing =
      (event.target as Element).closest('[role="radio"], input, textarea') !== null;
    if (isChoosing) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -last, End: last }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  };
  return (
    // Arrows bubble up from the buttons inside; the element itself is never pressed, so no role would be true of it.
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are for whatever inside it has the focus
    <div className={css.slow} onKeyDown={onKeyDown} aria-busy={isAwaited}>
      <div className={css.picture}>
        <Stages seen={seen} stages={told.model.stages} />
        <SeenPicture model={told.model} parts={moment.parts} row={asRow(seen.rows[0] ?? 0)} />
        <ol className={`${css.list} small`}>
          {told.moments.map(({ title }, k) => (
            <li key={title}>
              <button
                type="button"
                className="link"
                {...(k === place && { 'aria-current': 'step' as const })}
                onClick={() => setAt(k)}
              >
                {k + 1} {title}
              </button>
            </li>
          ))}
        </ol>
      </div>
      <MomentView
        moment={moment}
        place={place}
        count={told.moments.length}
        classNames={summary?.classNames ?? []}
      />
      <div className={css.pager}>
        <button type="button" className="button" aria-disabled={place === 0} onClick={() => go(-1)}>
          Back
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={place === last}
          onClick={() => go(1)}
          ref={next}
        >
          Next
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={isPlaying}
          onClick={() => setPlaying(!isPlaying)}
        >
          {isPlaying ? 'Stop playing' : 'Play the moments'}
        </button>
        <SaveFigure title={title} says={[title, moment.text]} copy={() => drawn} />
        <span className="small quiet">
          Arrow keys go from moment to moment, comma and full stop from epoch to epoch.
        </span>
      </div>
    </div>
  );
}
