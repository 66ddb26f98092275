/**
 * One file that holds two modalities: a video has pictures and sound, or, where it is silent, pictures and
 * motion; a mesh has a front and a rear. Imports this folder only.
 */
import { throwIfCancelled, unlessOverForAll } from '../import-error';
import type { ImportOptions } from '../options';
import { keyFor } from '../raw-samples';
import type { ImportWatch } from '../source-file';
import type { Decoders } from './decoders';
import {
  type MediaModality,
  type MediaSource,
  type PairedSamples,
  REAR,
  sourcesThere,
  TAKE,
} from './media-source';
import { VIEW_MODALITIES } from './views';

/** Videos that are asked whether they have sound. */
const ASKED = 3;

/** Adds the modalities that a lone video or mesh holds besides, and motion where the options ask for it. */
export async function withParts(
  paired: PairedSamples,
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch,
): Promise<PairedSamples> {
  const { samples, modalities } = paired;
  const isAlone = modalities.length === 1;
  const meshes = samples.filter(({ sources }) => sources[0]?.kind === 'view').length;
  if (isAlone && meshes * 2 > samples.length) {
    const both = added(paired, VIEW_MODALITIES[1], (source) =>
      source.kind === 'view' ? { ...source, viewpoint: REAR } : source,
    );
    return said(
      { ...both, modalities: [...VIEW_MODALITIES] },
      'Each mesh is drawn from the front and from the rear.',
    );
  }
  const video = modalities.findIndex((_, m) => isVideo(paired, m));
  if (video < 0) return paired;
  const hasSound = isAlone && !options.modalities && (await haveSound(paired, decoders, watch));
  const withSound = hasSound
    ? said(
        added(paired, { id: 'sound', name: 'Sound' }, (source) =>
          source.kind === 'frames' ? { ...source, kind: 'soundtrack' } : source,
        ),
        'Each video gives its pictures and its sound.',
      )
    : paired;
  const hasMotion = samples.some(({ sources }) =>
    sourcesThere(sources).some(({ kind }) => TAKE[kind] === 'motion'),
  );
  if (hasMotion || !(options.flow ?? (isAlone && !hasSound))) return withSound;
  const withMotion = added(withSound, { id: 'motion', name: 'Motion' }, (_, sources) => {
    const source = sources[video] ?? null;
    if (source === null) return null;
    if (source.kind === 'frames') return { ...source, kind: 'motion' };
    return source.kind === 'frame-files' ? { ...source, kind: 'motion-of-files' } : source;
  });
  return said(withMotion, 'Motion is computed from the pictures (TV-L1).');
}

const said = (paired: PairedSamples, choice: string): PairedSamples => ({
  ...paired,
  choices: [...paired.choices, choice],
});

/** One modality more, made from the first source of each sample, or from all of them. */
function added(
  paired: PairedSamples,
  { id, name }: MediaModality,
  from: (first: MediaSource, all: readonly (MediaSource | null)[]) => MediaSource | null,
): PairedSamples {
  const key = keyFor(
    id,
    paired.modalities.map((each) => each.id),
  );
  return {
    ...paired,
    modalities: [...paired.modalities, { id: key, name }],
    samples: paired.samples.map((sample) => ({
      ...sample,
      sources: [
        ...sample.sources,
        from(sourcesThere(sample.sources)[0] as MediaSource, sample.sources),
      ],
    })),
  };
}

const isVideo = ({ samples }: PairedSamples, m: number): boolean =>
  samples.filter(({ sources }) => {
    const source = sources[m];
    return source && TAKE[source.kind] === 'frames';
  }).length *
    2 >
  samples.filter(({ sources }) => sources[m]).length;

/** Whether most of the first few videos that can be decoded have sound. */
async function haveSound(
  { samples }: PairedSamples,
  decoders: Decoders,
  watch: ImportWatch,
): Promise<boolean> {
  let [asked, heard] = [0, 0];
  for (const { sources } of samples) {
    throwIfCancelled(watch.signal);
    const [source] = sources;
    if (source?.kind !== 'frames' || asked >= ASKED) continue;
    const { file } = source;
    const request = { frames: 0, pairs: 0, audio: true };
    const decoded = await decoders
      .video(await file.bytes(), request, file.path)
      .catch(unlessOverForAll);
    if (!decoded) continue;
    asked++;
    if (decoded.audio) heard++;
  }
  return heard * 2 > asked;
}
