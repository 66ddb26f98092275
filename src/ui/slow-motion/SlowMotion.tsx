/**
 * Slow motion: one training step of a run, moment by moment. The picture frames the parts that are at work; arrow keys
 * go from moment to moment. Fetched when it is opened first.
 */
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { Catalogue } from '../../protocol/catalogue';
import { methodIdOf, runNames } from '../../protocol/settings';
import type { StepSeen } from '../../protocol/step';
import { dashesOf } from '../../state/charts/chart';
import { runOptions } from '../../state/measures/measure-source';
import { runLabel } from '../../state/run-label';
import { seenLanes } from '../../state/slow-motion/seen-lanes';
import { RunChoice } from '../measures/RunChoice';
import { useExperiment, useLab, useRace, useSession, useSlowMotion } from '../session-context';
import { MomentView } from './MomentView';
import { SeenPicture } from './SeenPicture';
import './slow-motion.css';

/** How long a moment stays while they are played: time to read its sentence and its numbers. */
const MOMENT_MS = 7000;

/** The runs of the race, by the names that the race gives them, or before it by their own. */
function useRuns() {
  const record = useRace((state) => state.record);
  const levels = useRace((state) => state.levels);
  const settings = useExperiment((state) => state.settings);
  const summary = useExperiment((state) => state.summary);
  const catalogue = useLab((state) => state.catalogue);
  return useMemo(() => {
    const source = { record, levels, settings, summary, catalogue };
    const names = runNames(settings);
    const dashes = dashesOf(names);
    const told = runOptions(source);
    const options = names.map((name) => ({
      name,
      label: told.find((option) => option.name === name)?.label ?? labelFrom(catalogue, name),
      dash: dashes.get(name) ?? ('solid' as const),
    }));
    return { source, options };
  }, [record, levels, settings, summary, catalogue]);
}

function labelFrom(catalogue: Catalogue, name: string): string {
  const method = catalogue.find(({ id }) => id === methodIdOf(name));
  return method ? runLabel(name, method) : name;
}

function Stages({ seen }: { readonly seen: StepSeen }) {
  const session = useSession();
  const stages = useLab(({ catalogue }) => catalogue).find(
    ({ id }) => id === methodIdOf(seen.run),
  )?.stages;
  if (!stages || stages.length < 2) return null;
  return (
    <p className="slow-stages small">
      {stages.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          className="link"
          aria-pressed={id === seen.stage}
          onClick={() => session.showStep(seen.run, id)}
        >
          {label}
        </button>
      ))}
    </p>
  );
}

function Seen({ seen }: { readonly seen: StepSeen }) {
  const { source } = useRuns();
  const told = useMemo(() => seenLanes(seen, source), [seen, source]);
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const count = told?.moments.length ?? 0;
  useEffect(() => {
    if (!isPlaying) return;
    if (at >= count - 1) return setPlaying(false);
    const timer = setTimeout(() => setAt(at + 1), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, at, count]);
  if (!told) return null;
  const last = told.moments.length - 1;
  const place = Math.min(at, last);
  const moment = told.moments[place];
  if (!moment) return null;
  const go = (step: number) => setAt(Math.min(last, Math.max(0, place + step)));
  const onKeyDown = (event: KeyboardEvent) => {
    const isChoosing = (event.target as Element).closest('[role="radio"]') !== null;
    if (isChoosing) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -last, End: last }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are for whatever inside it has the focus
    <div className="slow" onKeyDown={onKeyDown}>
      <div className="slow-picture">
        <Stages seen={seen} />
        <SeenPicture model={told.model} parts={moment.parts} row={seen.rows[0] ?? 0} />
        <ol className="slow-list small">
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
        classNames={source.summary?.classNames ?? []}
      />
      <div className="slow-pager">
        <button type="button" className="button" aria-disabled={place === 0} onClick={() => go(-1)}>
          Back
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={place === last}
          onClick={() => go(1)}
          // the keys work at once, without a press on anything
          // biome-ignore lint/a11y/noAutofocus: a dialog puts the focus somewhere; here it is of use
          autoFocus
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
        <span className="small quiet">Arrow keys go from moment to moment.</span>
      </div>
    </div>
  );
}

export default function SlowMotion() {
  const session = useSession();
  const { run, seen, failed } = useSlowMotion((state) => state);
  const { options } = useRuns();
  return (
    <Dialog.Root
      open={run !== null}
      onOpenChange={(open) => {
        if (!open) session.closeStep();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="floating slow-sheet">
          <div className="slow-head">
            <Dialog.Title>Slow motion</Dialog.Title>
            <Dialog.Description className="small quiet">
              One training step on a real batch,{' '}
              {seen && seen.epoch > 0 ? `after epoch ${seen.epoch}` : 'before any training'}. It is
              looked at, not taken.
            </Dialog.Description>
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
          <RunChoice
            runs={options}
            chosen={run}
            onChoose={(name) => session.showStep(name, null)}
          />
          {failed ? (
            <p role="alert">
              {failed.message} {failed.hint}
            </p>
          ) : null}
          {seen ? <Seen key={`${seen.run} ${seen.stage}`} seen={seen} /> : null}
          {seen || failed ? null : <p className="quiet">The step is being computed.</p>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
