/** The encoder of one modality: its kind, and the fields that this kind reads; and what holds for all modalities. */
import { lazy, Suspense } from 'react';
import {
  ENCODER_KINDS,
  ENCODER_KNOBS,
  ENCODERS,
  encoderLayers,
  encoderOf,
} from '../../protocol/encoders';
import { type Knob, knobValue } from '../../protocol/knobs';
import { KnobGroup } from '../controls/KnobGroup';
import { SettingField } from '../controls/SettingField';
import { useExperiment } from '../session-context';
import type { HintedModality } from './EncoderHints';
import css from './TrainingPanel.module.css';

const EncoderHints = lazy(() => import('./EncoderHints'));

interface Props {
  readonly modality: HintedModality;
}

/** The kinds that can read this modality are offered; why the others cannot is said. */
function offeredFor({ id, shape }: Props['modality']) {
  const refusals = ENCODER_KINDS.flatMap((kind) => {
    const refusal = ENCODERS[kind].refusal(id, shape);
    return refusal === null ? [] : [{ kind, sentence: `${ENCODERS[kind].label}: ${refusal}` }];
  });
  const refused = refusals.map(({ kind }) => kind);
  const choices = ENCODER_KINDS.filter((kind) => !refused.includes(kind));
  return { choices, refusals };
}

export function EncoderForm({ modality }: Props) {
  const { id, name } = modality;
  const kind = useExperiment(({ settings }) => encoderOf(settings, id).kind);
  const { choices, refusals } = offeredFor(modality);
  const fields: readonly string[] = ENCODERS[kind].uses;
  const knobs = ENCODER_KNOBS.flatMap((knob): Knob[] => {
    if (knob.path === 'kind' && knob.kind === 'choice') {
      return [{ ...knob, choices, explanation: ENCODERS[kind].explanation }];
    }
    return fields.includes(knob.path) ? [knob] : [];
  });
  return (
    <KnobGroup title={`Encoder of ${name}`}>
      {knobs.map((knob) => (
        <SettingField
          key={knob.path}
          knob={knob}
          path={`encoders.${id}.${knob.path}`}
          read={(settings) => knobValue(knob, ...encoderLayers(settings, id))}
        />
      ))}
      <Suspense>
        <EncoderHints modality={modality} />
      </Suspense>
      {refusals.map(({ kind: refused, sentence }) =>
        // of the kind in use it is a hint, with a way out
        refused === kind ? null : (
          <p key={refused} className="small quiet">
            {sentence}
          </p>
        ),
      )}
    </KnobGroup>
  );
}

/** What holds for every modality that has nothing of its own. */
export function EncodersOfAll() {
  return (
    <details className={css.all}>
      <summary className="link small">All encoders at once</summary>
      <KnobGroup title="Encoders of all modalities">
        <p className="small quiet">
          What a modality has of its own, in its form below, counts more than this.
        </p>
        {ENCODER_KNOBS.map((knob) => (
          <SettingField
            key={knob.path}
            knob={knob}
            path={`encoders.*.${knob.path}`}
            read={({ encoders }) => knobValue(knob, encoders['*'])}
          />
        ))}
      </KnobGroup>
    </details>
  );
}
