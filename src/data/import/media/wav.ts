/**
 * WAV files: PCM of 8 to 32 bits, floats, mu-law and A-law, in RIFF, RIFX (big-endian) and RF64. A small
 * reader of our own: the kept packages either write only, or read PCM only. Imports this folder only.
 */
import { unusable } from '../import-error';
import type { SoundReader } from '../reader';
import type { DecodedAudio } from './decoders';

const FIX = 'Save the sound again as WAV, 16 bit PCM.';
const MOST_CHANNELS = 32;

export const wav: SoundReader = {
  id: 'wav',
  name: 'WAV',
  endings: ['wav'],
  alsoEndings: ['wave'],
  signature: { test: isWav, weight: 'hint' },
  gives: 'sound',
  where: 'anywhere',
  read: readWav,
};

interface WavFormat {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bytesPerSample: number;
}

/** Whether bytes start like a WAV of any family. */
export function isWav(bytes: Uint8Array): boolean {
  return ['RIFF', 'RIFX', 'RF64'].includes(tagAt(bytes, 0)) && tagAt(bytes, 8) === 'WAVE';
}

/**
 * @returns every channel in -1..1 (floats as they are); a warning where the file is shorter than it says.
 * @throws ImportError when it is no whole WAV, holds no sound, or is coded in a way that is not read.
 */
export function readWav(bytes: Uint8Array, file: string): DecodedAudio {
  if (!isWav(bytes)) throw unusable(file, 'is not a whole WAV file', FIX);
  const little = tagAt(bytes, 0) !== 'RIFX';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: WavFormat | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const tag = tagAt(bytes, at);
    const size = view.getUint32(at + 4, little);
    const start = at + 8;
    if (tag === 'fmt ') {
      if (start + 16 > bytes.length || size < 16) break;
      format = formatAt(view, start, size, little, file);
    }
    if (tag === 'data') {
      if (!format) throw unusable(file, 'is damaged: its sound comes before its format', FIX);
      return soundAt(view, start, size, format, little, file);
    }
    // chunks start at even places
    at = start + size + (size % 2);
  }
  throw unusable(file, format ? 'has no sound in it' : 'is cut off before its sound begins', FIX);
}

function formatAt(
  view: DataView,
  at: number,
  size: number,
  little: boolean,
  file: string,
): WavFormat {
  let tag = view.getUint16(at, little);
  const channels = view.getUint16(at + 2, little);
  const sampleRateHz = view.getUint32(at + 4, little);
  const frameBytes = view.getUint16(at + 12, little);
  const bits = view.getUint16(at + 14, little);
  // the extensible form keeps the true tag in the first number of its sub-format
  if (tag === 0xfffe && size >= 28 && at + 28 <= view.byteLength) {
    tag = view.getUint32(at + 24, little) & 0xffff;
  }
  const bytesPerSample = frameBytes / channels;
  const fault =
    channels < 1 || channels > MOST_CHANNELS
      ? `says it has ${channels} channels`
      : sampleRateHz < 1 || sampleRateHz > 1_000_000
        ? `says it has ${sampleRateHz} samples per second`
        : bytesPerSample !== Math.ceil(bits / 8)
          ? `contradicts itself: ${bits} bits and ${frameBytes} bytes for ${channels} ${channels === 1 ? 'channel' : 'channels'}`
          : null;
  if (fault) throw unusable(file, fault, FIX);
  return { tag, channels, sampleRateHz, bytesPerSample };
}

function soundAt(
  view: DataView,
  start: number,
  size: number,
  format: WavFormat,
  little: boolean,
  file: string,
): DecodedAudio {
  const { channels, bytesPerSample, sampleRateHz } = format;
  const read = reader(view, format, little, file);
  const there = view.byteLength - start;
  // RF64 and streams write 2^32 - 1 where the size did not fit or was not known
  const isOpen = size === 0xffffffff;
  const frameBytes = channels * bytesPerSample;
  const frames = Math.floor(Math.min(there, isOpen ? there : size) / frameBytes);
  if (frames < 1) throw unusable(file, 'has no sound in it', FIX);
  const lists = Array.from({ length: channels }, () => new Float32Array(frames));
  for (let frame = 0; frame < frames; frame++) {
    lists.forEach((list, channel) => {
      list[frame] = read(start + frame * frameBytes + channel * bytesPerSample);
    });
  }
  const isShort = !isOpen && there < size;
  return {
    sampleRateHz,
    channels: lists,
    ...(isShort
      ? {
          warning: `${file} is shorter than its header says (${frames} of ${Math.floor(size / frameBytes)} samples); what is there is used.`,
        }
      : {}),
  };
}

/** How to read one sample at a byte offset, in -1..1. */
function reader(
  view: DataView,
  { tag, bytesPerSample: size }: WavFormat,
  little: boolean,
  file: string,
): (at: number) => number {
  switch (`${tag}/${size}`) {
    case '1/1':
      // 8 bits are unsigned, silence is 128
      return (at) => (view.getUint8(at) - 128) / 128;
    case '1/2':
      return (at) => view.getInt16(at, little) / 2 ** 15;
    case '1/3':
      return (at) => {
        const high = view.getInt8(little ? at + 2 : at);
        const low = view.getUint8(little ? at : at + 2);
        return (high * 65_536 + view.getUint8(at + 1) * 256 + low) / 2 ** 23;
      };
    case '1/4':
      return (at) => view.getInt32(at, little) / 2 ** 31;
    case '3/4':
      return (at) => view.getFloat32(at, little);
    case '3/8':
      return (at) => view.getFloat64(at, little);
    case '6/1':
      return (at) => aLaw(view.getUint8(at));
    case '7/1':
      return (at) => muLaw(view.getUint8(at));
    default:
      throw unusable(file, `holds sound coded as type ${tag} with ${size * 8} bits`, FIX);
  }
}

/** ITU-T G.711 mu-law, 14 bits. */
function muLaw(code: number): number {
  const bits = ~code & 0xff;
  const size = (((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4);
  return ((bits & 0x80 ? -1 : 1) * (size - 0x84)) / 32_768;
}

/** ITU-T G.711 A-law, 13 bits. */
function aLaw(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits & 0x70) >> 4;
  const fraction = ((bits & 0x0f) << 4) + 8;
  const size = exponent === 0 ? fraction : (fraction + 0x100) << (exponent - 1);
  return ((bits & 0x80 ? 1 : -1) * size) / 32_768;
}

const tagAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));
