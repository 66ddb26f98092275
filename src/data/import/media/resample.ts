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
  const kernels = kernelsFor(fromHz, toHz);
  const step = fromHz / toHz;
  for (let i = 0; i < count; i++) {
    const { offset, weights } =
      kernels[i % kernels.length] ?? kernelAt((i * step) % 1, fromHz, toHz);
    const first = Math.floor(i * step + TINY) + offset;
    let sum = 0;
    for (let k = Math.max(0, -first); k < weights.length && first + k < sound.length; k++) {
      sum += (sound[first + k] as number) * (weights[k] as number);
    }
    out[i] = sum;
  }
  return out;
}

/** Weights of the samples around a place; the first lies `offset` samples from the place's whole part. */
interface Kernel {
  readonly offset: number;
  readonly weights: Float64Array;
}

/** Whole places may come out a hair below themselves. */
const TINY = 1e-9;
/** Between rates with more different places than that, each place is computed anew. */
const MOST_KERNELS = 4096;
const known = new Map<string, readonly Kernel[]>();

/** One kernel for each place between samples that occurs, in the order of the result; none for odd rates. */
function kernelsFor(fromHz: number, toHz: number): readonly Kernel[] {
  const key = `${fromHz}/${toHz}`;
  let kernels = known.get(key);
  if (!kernels) {
    const places = toHz / greatestDivisor(fromHz, toHz);
    kernels =
      Number.isInteger(places) && places <= MOST_KERNELS
        ? Array.from({ length: places }, (_, i) =>
            kernelAt(((i * fromHz) % toHz) / toHz, fromHz, toHz),
          )
        : [];
    known.set(key, kernels);
  }
  return kernels;
}

/** @param fraction how far the place is past a sample, 0 to 1. */
function kernelAt(fraction: number, fromHz: number, toHz: number): Kernel {
  const scale = Math.min(1, toHz / fromHz) * CUTOFF;
  const reach = CROSSINGS / scale;
  const offset = Math.ceil(fraction - reach);
  const last = Math.floor(fraction + reach);
  const weights = Float64Array.from({ length: last - offset + 1 }, (_, k) => {
    const x = (offset + k - fraction) * scale;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / CROSSINGS);
    return sinc(x) * window * scale;
  });
  return { offset, weights };
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
