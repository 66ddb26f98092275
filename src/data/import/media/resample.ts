/**
 * Sounds to one channel and another sampling rate: windowed-sinc interpolation, whose low-pass keeps what
 * the new rate cannot hold from folding back. Imports this folder only.
 */
import type { DecodedAudio } from './decoders';

/** Zero crossings of the sinc on either side; 16 leave errors below -60 dB. */
const CROSSINGS = 16;
/** Cutoff as a share of the lower of both half rates, so that the filter's slope ends before it. */
const CUTOFF = 0.95;

/** The mean of all channels. */
export function mixDown({ channels }: DecodedAudio): Float32Array {
  const [first] = channels;
  if (!first) return new Float32Array(0);
  if (channels.length === 1) return first;
  const mixed = new Float32Array(first.length);
  for (const channel of channels) {
    for (let i = 0; i < mixed.length; i++) {
      mixed[i] = (mixed[i] as number) + (channel[i] as number) / channels.length;
    }
  }
  return mixed;
}

/**
 * The start of a sound at another rate.
 * @param most samples wanted of the result; fewer come where the sound is shorter.
 */
export function resample(
  sound: Float32Array,
  fromHz: number,
  toHz: number,
  most: number,
): Float32Array {
  if (fromHz === toHz) return sound.slice(0, most);
  const count = Math.min(most, Math.max(1, Math.floor((sound.length * toHz) / fromHz)));
  const out = new Float32Array(count);
  const step = fromHz / toHz;
  const scale = Math.min(1, toHz / fromHz) * CUTOFF;
  const reach = CROSSINGS / scale;
  for (let i = 0; i < count; i++) {
    const centre = i * step;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(sound.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let k = first; k <= last; k++) {
      const x = (k - centre) * scale;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / CROSSINGS);
      sum += (sound[k] as number) * sinc(x) * window;
    }
    out[i] = sum * scale;
  }
  return out;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
