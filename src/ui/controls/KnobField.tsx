/** One knob as a field of a form, made from its description. A value out of range is refused beside the field. */
import { useId, useState } from 'react';
import type { Knob } from '../../protocol/catalogue';
import { knobRange, readKnob } from '../../state/knobs';
import { Choice } from './Choice';
import css from './KnobField.module.css';

interface Props<K extends Knob> {
  readonly knob: K;
  /** The value in use, as it is shown. */
  readonly value: string;
  readonly onChange: (value: number | string) => void;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function NumberField({ knob, value, onChange }: Props<Knob>) {
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const id = useId();
  const commit = () => {
    if (typed === null || typed === value) return setTyped(null);
    const read = readKnob(knob, typed);
    if ('refusal' in read) return setRefusal(read.refusal);
    setRefusal(null);
    setTyped(null);
    onChange(read.value);
  };
  return (
    <div className={css.knob}>
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
        {refusal === null ? null : <span className="problem">{refusal}</span>}
      </p>
    </div>
  );
}

function ChoiceField({ knob, value, onChange }: Props<Knob & { kind: 'choice' }>) {
  // an address may hold a value that no form offers
  const choices = knob.choices.includes(value) ? knob.choices : [...knob.choices, value];
  return (
    <div className={css.knob}>
      <Choice
        label={knob.label}
        value={value}
        options={choices.map((choice) => ({ value: choice, name: choice }))}
        onChange={onChange}
      />
      <p className="small quiet">{knob.explanation}</p>
    </div>
  );
}

export function KnobField({ knob, value, onChange }: Props<Knob>) {
  return knob.kind === 'choice' ? (
    <ChoiceField knob={knob} value={value} onChange={onChange} />
  ) : (
    <NumberField knob={knob} value={value} onChange={onChange} />
  );
}
