/** A number that every modality may have of its own: a field for each, which takes the place of the one for all. */
import { type Knob, type KnobValue, valueAt } from '../../protocol/knobs';
import { knobPath } from '../../protocol/run-knobs';
import { isTree } from '../../protocol/settings-paths';
import { KnobField } from '../controls/KnobField';
import { useExperiment, useSession } from '../session-context';

interface Props {
  readonly run: string;
  readonly knob: Knob;
}

/** The word for "nothing of its own". */
const AS_ALL = 'same';

/** @param name of the modality. */
const ownKnob = (knob: Knob & { kind: 'number' }, id: string, name: string): Knob => ({
  ...knob,
  path: `${knob.path}.${id}`,
  label: `${knob.label}, ${name}`,
  explanation: `Of ${name} alone; where one modality has its own, the others have the default. The word ${AS_ALL} stands for nothing of its own.`,
  optional: true,
  orWord: AS_ALL,
  wordMeans: 'nothing',
  default: undefined,
});

export function ModalityKnobs({ run, knob }: Props) {
  const session = useSession();
  const path = knobPath(run, knob);
  const modalities = useExperiment(({ summary }) => summary?.modalities ?? null);
  const set = useExperiment(({ settings }) => valueAt(settings, path));
  if (knob.kind !== 'number' || modalities === null) return null;
  const own = isTree(set) ? set : {};
  const change = (id: string, value: KnobValue) => {
    const { [id]: _, ...others } = own;
    const next = value === undefined ? others : { ...others, [id]: value };
    session.change(path, Object.keys(next).length > 0 ? next : undefined);
  };
  return modalities.map(({ id, name }) => (
    <KnobField
      key={id}
      knob={ownKnob(knob, id, name)}
      path={`${path}.${id}`}
      value={own[id] as KnobValue}
      onChange={(value) => change(id, value)}
    />
  ));
}
