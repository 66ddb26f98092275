/** One sample of the data: the picture to see, the sound to hear. */
import { asRow } from '../../protocol/units';
import { soundOf } from '../../state/samples/sound-of';
import { SamplePart } from '../samples/SamplePart';
import { SoundButton } from '../samples/SoundButton';
import { useShown } from '../session-context';
import css from './StageSample.module.css';

export function StageSample() {
  const summary = useShown((state) => state.summary);
  const [preview] = summary?.previews ?? [];
  if (!summary || !preview) return null;
  const name = summary.classNames[preview.label] ?? `class ${preview.label}`;
  return (
    <figure className={css.sample}>
      {summary.modalities.map((modality, place) => {
        const values = preview.values[place];
        if (!values) return null;
        const sound = soundOf(modality, asRow(preview.row ?? 0), values);
        return (
          <div key={modality.id} className={css.modality} data-kind={modality.kind}>
            <SamplePart
              modality={modality}
              index={place}
              values={values}
              texts={preview.texts}
              lacks={preview.lacks}
              name={name}
            />
            {sound ? <SoundButton sound={sound} of={name} word="Hear" /> : null}
            {place === summary.modalities.length - 1 ? (
              <figcaption className={css.name}>A sample: {name}</figcaption>
            ) : null}
          </div>
        );
      })}
    </figure>
  );
}
