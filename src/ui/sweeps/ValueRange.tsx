/** Fills the list of values with a range: from, to, how many, by equal steps or equal factors. */
import { useState } from 'react';
import type { Knob } from '../../protocol/knobs';
import { MOST_VALUES, rangeOfValues } from '../../state/sweeps/swept-knobs';
import { Choice } from '../controls/Choice';
import css from './Sweeps.module.css';

interface Props {
  readonly knob: Knob;
  readonly onFill: (texts: readonly string[]) => void;
}

type By = 'steps' | 'factors';

export function ValueRange({ knob, onFill }: Props) {
  const [typed, setTyped] = useState({ from: '', to: '', count: '5' });
  const [by, setBy] = useState<By>('steps');
  if (knob.kind !== 'number' || knob.only) return null;
  const [from, to, count] = [Number(typed.from), Number(typed.to), Number(typed.count)];
  const refusal = refusalOf({ ...typed, by });
  const field = (key: keyof typeof typed, label: string) => (
    <label className={css.part}>
      <span className="small quiet">{label}</span>
      <input
        className="field"
        inputMode="decimal"
        value={typed[key]}
        onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
      />
    </label>
  );
  return (
    <details className={css.range}>
      <summary className="link small">Fill in a range</summary>
      <div className={css.rangeFields}>
        {field('from', 'From')}
        {field('to', 'to')}
        {field('count', 'how many')}
        <Choice
          label="by equal"
          value={by}
          options={[
            { value: 'steps', name: 'steps' },
            { value: 'factors', name: 'factors' },
          ]}
          onChange={(value) => setBy(value === 'factors' ? 'factors' : 'steps')}
        />
        <button
          type="button"
          className="button outlined"
          disabled={refusal !== null}
          onClick={() =>
            onFill(rangeOfValues({ from, to, count, by }, knob.integer === true).map(String))
          }
        >
          Fill in
        </button>
      </div>
      {refusal === null || typed.from === '' || typed.to === '' ? null : (
        <p className="small problem">{refusal}</p>
      )}
    </details>
  );
}

interface Typed {
  readonly from: string;
  readonly to: string;
  readonly count: string;
  readonly by: By;
}

/** Why there is no such range; null where there is one. */
function refusalOf({ from, to, count, by }: Typed): string | null {
  const [low, high, many] = [Number(from), Number(to), Number(count)];
  if (from.trim() === '' || to.trim() === '' || !Number.isFinite(low) || !Number.isFinite(high)) {
    return 'Both ends must be numbers.';
  }
  if (!Number.isInteger(many) || many < 2 || many > MOST_VALUES) {
    return `There can be 2 to ${MOST_VALUES} values.`;
  }
  return by === 'factors' && (low <= 0 || high <= 0)
    ? 'Equal factors lead from one number above 0 to another.'
    : null;
}
