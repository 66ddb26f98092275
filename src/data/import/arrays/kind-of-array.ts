/**
 * What the numbers of one sample are: features, a series, a picture or frames, by the name of the array, by its sides and
 * by its numbers. Imports the vocabulary and this room only.
 */
import { tokensOf } from '../meaning/words';
import { FEWEST_READINGS } from '../series/windows';
import { withAxes } from './axes';
import { lastPart, type NumberArray } from './number-array';

export type ArrayKind = 'vector' | 'series' | 'image' | 'video';

/** An array with its samples first, the axes of a sample as its kind has them. */
export interface KnownArray {
  readonly array: NumberArray;
  readonly kind: ArrayKind;
  /** Whether it may as well be a picture, or a series. */
  readonly isDoubt: boolean;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const PICTURES = setOf(
  'image images img imgs picture pictures pic pics photo photos rgb gray grey pixels digits faces face mask depth map maps spectrogram spectrograms spec specs mel logmel mfcc mfccs stft cqt',
);
const SERIES = setOf(
  'series signal signals wave waves waveform waveforms eeg ecg ekg emg eog meg ppg eda acc accel accelerometer gyro gyr mag imu sensor sensors window windows trial trials epoch epochs sequence sequences seq seqs traj trajectory trajectories motion skeleton skeletons joints keypoints landmarks recording recordings timeseries ts stroke strokes',
);
const FRAMES = setOf('video videos clip clips frames movie movies');

/** Sides of colours in a picture. */
const COLOURS: ReadonlySet<number> = new Set([1, 3, 4]);
/** Below that a side counts channels rather than pixels. */
const FEWEST_PIXELS = 8;
/** From that side on, numbers without a telling name may be a picture of sound as well as a series. */
const FEWEST_DOUBTED = 16;
/** A side so many times the other is time. */
const MUCH_LONGER = 2;
/** Numbers looked at to tell the axis of time. */
const MOST_LOOKED_AT = 20_000;

/**
 * @param array samples first.
 * @param rows what a person has said: `samples` for pictures, `readings` for series; else it is told by the evidence.
 * @param channels how many names of channels there are beside the array; 0 for none.
 */
export function kindOfArray(
  array: NumberArray,
  rows: 'auto' | 'samples' | 'readings',
  channels: number,
): KnownArray {
  const each = array.shape.slice(1);
  const said = wordIn(array.name);
  if (each.length === 2) return kindOfMatrix(array, rows, channels, said);
  if (each.length === 3) return kindOfCube(array, rows, said);
  if (each.length === 4) return asVideo(array);
  return known(array, 'vector');
}

const known = (array: NumberArray, kind: ArrayKind, isDoubt = false): KnownArray => ({
  array,
  kind,
  isDoubt,
});

function wordIn(name: string): 'picture' | 'series' | 'frames' | null {
  const tokens = tokensOf(lastPart(name));
  if (tokens.some((token) => FRAMES.has(token))) return 'frames';
  if (tokens.some((token) => PICTURES.has(token))) return 'picture';
  return tokens.some((token) => SERIES.has(token)) ? 'series' : null;
}

function kindOfMatrix(
  array: NumberArray,
  rows: 'auto' | 'samples' | 'readings',
  channels: number,
  said: ReturnType<typeof wordIn>,
): KnownArray {
  const [, a = 0, b = 0] = array.shape;
  const least = Math.min(a, b);
  const asPicture = () => known(withColour(array), 'image');
  if (rows === 'samples' || Math.max(a, b) < FEWEST_READINGS) return asPicture();
  if (rows === 'readings' || said === 'series') return known(timeFirst(array, channels), 'series');
  if (said === 'picture' || said === 'frames') return asPicture();
  if (channels > 0 && (a === channels) !== (b === channels)) {
    return known(timeFirst(array, channels), 'series');
  }
  if (least >= FEWEST_PIXELS && (a === b || areGreys(array))) return asPicture();
  return known(timeFirst(array, channels), 'series', least >= FEWEST_DOUBTED);
}

const withColour = (array: NumberArray): NumberArray => ({ ...array, shape: [...array.shape, 1] });

function kindOfCube(
  array: NumberArray,
  rows: 'auto' | 'samples' | 'readings',
  said: ReturnType<typeof wordIn>,
): KnownArray {
  const [samples = 0, a = 0, b = 0, c = 0] = array.shape;
  if ((rows === 'readings' || said === 'series') && a >= FEWEST_READINGS) {
    return known({ ...array, shape: [samples, a, b * c] }, 'series');
  }
  const [first, last] = [COLOURS.has(a), COLOURS.has(c)];
  if (last && !(first && b === c)) return known(array, 'image');
  if (first) return known(withAxes(array, [0, 2, 3, 1]), 'image');
  if (said === 'frames') return known({ ...array, shape: [samples, a, b, c, 1] }, 'video');
  // many bands: the two sides that are equal are the picture
  if (b === c && a !== b) return known(withAxes(array, [0, 2, 3, 1]), 'image');
  return known(array, 'image');
}

function asVideo(array: NumberArray): KnownArray {
  const [, a = 0, b = 0, , d = 0] = array.shape;
  if (COLOURS.has(d)) return known(array, 'video');
  if (COLOURS.has(b)) return known(withAxes(array, [0, 1, 3, 4, 2]), 'video');
  if (COLOURS.has(a)) return known(withAxes(array, [0, 2, 3, 4, 1]), 'video');
  return known(array, 'video');
}

/** Whole numbers from 0 to 255, more than a few of them, as pictures have them. */
function areGreys({ data }: NumberArray): boolean {
  let most = 0;
  const step = Math.max(1, Math.floor(data.length / MOST_LOOKED_AT));
  for (let at = 0; at < data.length; at += step) {
    const value = data[at] as number;
    if (!Number.isInteger(value) || value < 0 || value > 255) return false;
    most = Math.max(most, value);
  }
  return most > 1;
}

/** `[samples, time, channels]`: time is what has no names, else the much longer side, else the one along which numbers change less. */
function timeFirst(array: NumberArray, channels: number): NumberArray {
  const [, a = 0, b = 0] = array.shape;
  const turned = () => withAxes(array, [0, 2, 1]);
  if (channels > 0 && (a === channels) !== (b === channels)) {
    return a === channels ? turned() : array;
  }
  if (Math.max(a, b) >= MUCH_LONGER * Math.min(a, b)) return a >= b ? array : turned();
  return changeAlong(array, 1) <= changeAlong(array, 2) ? array : turned();
}

/** Mean change from one number to the next along an axis. */
function changeAlong({ shape, data }: NumberArray, axis: 1 | 2): number {
  const [samples = 0, a = 0, b = 0] = shape;
  const step = axis === 1 ? b : 1;
  let [sum, count] = [0, 0];
  for (let sample = 0; sample < samples && count < MOST_LOOKED_AT; sample++) {
    for (let i = 0; i + Number(axis === 1) < a; i++) {
      for (let k = 0; k + Number(axis === 2) < b; k++) {
        const at = (sample * a + i) * b + k;
        const change = Math.abs((data[at + step] as number) - (data[at] as number));
        if (Number.isFinite(change)) [sum, count] = [sum + change, count + 1];
      }
    }
  }
  return count > 0 ? sum / count : Number.POSITIVE_INFINITY;
}
