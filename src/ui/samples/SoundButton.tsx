/** Plays how a sample sounds; pressed again it stops. */
import { useEffect, useState } from 'react';
import { type SampleSound, soundText } from '../../state/samples/sound-of';
import { playSound, stopSound } from './play-sound';

export function SoundButton({ sound }: { readonly sound: SampleSound }) {
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => stopSound, []);
  const press = () => {
    if (isPlaying) return stopSound();
    setPlaying(true);
    playSound(sound, () => setPlaying(false));
  };
  return (
    <button type="button" className="link small" onClick={press}>
      {isPlaying ? 'Stop' : `Play ${soundText(sound)}`}
    </button>
  );
}
