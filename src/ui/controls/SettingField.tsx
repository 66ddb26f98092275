/** One knob of the experiment as a field: shows the value in use and changes the setting at its path. */
import type { Knob, KnobValue } from '../../protocol/knobs';
import type { Decided } from '../../protocol/run-knobs';
import type { Settings } from '../../protocol/settings';
import { useExperiment, useSession } from '../session-context';
import { DecidedField, KnobField } from './KnobField';

interface Props {
  readonly knob: Knob;
  /** Where its value stands in the settings. */
  readonly path: string;
  /** Reads it through the layers it may come from. */
  readonly read: (settings: Settings) => KnobValue;
  /** Where another knob decides it. */
  readonly decided?: Decided | undefined;
}

export function SettingField({ knob, path, read, decided }: Props) {
  const session = useSession();
  const value = useExperiment(({ settings }) => read(settings));
  if (decided) return <DecidedField knob={knob} decided={decided} />;
  return <KnobField knob={knob} value={value} onChange={(next) => session.change(path, next)} />;
}
