/**
 * One modality has nothing to compete with. Where a file holds only one, it is cut in two that belong
 * together anyway: a picture down the middle, a row of numbers into its first and second half.
 * Imports this folder and the room's shapes only.
 */
import { widthOf } from '../shape';
import type { RawModality, RawSamples } from './raw-samples';

/** Cuts a single modality in two; leaves everything else as it is. */
export function halveSingleModality(raw: RawSamples): RawSamples {
  const [only] = raw.modalities;
  if (!only || raw.modalities.length > 1 || raw.labels.length === 0) return raw;
  const { shape } = only;
  const isPicture = only.kind === 'image' && shape.length === 3 && (shape[1] as number) >= 2;
  if (isPicture) {
    return {
      ...raw,
      modalities: halvesOfPicture(only),
      choices: [
        ...raw.choices,
        'The files hold pictures only, so each was cut down the middle: left half and right half.',
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
  const [height = 0, width = 0, channels = 1] = picture.shape;
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
      kind: 'image',
      shape: [height, to - from, channels],
      data,
      standardise: 'global',
    };
  });
}

function halvesOfRow(all: RawModality): RawModality[] {
  const width = widthOf(all);
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
