/** One knob as a field of a form, made from its description. A value out of range is refused beside the field. */
import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react';
import {
  type Knob,
  type KnobValue,
  offeredTexts,
  rangeWithUnit,
  readText,
  textOf,
} from '../../protocol/knobs';
import type { Decided } from '../../protocol/run-knobs';
import { Choice } from './Choice';
import css from './KnobField.module.css';

interface Props {
  readonly knob: Knob;
  /** The value in use. */
  readonly value: KnobValue;
  /** Where it stands in the settings. */
  readonly path?: string;
  readonly onChange: (value: KnobValue) => void;
  /** What is said of it below. */
  readonly children?: ReactNode;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the knob is, what it accepts and in which unit. */
function noteOf(knob: Knob): string {
  return `${knob.explanation} ${capital(rangeWithUnit(knob))}.`;
}

interface InputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly knob: Knob;
  /** What stands below it, and is read with it. */
  readonly note: ReactNode;
  readonly path: string | undefined;
}

function KnobInput({ knob, note, path, children, ...input }: InputProps) {
  const id = useId();
  return (
    <div className={css.knob}>
      <label className="small quiet" htmlFor={id}>
        {knob.label}
      </label>
      <input
        id={id}
        className="field"
        {...input}
        data-setting={path}
        aria-describedby={`${id}-note`}
      />
      <p className="small quiet" id={`${id}-note`}>
        {note}
      </p>
      {children}
    </div>
  );
}

function TypedField({ knob, value, path, onChange, children }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const shown = textOf(knob, value);
  const commit = () => {
    if (typed === null || typed === shown) {
      setRefusal(null);
      return setTyped(null);
    }
    const read = readText(knob, typed);
    if ('refusal' in read) return setRefusal(read.refusal);
    setRefusal(null);
    setTyped(null);
    onChange(read.value);
  };
  return (
    <KnobInput
      knob={knob}
      note={refusal === null ? noteOf(knob) : <span className="problem">{refusal}</span>}
      path={path}
      value={typed ?? shown}
      aria-invalid={refusal !== null}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    >
      {children}
    </KnobInput>
  );
}

function ChosenField({
  knob,
  value,
  path,
  onChange,
  offered,
  children,
}: Props & { readonly offered: readonly string[] }) {
  const id = useId();
  const shown = textOf(knob, value);
  // an address may hold a value that no form offers
  const texts = offered.includes(shown) ? offered : [...offered, shown];
  return (
    <div className={css.knob}>
      <Choice
        label={knob.label}
        value={shown}
        note={id}
        setting={path}
        options={texts.map((text) => ({ value: text, name: text }))}
        onChange={(text) => {
          const read = readText(knob, text);
          if ('value' in read) onChange(read.value);
        }}
      />
      <p className="small quiet" id={id}>
        {knob.explanation}
      </p>
      {children}
    </div>
  );
}

/** A knob that another one decides while that is on: what it is, and who says so. */
export function DecidedField({
  knob,
  decided,
  path,
}: {
  readonly knob: Knob;
  readonly decided: Decided;
  readonly path?: string;
}) {
  return (
    <KnobInput
      knob={knob}
      note={`\u201c${decided.by.label}\u201d decides this while it is on.`}
      path={path}
      value={textOf(knob, decided.value)}
      readOnly
    />
  );
}

export function KnobField(props: Props) {
  const offered = offeredTexts(props.knob);
  return offered ? <ChosenField {...props} offered={offered} /> : <TypedField {...props} />;
}
