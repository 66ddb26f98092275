/**
 * The synthetic data set: pictures, sounds and, where asked for, vectors of the same classes, with
 * every difficulty a knob. A function of `seed`, `samples` and `generator` alone; rows are laid out
 * training first, then validation, then test. Imports math, the protocol and this room only.
 */

import { sizeOf } from '../../math/shape';
import type { DataNote, DataSet, Modality, SplitName } from '../../protocol/data-set';
import { parseClassGroups } from '../../protocol/knobs';
import type { GeneratorSettings, Settings } from '../../protocol/settings';
import { PRESETS } from '../presets';
import { fitGlobal, normalise } from '../standardise';
import type { Draw } from './draw';
import { drawLabels, drawWorking, mergeClasses, spoilLabels } from './labels';
import { drawPictures, PICTURE_SIDE, SHAPE_NAMES } from './picture';
import { drawSounds, SOUND_LENGTH, SPECTRUM_BINS, spectra } from './sound';
import { drawVectors, vectorPrototypes } from './vector';

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/** One modality of the generator: what it is, how reliable it is, and how it is drawn. */
interface Source extends Pick<Modality, 'id' | 'name' | 'kind' | 'shape' | 'featureNames'> {
  readonly fail: number;
  readonly failTest: number;
  readonly groups: readonly (readonly number[])[];
  readonly draw: (draw: Draw) => Float32Array;
}

/**
 * Draws the data set that the settings describe.
 * @returns modalities `picture` `[16, 16, 1]`, `sound` `[64]` (as a spectrum `[32]`) and, if enabled,
 * `vector` `[dims]`, each shifted and scaled by one mean and deviation of its training numbers.
 */
export function generateDataSet(settings: Settings): DataSet {
  const { seed, samples, generator } = settings;
  const sources = sourcesOf(seed, generator);
  const total = SPLITS.reduce((sum, split) => sum + samples[split], 0);

  const labels = new Int32Array(total);
  const raw = sources.map((source) => new Float32Array(total * sizeOf(source.shape)));
  const split: Record<SplitName, Int32Array> = {
    train: new Int32Array(),
    validation: new Int32Array(),
    test: new Int32Array(),
  };
  const notes: DataNote[] = [];

  let start = 0;
  for (const name of SPLITS) {
    const count = samples[name];
    const truth = drawLabels(seed, name, count, generator, sources.length);
    const given =
      name === 'train'
        ? spoilLabels(seed, truth.labels, generator.classes, generator.labelNoise)
        : truth.labels;
    const wrong = given.filter((label, i) => label !== truth.labels[i]).length;
    if (wrong > 0) {
      notes.push({
        message: `${wrong} of ${count} training labels are wrong on purpose (label noise).`,
        count: wrong,
      });
    }
    labels.set(given, start);
    sources.forEach((source, position) => {
      const fail = name === 'test' ? source.failTest : source.fail;
      const shown = truth.shown[position] as Int32Array;
      const values = source.draw({
        seed,
        split: name,
        position,
        shown: mergeClasses(seed, name, position, shown, source.groups),
        working: drawWorking(seed, name, count, position, fail, generator.failureOverlap),
      });
      raw[position]?.set(values, start * sizeOf(source.shape));
    });
    const first = start;
    split[name] = Int32Array.from({ length: count }, (_, i) => first + i);
    start += count;
  }

  return {
    id: settings.data.id,
    name: PRESETS.find((preset) => preset.id === settings.data.id)?.name ?? 'Made to measure',
    classNames: classNamesOf(generator),
    provenance: {
      origin: `Drawn on this computer from random numbers, seed ${seed}.`,
      licence: 'No rights reserved (CC0 1.0)',
    },
    modalities: sources.map((source, m) => finish(source, raw[m] as Float32Array, split.train)),
    labels,
    split,
    notes,
  };
}

/** The modalities that take part, in the order of the lanes. */
function sourcesOf(seed: number, generator: GeneratorSettings): Source[] {
  const { classes, picture, sound, vector } = generator;
  const asSpectrum = sound.view === 'spectrum';
  const sources: Source[] = [
    {
      id: 'picture',
      name: 'Picture',
      kind: 'image',
      shape: [PICTURE_SIDE, PICTURE_SIDE, 1],
      fail: picture.fail,
      failTest: picture.failTest ?? picture.fail,
      groups: parseClassGroups(picture.merge),
      draw: (draw) => drawPictures(draw, picture),
    },
    {
      id: 'sound',
      name: 'Sound',
      ...(asSpectrum
        ? { kind: 'vector', shape: [SPECTRUM_BINS], featureNames: binNames() }
        : { kind: 'audio', shape: [SOUND_LENGTH] }),
      fail: sound.fail,
      failTest: sound.failTest ?? sound.fail,
      groups: parseClassGroups(sound.merge),
      draw: (draw) => {
        const waves = drawSounds(draw, sound);
        return asSpectrum ? spectra(waves) : waves;
      },
    },
  ];
  if (vector.enabled) {
    const prototypes = vectorPrototypes(seed, classes, vector.styles, vector.dims);
    sources.push({
      id: 'vector',
      name: 'Vector',
      kind: 'vector',
      shape: [vector.dims],
      fail: vector.fail,
      failTest: vector.fail,
      groups: [],
      draw: (draw) => drawVectors(draw, vector, prototypes),
    });
  }
  return sources;
}

/** With synergy a label is a sum and no shape: a class called "disc" would show every shape. */
function classNamesOf({ classes, synergy }: GeneratorSettings): string[] {
  return SHAPE_NAMES.slice(0, classes).map((shape, label) => (synergy ? `sum ${label}` : shape));
}

/** Bin k of the spectrum holds the part that swings k times in one sound. */
function binNames(): string[] {
  return Array.from({ length: SPECTRUM_BINS }, (_, i) => `${i + 1} cycles`);
}

/** The modality as the other rooms see it, normalised with its training rows. */
function finish(source: Source, raw: Float32Array, train: Int32Array): Modality {
  const { id, name, kind, shape, featureNames } = source;
  const width = sizeOf(source.shape);
  const normalisation = fitGlobal(raw, width, train);
  return {
    id,
    name,
    kind,
    shape,
    data: normalise(raw, width, normalisation),
    normalisation,
    ...(featureNames ? { featureNames } : {}),
  };
}
