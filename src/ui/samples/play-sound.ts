/** Plays one sound at a time. Knows no sample. */
import { type SampleSound, WAVE_RATE_HZ } from '../../state/samples/sound-of';

/** Loudness of a synthesised wave: a bare tone at full scale hurts. */
const WAVE_LOUDNESS = 0.2;

let context: AudioContext | null = null;
/** Ends whatever plays. */
let silence = () => {};

/** Plays a sound after ending any other; `onEnd` is called once, when it ends or is ended. */
export function playSound(sound: SampleSound, onEnd: () => void): void {
  silence();
  let isOver = false;
  const stop = sound.kind === 'clip' ? playClip(sound, finish) : playWave(sound.wave, finish);
  function finish() {
    if (isOver) return;
    isOver = true;
    stop();
    onEnd();
  }
  silence = finish;
}

/** Ends what plays, e.g. when its sample is closed. */
export function stopSound(): void {
  silence();
}

function playClip(
  { address, startS, durationS }: Extract<SampleSound, { kind: 'clip' }>,
  onEnd: () => void,
): () => void {
  const player = new Audio(address);
  let timer: ReturnType<typeof setTimeout> | undefined;
  player.currentTime = startS;
  player.addEventListener('playing', () => {
    timer ??= setTimeout(onEnd, durationS * 1000);
  });
  player.addEventListener('ended', onEnd);
  player.addEventListener('error', onEnd);
  player.play().catch(onEnd);
  return () => {
    clearTimeout(timer);
    player.pause();
  };
}

function playWave(wave: Float32Array, onEnd: () => void): () => void {
  context ??= new AudioContext();
  const buffer = context.createBuffer(1, wave.length, WAVE_RATE_HZ);
  buffer.getChannelData(0).set(wave);
  const source = context.createBufferSource();
  source.buffer = buffer;
  const loudness = context.createGain();
  loudness.gain.value = WAVE_LOUDNESS;
  source.connect(loudness).connect(context.destination);
  source.addEventListener('ended', onEnd);
  source.start();
  return () => {
    source.stop();
    source.disconnect();
  };
}
