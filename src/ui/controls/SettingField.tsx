/**
 * One knob of the experiment as a field: shows the value in use, changes the setting at its path, and says where that is
 * no longer what the preset has.
 */
import type { Knob } from '../../protocol/knobs';
import type { Decided } from '../../protocol/run-knobs';
import type { ReadSetting } from '../../state/preset';
import { useExperiment, useSession } from '../session-context';
import { ChangedMark } from './ChangedMark';
import { DecidedField, KnobField } from './KnobField';

interface Props {
  readonly knob: Knob;
  /** Where its value stands in the settings. */
  readonly path: string;
  /** Reads it through the layers it may come from. */
  readonly read: ReadSetting;
  /** Where another knob decides it. */
  readonly decided?: Decided | undefined;
}

export function SettingField({ knob, path, read, decided }: Props) {
  const session = useSession();
  const value = useExperiment(({ settings }) => read(settings));
  if (decided) return <DecidedField knob={knob} decided={decided} path={path} />;
  return (
    <KnobField
      knob={knob}
      value={value}
      path={path}
      onChange={(next) => session.change(path, next)}
    >
      <ChangedMark knob={knob} path={path} read={read} />
    </KnobField>
  );
}
