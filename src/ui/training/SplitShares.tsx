/**
 * The three shares of a split. One alone cannot be changed, for they add up to 1; what was typed waits here until they do.
 */
import { useState } from 'react';
import { type KnobValue, knobValue } from '../../protocol/knobs';
import { keyOf } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import { SPLIT_KNOBS } from '../../protocol/training-knobs';
import { presetOf } from '../../state/preset';
import { Mark } from '../controls/ChangedMark';
import { KnobField } from '../controls/KnobField';
import { KnobGroup } from '../controls/KnobGroup';
import { useExperiment, useSession } from '../session-context';

type Split = Settings['split'];

function Shares({ split }: { readonly split: Split }) {
  const session = useSession();
  const [typed, setTyped] = useState<Partial<Split>>({});
  const shares = { ...split, ...typed };
  const total = shares.train + shares.validation + shares.test;
  const change = (path: string, value: KnobValue) => {
    const next = { ...shares, [path]: value };
    setTyped(next);
    if (fits(next)) session.change('split', next);
  };
  return (
    <>
      {SPLIT_KNOBS.map((knob) => (
        <KnobField
          key={knob.path}
          knob={knob}
          path={`split.${knob.path}`}
          value={knobValue(knob, shares)}
          onChange={(value) => change(knob.path, value)}
        />
      ))}
      <p className="small problem" role="status">
        {fits(shares)
          ? null
          : `The shares add up to ${Number(total.toFixed(4))}; they must add up to 1, with some for training and some for the test. Until then the split stays as it was.`}
      </p>
    </>
  );
}

const fits = ({ train, validation, test }: Split): boolean =>
  Math.abs(train + validation + test - 1) <= 1e-6 && train > 0 && test > 0;

export function SplitShares() {
  const session = useSession();
  const split = useExperiment(({ settings }) => settings.split);
  const preset = useExperiment((state) => presetOf(state).split);
  return (
    <KnobGroup title="Split">
      {/* another split from elsewhere, such as another data set, takes the place of what was typed */}
      <Shares key={keyOf(split)} split={split} />
      {keyOf(split) === keyOf(preset) ? null : (
        <Mark
          label="Split"
          text={`${preset.train}, ${preset.validation} and ${preset.test}`}
          onBack={() => session.change('split', preset)}
        />
      )}
    </KnobGroup>
  );
}
