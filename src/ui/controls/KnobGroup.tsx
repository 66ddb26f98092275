/** Fields of a form that belong together, under one title. */
import type { ReactNode } from 'react';
import { type Knob, knobValue } from '../../protocol/knobs';
import css from './KnobGroup.module.css';
import { SettingField } from './SettingField';

interface GroupProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function KnobGroup({ title, children }: GroupProps) {
  return (
    <fieldset className={css.group}>
      <legend className="small">{title}</legend>
      {children}
    </fieldset>
  );
}

interface SettingsProps {
  readonly title: string;
  /** With whole paths. */
  readonly knobs: readonly Knob[];
}

/** Knobs that stand in the settings themselves. */
export function SettingsGroup({ title, knobs }: SettingsProps) {
  return (
    <KnobGroup title={title}>
      {knobs.map((knob) => (
        <SettingField
          key={knob.path}
          knob={knob}
          path={knob.path}
          read={(settings) => knobValue(knob, settings)}
        />
      ))}
    </KnobGroup>
  );
}
