/** A method's knobs as a form, made from the catalogue. A value out of range is refused beside its field. */
import { useId, useState } from 'react';
import type { Knob, MethodDescription } from '../../protocol/catalogue';
import { knobPath, knobRange, knobValue, readKnob } from '../../state/knobs';
import { Choice } from '../controls/Choice';
import { useExperiment, useSession } from '../session-context';

function NumberKnob({ run, knob }: { readonly run: string; readonly knob: Knob }) {
  const session = useSession();
  const value = useExperiment((state) => String(knobValue(state.settings, run, knob)));
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const id = useId();
  const commit = () => {
    if (typed === null || typed === value) return setTyped(null);
    const read = readKnob(knob, typed);
    if ('refusal' in read) return setRefusal(read.refusal);
    setRefusal(null);
    setTyped(null);
    session.change(knobPath(run, knob), read.value);
  };
  return (
    <div className="knob">
      <label className="small quiet" htmlFor={id}>
        {knob.label}
      </label>
      <input
        id={id}
        className="field"
        value={typed ?? value}
        aria-invalid={refusal !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      <p className="small quiet" id={`${id}-note`}>
        {refusal === null ? `${knob.explanation} ${capital(knobRange(knob))}.` : null}
        {refusal === null ? null : <span className="knob-refusal">{refusal}</span>}
      </p>
    </div>
  );
}

function ChoiceKnob({
  run,
  knob,
}: {
  readonly run: string;
  readonly knob: Knob & { kind: 'choice' };
}) {
  const session = useSession();
  const value = useExperiment((state) => String(knobValue(state.settings, run, knob)));
  return (
    <div className="knob">
      <Choice
        label={knob.label}
        value={value}
        options={knob.choices.map((choice) => ({ value: choice, name: choice }))}
        onChange={(choice) => session.change(knobPath(run, knob), choice)}
      />
      <p className="small quiet">{knob.explanation}</p>
    </div>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function KnobForm({
  run,
  method,
}: {
  readonly run: string;
  readonly method: MethodDescription;
}) {
  return (
    <div className="knobs">
      {method.knobs.map((knob) =>
        knob.kind === 'choice' ? (
          <ChoiceKnob key={knob.path} run={run} knob={knob} />
        ) : (
          <NumberKnob key={knob.path} run={run} knob={knob} />
        ),
      )}
    </div>
  );
}
