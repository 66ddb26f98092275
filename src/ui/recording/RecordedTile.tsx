/** One recorded sample: seen, heard, and thrown away. */
import type { RecordedSample } from '../../state/recording/recording-store';
import { SoundButton } from '../samples/SoundButton';
import { useSession } from '../session-context';
import css from './RecordedClasses.module.css';

interface Props {
  readonly sample: RecordedSample;
  readonly name: string;
}

export function RecordedTile({ sample, name }: Props) {
  const { recording } = useSession();
  const { picture, sound } = sample;
  return (
    <li className={css.tile}>
      {picture ? <img src={picture.address} alt={name} /> : null}
      <div className={css.acts}>
        {sound ? (
          <SoundButton
            sound={{ kind: 'clip', address: sound.address, startS: 0, durationS: 1 }}
            of={name}
          />
        ) : null}
        <button
          type="button"
          className="link small"
          aria-label={`Delete ${name}`}
          onClick={() => recording.remove(sample.id)}
        >
          Delete
        </button>
      </div>
    </li>
  );
}
