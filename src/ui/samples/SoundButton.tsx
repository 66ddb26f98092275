/** Plays how a sample sounds; pressed again it stops. */
import { useEffect, useState } from 'react';
import { type SampleSound, soundText } from '../../state/samples/sound-of';
import { playSound, stopSound } from './play-sound';

interface Props {
  readonly sound: SampleSound;
  /** Whose sound it is, where many such buttons stand side by side: the button then says "Play" only. */
  readonly of?: string;
  /** What the button says in place of "Play". */
  readonly word?: string;
}

export function SoundButton({ sound, of, word = 'Play' }: Props) {
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => stopSound, []);
  const press = () => {
    if (isPlaying) return stopSound();
    setPlaying(true);
    playSound(sound, () => setPlaying(false));
  };
  return (
    <button
      type="button"
      className="link small"
      aria-label={of === undefined ? undefined : `${isPlaying ? 'Stop' : word} the sound of ${of}`}
      onClick={press}
    >
      {isPlaying ? 'Stop' : of === undefined ? `Play ${soundText(sound)}` : word}
    </button>
  );
}
