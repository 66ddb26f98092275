/** A method's knobs as a form, made from the catalogue. */
import type { Knob, MethodDescription } from '../../protocol/catalogue';
import { knobPath, knobValue } from '../../state/knobs';
import { KnobField } from '../controls/KnobField';
import { useExperiment, useSession } from '../session-context';
import css from './KnobForm.module.css';

function RunKnob({ run, knob }: { readonly run: string; readonly knob: Knob }) {
  const session = useSession();
  const value = useExperiment((state) => String(knobValue(state.settings, run, knob)));
  return (
    <KnobField
      knob={knob}
      value={value}
      onChange={(next) => session.change(knobPath(run, knob), next)}
    />
  );
}

export function KnobForm({
  run,
  method,
}: {
  readonly run: string;
  readonly method: MethodDescription;
}) {
  return (
    <div className={css.knobs}>
      {method.knobs.map((knob) => (
        <RunKnob key={knob.path} run={run} knob={knob} />
      ))}
    </div>
  );
}
