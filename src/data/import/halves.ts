/**
 * One modality has nothing to compete with. Where a file holds only one, it is cut in two that belong
 * together anyway: pictures down the middle, sounds into low and high, series by their channels (one channel: by time), a
 * text or a row of numbers into its first and second half. Imports math and this folder only.
 */
import { sizeOf } from '../../math/shape';
import { keyFor, type RawModality, type RawSamples } from './raw-samples';
import { cut, type TextLook } from './text/hash-text';
import { textModality } from './text/text-modality';

/** Cuts a single modality in two; leaves everything else as it is. */
export function halveSingleModality(raw: RawSamples, look: TextLook): RawSamples {
  const [only] = raw.modalities;
  if (!only || raw.modalities.length > 1 || raw.labels.length === 0) return raw;
  const { shape } = only;
  const isGrid = shape.length >= 3 && (shape.at(-2) as number) >= 2;
  if (only.kind === 'audio' && isGrid && (shape[0] as number) >= 2) {
    return {
      ...raw,
      modalities: halvesOfSound(only),
      choices: [
        ...raw.choices,
        'The files hold sounds only, so the lower half of their frequencies is one modality and the upper half the other.',
      ],
    };
  }
  if (['image', 'video', 'flow'].includes(only.kind) && isGrid) {
    return {
      ...raw,
      modalities: halvesOfPicture(only),
      choices: [
        ...raw.choices,
        'The files hold pictures only, so each was cut down the middle: left half and right half.',
      ],
    };
  }
  if (only.kind === 'series') {
    const [length = 0, channels = 0] = shape;
    if (channels < 2 && length < 2) return raw;
    return {
      ...raw,
      modalities: channels < 2 ? halvesInTime(only) : halvesOfChannels(only),
      choices: [
        ...raw.choices,
        channels < 2
          ? 'There is one channel only, so the first half of its time is one modality and the second half the other.'
          : 'The names of the channels tell of one sensor only, so the first half of its channels is one modality and the second half the other; name the channels of each to change that.',
      ],
    };
  }
  const { texts } = only;
  if (texts) {
    const halves = texts.map((text) => halvesOfText(text ?? ''));
    const half = (id: string, name: string, which: 0 | 1) =>
      textModality(
        { id, name },
        halves.map((each) => each[which]),
        look,
      );
    return {
      ...raw,
      modalities: [half('beginning', 'Beginning', 0), half('end', 'End', 1)],
      choices: [
        ...raw.choices,
        'There is one text a sample and nothing else, so its first half is one modality and its second half the other.',
      ],
    };
  }
  if (shape.length === 1 && (shape[0] as number) >= 2) {
    return {
      ...raw,
      modalities: halvesOfRow(only),
      choices: [
        ...raw.choices,
        'No groups of columns could be told from their names, so the first half is one modality and the second half the other; name the columns of each to change that.',
      ],
    };
  }
  return raw;
}

function halvesOfPicture(picture: RawModality): RawModality[] {
  const [width, channels] = picture.shape.slice(-2) as [number, number];
  const middle = Math.ceil(width / 2);
  return [
    { id: 'left', name: 'Left half', from: 0, to: middle },
    { id: 'right', name: 'Right half', from: middle, to: width },
  ].map(({ id, name, from, to }) => {
    const part = (to - from) * channels;
    const rows = picture.data.length / (width * channels);
    const data = new Float32Array(rows * part);
    for (let row = 0; row < rows; row++) {
      const start = (row * width + from) * channels;
      data.set(picture.data.subarray(start, start + part), row * part);
    }
    return {
      id,
      name,
      kind: picture.kind,
      shape: [...picture.shape.slice(0, -2), to - from, channels],
      data,
      standardise: 'global',
    };
  });
}

/** Both halves are heard in the same recordings. */
function halvesOfSound(sound: RawModality): RawModality[] {
  const [bands = 0, ...rest] = sound.shape;
  const band = sizeOf(rest);
  const middle = Math.ceil(bands / 2);
  const { recordings } = sound;
  return [
    { id: 'low', name: 'Low tones', from: 0, to: middle },
    { id: 'high', name: 'High tones', from: middle, to: bands },
  ].map(({ id, name, from, to }) => {
    const samples = sound.data.length / (bands * band);
    const data = new Float32Array(samples * (to - from) * band);
    for (let i = 0; i < samples; i++) {
      const start = (i * bands + from) * band;
      data.set(sound.data.subarray(start, start + (to - from) * band), i * (to - from) * band);
    }
    return {
      id,
      name,
      kind: 'audio',
      shape: [to - from, ...rest],
      data,
      standardise: 'global',
      ...(recordings ? { recordings } : {}),
    };
  });
}

/** The same moments, other channels. */
function halvesOfChannels(all: RawModality): RawModality[] {
  const [length = 0, channels = 0] = all.shape;
  const middle = Math.ceil(channels / 2);
  const ids: string[] = [];
  return [
    { from: 0, to: middle },
    { from: middle, to: channels },
  ].map(({ from, to }) => {
    const some = all.featureNames?.slice(from, to) ?? [];
    const id = keyFor(some.join(' '), ids);
    ids.push(id);
    const moments = all.data.length / channels;
    const data = new Float32Array(moments * (to - from));
    for (let moment = 0; moment < moments; moment++) {
      const start = moment * channels;
      data.set(all.data.subarray(start + from, start + to), moment * (to - from));
    }
    return {
      ...all,
      id,
      name: some.length > 0 ? some.join(', ') : `Channels ${from + 1} to ${to}`,
      shape: [length, to - from],
      data,
      ...(all.featureNames ? { featureNames: some } : {}),
    };
  });
}

function halvesInTime(all: RawModality): RawModality[] {
  const [length = 0, channels = 1] = all.shape;
  const middle = Math.ceil(length / 2);
  const samples = all.data.length / (length * channels);
  return [
    { id: 'first', name: 'First half', from: 0, to: middle },
    { id: 'second', name: 'Second half', from: middle, to: length },
  ].map(({ id, name, from, to }) => {
    const part = (to - from) * channels;
    const data = new Float32Array(samples * part);
    for (let i = 0; i < samples; i++) {
      const start = (i * length + from) * channels;
      data.set(all.data.subarray(start, start + part), i * part);
    }
    return { ...all, id, name, shape: [to - from, channels], data };
  });
}

/** Cut at the blank that is nearest to the middle, else between two letters. */
function halvesOfText(text: string): [string, string] {
  const whole = text.trim();
  const middle = Math.floor(whole.length / 2);
  const blanks = [whole.lastIndexOf(' ', middle), whole.indexOf(' ', middle)].filter(
    (at) => at > 0,
  );
  const [nearest] = blanks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const at = nearest ?? cut(whole, middle).length;
  return [whole.slice(0, at), whole.slice(at)];
}

function halvesOfRow(all: RawModality): RawModality[] {
  const width = sizeOf(all.shape);
  const middle = Math.ceil(width / 2);
  const samples = all.data.length / width;
  return [
    { id: 'first', name: 'First half', from: 0, to: middle },
    { id: 'second', name: 'Second half', from: middle, to: width },
  ].map(({ id, name, from, to }) => {
    const data = new Float32Array(samples * (to - from));
    for (let i = 0; i < samples; i++) {
      data.set(all.data.subarray(i * width + from, i * width + to), i * (to - from));
    }
    const names = all.featureNames?.slice(from, to);
    return {
      id,
      name,
      kind: all.kind,
      shape: [to - from],
      data,
      standardise: all.standardise,
      ...(names ? { featureNames: names } : {}),
    };
  });
}
