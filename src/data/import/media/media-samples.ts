/**
 * Decodes the samples that a manifest, folders or lists have paired, a few at a time. A damaged
 * file is listed and costs its sample that modality; a sample of which nothing is left is left out. Imports math and this room only.
 */
import { sizeOf } from '../../../math/shape';
import { leftOutBy, throwIfCancelled, unlessOverForAll, unusable } from '../import-error';
import type { ImportOptions } from '../options';
import { checkRoom, type RawModality, type ReadAnother } from '../raw-samples';
import type { GatheredFile } from '../reader';
import type { ImportWatch, LeftOut, SourceFile } from '../source-file';
import { textsInWords } from '../text/text-modality';
import { type Look, SampleDecoder, shapeOf } from './decode-source';
import type { DecodedAudio, Decoders, Recording } from './decoders';
import {
  type MediaModality,
  type MediaSample,
  type MediaSource,
  mainFile,
  sourcesThere,
  TAKE,
  type Take,
  wholeFile,
} from './media-source';
import { type SoundPlan, soundPlan } from './sound-plan';

/** What could be decoded. */
export interface DecodedSamples {
  readonly modalities: readonly RawModality[];
  readonly samples: readonly MediaSample[];
  readonly leftOut: readonly LeftOut[];
  /** Decodes one more. */
  readonly another: ReadAnother;
  /** How sounds and texts were made into numbers, and sentences about files that were used though something is odd. */
  readonly choices: readonly string[];
}

/** Files in hand at once: enough to keep a browser's decoders busy. */
const AT_ONCE = 8;
/** Sounds that are heard before it is chosen how all of them become pictures. */
const EXAMPLES = 5;
/** Files that are used although something is odd, listed by name. */
const MOST_WARNINGS = 10;

const KINDS: Readonly<Record<Take, RawModality['kind']>> = {
  picture: 'image',
  frames: 'video',
  motion: 'flow',
  sound: 'audio',
  text: 'text',
};

/** @throws ImportError `cancelled`, `too-large`. */
export async function decodeSamples(
  modalities: readonly MediaModality[],
  samples: readonly MediaSample[],
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch,
): Promise<DecodedSamples> {
  const takes = takesOf(modalities, samples);
  const hasSound = takes.includes('sound');
  const sound = hasSound
    ? soundPlan(options.sound, await examplesOf(samples, takes, decoders, options, watch))
    : soundPlan(options.sound, []);
  const look = lookOf(options, sound);
  const shapes = takes.map((take) => shapeOf(take, look));
  const widths = shapes.map(sizeOf);
  checkRoom(
    'What was opened',
    samples.length,
    widths.reduce((sum, width) => sum + width, 0),
    'Read a part of it (data.mostSamples)',
  );
  const data = widths.map((width) => new Float32Array(samples.length * width));
  const leftOut: LeftOut[] = [];
  const warnings: string[] = [];
  const good: MediaSample[] = [];
  const recordings = modalities.map((): (Recording | null)[] => []);
  const texts = modalities.map((): (string | null)[] => []);
  const shared = sharedRecordings();
  const listening = withOneAddress(decoders);
  const oddities = new Map<string, number>();
  const count = (oddity: string) => oddities.set(oddity, (oddities.get(oddity) ?? 0) + 1);

  for (let from = 0; from < samples.length; from += AT_ONCE) {
    throwIfCancelled(watch.signal);
    const batch = samples.slice(from, from + AT_ONCE);
    const [first] = sourcesThere(batch[0]?.sources ?? []);
    watch.onProgress?.({
      stage: 'decoding',
      done: from,
      total: samples.length,
      file: first ? mainFile(first).path : '',
    });
    const decoded = await Promise.all(
      batch.map(async ({ sources }) => {
        const decoder = new SampleDecoder(sourcesThere(sources), listening, look, count);
        const parts = await Promise.all(
          sources.map((source, m) =>
            source === null
              ? null
              : decodeOne(decoder, source, takes[m] as Take).catch((error: unknown) =>
                  leftOutBy(error, mainFile(source).path),
                ),
          ),
        );
        return { decoder, parts };
      }),
    );
    decoded.forEach(({ decoder, parts }, i) => {
      const sample = batch[i] as MediaSample;
      const faults = parts.filter(
        (part): part is LeftOut => part !== null && !(part instanceof Float32Array),
      );
      leftOut.push(...different(faults));
      const isThere = parts.some((part) => part instanceof Float32Array) || saysMore(sample);
      if (faults.length > 0 && !isThere) return;
      const [any] = sourcesThere(sample.sources);
      if (any && !isThere) {
        leftOut.push(soundless(mainFile(any).path));
        return;
      }
      warnings.push(...decoder.warnings);
      // a video may turn out to have no sound, and a damaged file costs the sample no more than itself
      const sources = sample.sources.map((source, m) =>
        parts[m] instanceof Float32Array ? source : null,
      );
      sources.forEach((source, m) => {
        const width = widths[m] as number;
        if (source === null)
          data[m]?.fill(Number.NaN, good.length * width, (good.length + 1) * width);
        else data[m]?.set(parts[m] as Float32Array, good.length * width);
        const heard = source && decoder.recordings.get(source);
        recordings[m]?.push(heard ? shared(heard) : null);
        texts[m]?.push((source && decoder.texts.get(source)) ?? null);
      });
      good.push({ ...sample, sources });
    });
  }
  return {
    modalities: modalities.map(({ id, name }, m) => ({
      id,
      name,
      kind: KINDS[takes[m] as Take],
      shape: shapes[m] as number[],
      data: (data[m] as Float32Array).subarray(0, good.length * (widths[m] as number)),
      standardise: 'global',
      ...presentOf(good, m),
      ...((takes[m] === 'picture' || takes[m] === 'frames') && { isPhoto: true }),
      ...(takes[m] === 'sound' && decoders.addressOf
        ? { recordings: recordings[m] as (Recording | null)[] }
        : {}),
      ...(takes[m] === 'text' ? { texts: texts[m] as (string | null)[] } : {}),
    })),
    samples: good,
    another: anotherAs(takes, decoders, look),
    leftOut,
    choices: [
      ...(hasSound ? [sound.how] : []),
      ...(takes.includes('text')
        ? textsInWords(
            modalities.flatMap(({ name }, m) => (takes[m] === 'text' ? [name] : [])),
            texts.flat(),
            options.text,
          )
        : []),
      ...[...oddities].map(
        ([oddity, times]) => `In ${times === 1 ? '1 picture' : `${times} pictures`} ${oddity}.`,
      ),
      ...warnings.slice(0, MOST_WARNINGS),
    ],
  };
}

const lookOf = (
  { imageSize, colour, frames, motionFields, text }: ImportOptions,
  sound: SoundPlan,
): Look => ({ imageSize, colour, frames, fields: motionFields ?? frames, sound, text });

const soundless = (file: string): LeftOut => ({
  file,
  reason: `${file} has no sound.`,
  fix: 'Leave it out, or add its sound.',
  count: 1,
});

/** Which samples have the modality, said where some lack it. */
const presentOf = (samples: readonly MediaSample[], m: number): Pick<RawModality, 'present'> =>
  samples.every(({ sources }) => sources[m])
    ? {}
    : { present: Uint8Array.from(samples, ({ sources }) => Number(sources[m] !== null)) };

/** Files are taken in their order: the first picture for the first modality of pictures, and so on. */
const anotherAs =
  (takes: readonly Take[], decoders: Decoders, look: Look): ReadAnother =>
  async (files) => {
    const sources = takes.map((take, m) => {
      const before = takes.slice(0, m).filter((each) => each === take).length;
      return files.flatMap((file) => sourceAs(take, file) ?? [])[before] ?? null;
    });
    const there = sources.filter((source) => source !== null);
    const decoder = new SampleDecoder(there, decoders, look);
    return Promise.all(sources.map((source) => source && decoder.numbers(source)));
  };

/** What a file gives to a modality; null where it gives nothing. */
function sourceAs(take: Take, file: GatheredFile): MediaSource | null {
  const isVideo = file.kind === 'video';
  switch (take) {
    case 'sound':
      return file.kind === 'sound'
        ? { kind: 'sound', file }
        : isVideo
          ? { kind: 'soundtrack', file }
          : null;
    case 'picture':
      return file.kind === 'image' || file.kind === 'mesh' ? wholeFile(file) : null;
    case 'frames':
    case 'motion':
      return isVideo ? { kind: take, file } : null;
    case 'text':
      return file.kind === 'text' ? wholeFile(file) : null;
  }
}

/** Faults of one sample, each once: a file shared by modalities has one. */
const different = (faults: readonly LeftOut[]): LeftOut[] =>
  faults
    .filter(
      ({ file, reason }, at) =>
        faults.findIndex((each) => each.file === file && each.reason === reason) === at,
    )
    .map((fault) => ({ ...fault, count: 1 }));

/** Whether a table says something of a sample beside its files. */
const saysMore = ({ numbers = [], words = [] }: MediaSample): boolean =>
  numbers.length > 0 || words.some((word) => word !== null);

const takesOf = (
  modalities: readonly MediaModality[],
  samples: readonly MediaSample[],
): readonly Take[] => modalities.map((_, m) => takeOf(samples, m));

/** The kind of each modality, known before anything is decoded. */
export const kindsOf = (
  modalities: readonly MediaModality[],
  samples: readonly MediaSample[],
): readonly RawModality['kind'][] => takesOf(modalities, samples).map((take) => KINDS[take]);

/** What most samples give for a modality. */
function takeOf(samples: readonly MediaSample[], m: number): Take {
  const counts = new Map<Take, number>();
  for (const { sources } of samples) {
    const source = sources[m];
    if (!source) continue;
    const take = TAKE[source.kind];
    counts.set(take, (counts.get(take) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 'picture';
}

async function decodeOne(
  decoder: SampleDecoder,
  source: MediaSource,
  take: Take,
): Promise<Float32Array | null> {
  if (TAKE[source.kind] !== take) {
    const { path, kind } = mainFile(source);
    throw unusable(path, `is a ${kind} among files of another kind`, 'Leave it out.');
  }
  return decoder.numbers(source);
}

/** A few sounds from all over the samples; those that cannot be decoded are met again, and listed, later. */
async function examplesOf(
  samples: readonly MediaSample[],
  takes: readonly Take[],
  decoders: Decoders,
  options: ImportOptions,
  watch: ImportWatch,
): Promise<DecodedAudio[]> {
  if (options.sound.spectrogram === 'published') return [];
  const look = lookOf(options, soundPlan({}, []));
  const heard: DecodedAudio[] = [];
  const sounds = samples.flatMap(({ sources }) => sources[takes.indexOf('sound')] ?? []);
  for (let k = 0; k < Math.min(EXAMPLES, sounds.length); k++) {
    throwIfCancelled(watch.signal);
    const source = sounds[
      Math.floor((k * sounds.length) / Math.min(EXAMPLES, sounds.length))
    ] as MediaSource;
    if (source.kind !== 'sound' && source.kind !== 'soundtrack') continue;
    const decoder = new SampleDecoder([source], decoders, look);
    const audio = await decoder.sound(source).catch(unlessOverForAll);
    if (audio) heard.push(audio);
  }
  return heard;
}

/** A file that several samples share gets one address. */
function withOneAddress(decoders: Decoders): Decoders {
  if (!decoders.addressOf) return decoders;
  const known = new Map<SourceFile, string>();
  return {
    image: (...all) => decoders.image(...all),
    audio: (...all) => decoders.audio(...all),
    video: (...all) => decoders.video(...all),
    renderMesh: (...all) => decoders.renderMesh(...all),
    addressOf(file, bytes) {
      const address = known.get(file) ?? (decoders.addressOf?.(file, bytes) as string);
      known.set(file, address);
      return address;
    },
  };
}

/** Gives the same object for the same part of the same file. */
function sharedRecordings(): (recording: Recording) => Recording {
  const known = new Map<string, Recording>();
  return (recording) => {
    const key = `${recording.startS} ${recording.durationS} ${recording.address}`;
    const first = known.get(key) ?? recording;
    known.set(key, first);
    return first;
  };
}
