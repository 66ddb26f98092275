/**
 * Pictures, sounds, videos and meshes as samples: paired by the lists of a published data set, by a manifest
 * where one names them, by their folders where none does; then decoded. Imports this room only.
 */
import { groupBy } from '../group-by';
import { ImportError, plainName } from '../import-error';
import type { ImportOptions } from '../options';
import type { PublishedSet } from '../published/clips';
import type { FoundSamples } from '../published/offered';
import { publishedSamples } from '../published/published-sets';
import { keyFor, type RawModality, type RawSamples } from '../raw-samples';
import { type GatheredFile, mediaOf } from '../reader';
import { extensionOf, type ImportWatch, type LeftOut } from '../source-file';
import type { Table } from '../table/table';
import { textModality, textsInWords } from '../text/text-modality';
import { folderSamples, offerOfLevels } from './class-folders';
import type { Decoders } from './decoders';
import { refusalOfFew } from './few-files';
import { type Manifest, manifestSamples } from './manifest';
import { decodeSamples, kindsOf } from './media-samples';
import {
  type MediaSample,
  mainFile,
  type PairedSamples,
  sourcesThere,
  unusedLine,
} from './media-source';
import { someSamples } from './some-samples';
import { splitLists } from './split-lists';
import { playable } from './video-kind';
import { withParts } from './video-parts';

/** Tables among the files, and those that are none, which matters only where a table is looked for. */
type ReadTables = () => Promise<{ tables: readonly Table[]; leftOut: readonly LeftOut[] }>;

/**
 * @param sets published ones that the files may be.
 * @param faults of files that could not be read at all, for the report.
 * @throws ImportError when the pairing cannot be told, or nothing could be decoded.
 */
export async function mediaLayout(
  files: readonly GatheredFile[],
  sets: readonly PublishedSet[],
  readTables: ReadTables,
  faults: readonly LeftOut[],
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch,
): Promise<RawSamples> {
  const decoded = async (paired: PairedSamples, leftOut: readonly LeftOut[]) => {
    // known before anything can fail, so that a person can choose differently
    if (paired.offer) watch.onOffer?.(paired.offer);
    const whole = someSamples(await withParts(paired, options, decoders, watch), options);
    watch.onPaired?.(foundIn(whole, options));
    return decodedLayout(whole, leftOut, options, decoders, watch);
  };
  const published = await publishedSamples(files, options, sets);
  if (published) return decoded(published, faults);
  const { tables, leftOut: unread } = await readTables();
  const { files: media, leftOut } = playable(mediaOf(files));
  if (media.length === 0) throw new ImportError('file-unusable', ...sentenceOf(leftOut));
  watch.onOffer?.(offerOfLevels(media));
  const paired = await pair(media, tables, options, decoders, watch.onOffer);
  const raw = await decoded(paired, [...faults, ...inOneLine(unread), ...leftOut]);
  const forms = paired.leftOut.map(({ file }) => file);
  const needless = tables.filter(
    ({ file }) => !paired.tables?.includes(file) && !forms.includes(file),
  );
  return {
    ...raw,
    ignored: needless.map(({ file }) => ({
      file,
      reason: `${file} is a table that says nothing that the samples need.`,
      fix: 'Leave it at that.',
    })),
  };
}

/** What decoding is to make of them. */
function foundIn({ modalities, samples }: PairedSamples, { shares }: ImportOptions): FoundSamples {
  const isListed = samples.every(({ split }) => split !== null);
  return {
    kinds: kindsOf(modalities, samples),
    all: samples.length,
    train: isListed
      ? samples.filter(({ split }) => split === 'train').length
      : Math.round(shares.train * samples.length),
  };
}

/** Files of a program beside the samples, of one ending and many, are no news one by one. */
function inOneLine(unread: readonly LeftOut[]): LeftOut[] {
  const byEnding = groupBy(unread, ({ file }) => extensionOf(file));
  return [...byEnding].flatMap(([ending, some]): LeftOut[] => {
    const [first] = some;
    if (!first || some.length <= MOST_UNREAD) return some;
    return [
      {
        file: first.file,
        reason: `${some.length} files that end in .${ending} are no tables (the first: ${first.reason})`,
        fix: first.fix,
        count: some.length,
        unit: 'file',
      },
    ];
  });
}

/** Tables that could not be read, listed one by one. */
const MOST_UNREAD = 3;

async function pair(
  media: readonly GatheredFile[],
  tables: readonly Table[],
  options: ImportOptions,
  decoders: Decoders,
  onOffer: ImportWatch['onOffer'],
): Promise<PairedSamples> {
  try {
    return pairedMedia(media, tables, options, onOffer);
  } catch (error) {
    throw error instanceof ImportError ? await refusalOfFew(error, media, decoders) : error;
  }
}

/** By the manifest where there is one; by the folders where it may be about something else, and they say classes. */
function pairedMedia(
  media: readonly GatheredFile[],
  tables: readonly Table[],
  options: ImportOptions,
  onOffer: ImportWatch['onOffer'],
): PairedSamples {
  let manifest: Manifest | null = null;
  let refusal: ImportError | null = null;
  try {
    manifest = manifestSamples(tables, media, options, { onOffer });
  } catch (error) {
    // a list that does not say the class stands in nobody's way where the folders do
    if (!(error instanceof ImportError) || options.label !== undefined) throw error;
    refusal = error;
  }
  if (manifest?.isSure) return manifest;
  try {
    const used = meshesOrNot(media);
    const others = media.filter((file) => !used.includes(file));
    const read = folderSamples(used, options, splitLists(tables, media));
    const byFolders = {
      ...read,
      leftOut: [
        ...read.leftOut,
        ...unusedLine(others, 'of another kind than most, meshes beside pictures of them'),
      ],
    };
    const labels = new Set(byFolders.samples.map(({ label }) => label));
    if (labels.size > 1) return withTable(byFolders, tables, media, options) ?? byFolders;
    if (!manifest) return byFolders;
  } catch (error) {
    if (!manifest) throw refusal ?? error;
  }
  return manifest;
}

/** Folders say the class, and a table has a text for each of the files; null where no table does. */
function withTable(
  byFolders: PairedSamples,
  tables: readonly Table[],
  media: readonly GatheredFile[],
  options: ImportOptions,
): PairedSamples | null {
  const { classFrom } = byFolders.meaning;
  const labels = new Map(
    byFolders.samples.flatMap(({ label, sources }) =>
      sourcesThere(sources).map((source) => [mainFile(source), label] as const),
    ),
  );
  try {
    const both = manifestSamples(tables, media, options, {
      placed: { from: classFrom, of: (file) => labels.get(file) ?? null },
    });
    // numbers about files, such as their sizes, are no measurements of what they show
    return both?.texts && both.samples.length >= byFolders.samples.length * LEAST_NAMED
      ? both
      : null;
  } catch (error) {
    if (error instanceof ImportError) return null;
    throw error;
  }
}

/** A table that names fewer of the files is about something else. */
const LEAST_NAMED = 0.5;

const sentenceOf = ([first]: readonly LeftOut[]): [string, string] => [
  first?.reason ?? '',
  first?.fix ?? '',
];

/** Meshes and renderings of meshes say the same: without a list, whichever are more are used. */
function meshesOrNot(media: readonly GatheredFile[]): readonly GatheredFile[] {
  const meshes = media.filter(({ kind }) => kind === 'mesh');
  const others = media.filter(({ kind }) => kind !== 'mesh');
  return meshes.length > others.length ? meshes : others.length > 0 ? others : meshes;
}

/**
 * Decodes samples that are paired already.
 * @throws ImportError when nothing could be decoded.
 */
async function decodedLayout(
  paired: PairedSamples,
  faults: readonly LeftOut[],
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch,
): Promise<RawSamples> {
  const decoded = await decodeSamples(paired.modalities, paired.samples, options, decoders, watch);
  const leftOut = [...faults, ...paired.leftOut, ...decoded.leftOut];
  const { samples } = decoded;
  if (samples.length === 0) {
    const [first] = leftOut;
    if (first && paired.samples.length <= 1 && paired.leftOut.length === 0) {
      throw new ImportError('file-unusable', first.reason, first.fix);
    }
    throw new ImportError(
      'too-few-samples',
      `None of the samples in ${plainName(options.name)} could be read.${first ? ` ${first.reason}` : ''}`,
      first?.fix ?? 'Open pictures and sounds that belong together.',
    );
  }
  const hasSplit = samples.every(({ split }) => split !== null);
  const hasGroup = samples.every(({ group }) => group !== null);
  return {
    layout: paired.layout,
    modalities: [
      ...decoded.modalities,
      ...columnsOf(paired, samples),
      ...(paired.texts ?? []).map((each, k) =>
        textModality(each, wordsAt(samples, k), options.text),
      ),
    ],
    labels: samples.map(({ label }) => label),
    classNames: paired.classNames,
    isMedia: true,
    meaning: {
      ...paired.meaning,
      splitFrom: hasSplit ? paired.meaning.splitFrom : null,
      group: hasGroup ? paired.meaning.group : null,
    },
    ...(paired.offer ? { offer: paired.offer } : {}),
    ...(paired.columns || paired.texts ? {} : { another: decoded.another }),
    splits: hasSplit ? samples.map(({ split }) => split ?? 'train') : null,
    groups: hasGroup ? samples.map(({ group }) => group ?? '') : null,
    leftOut,
    choices: [
      ...paired.choices,
      ...decoded.choices,
      ...(paired.texts
        ? textsInWords(
            paired.texts.map(({ name }) => name),
            samples.flatMap(({ words = [] }) => words),
            options.text,
          )
        : []),
    ],
  };
}

/** What the samples say in one column of sentences. */
const wordsAt = (samples: readonly MediaSample[], at: number): (string | null)[] =>
  samples.map(({ words }) => words?.[at] ?? null);

/** The modality that a table's columns make beside the files it names. */
function columnsOf(
  { columns, modalities }: PairedSamples,
  samples: readonly MediaSample[],
): RawModality[] {
  if (!columns) return [];
  const id = keyFor(
    'columns',
    modalities.map((each) => each.id),
  );
  return [
    {
      id,
      name: 'Columns',
      kind: 'vector',
      shape: [columns.length],
      data: Float32Array.from(samples.flatMap(({ numbers = [] }) => numbers)),
      standardise: 'per-feature',
      featureNames: columns.map(plainName),
    },
  ];
}
