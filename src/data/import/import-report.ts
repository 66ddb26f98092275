/**
 * What an import did, for the page's report and the command's line: what was taken for what, counts, and everything that
 * was left out. Imports the protocol and this room only.
 */
import type { DataSet, Modality, SplitIndices } from '../../protocol/data-set';
import { compareLabels } from './compare-labels';
import { readable } from './import-error';
import type { Meaning } from './meaning/meaning';
import { tellMeaning } from './meaning/tell-meaning';
import type { Offer } from './offer';
import type { PublishedOffer } from './published/offered';
import { publishedOffer } from './published/published-offer';
import type { RawModality, RawSamples } from './raw-samples';
import type { LeftOut } from './source-file';

/** A modality, and what its numbers are like before they are standardised. */
export interface ReportedModality extends Pick<Modality, 'id' | 'name' | 'kind' | 'shape'> {
  /** A vector's columns or a series' channels by name. */
  readonly columns?: readonly string[];
  readonly range: readonly [low: number, high: number];
  readonly samples: number;
}

/** What an import did, for the page's table and the command's log. */
export interface ImportReport {
  readonly layout: string;
  readonly samples: number;
  readonly counts: Readonly<Record<keyof SplitIndices, number>>;
  readonly classCounts: readonly { readonly name: string; readonly count: number }[];
  /** Classes by the names that the files give them, whatever they are called here. */
  readonly classesFound: readonly string[];
  readonly modalities: readonly ReportedModality[];
  /** Samples in the files that lack a modality, used or not. */
  readonly incomplete: number;
  /** What was taken for what. */
  readonly meaning: Meaning;
  /** The same, a sentence each. */
  readonly sentences: readonly string[];
  /** Whether every group is in one split only. */
  readonly groupHeldApart: boolean;
  readonly leftOut: readonly LeftOut[];
  /** Files that are no data and stand in nobody's way. */
  readonly ignored: readonly LeftOut[];
  readonly choices: readonly string[];
  /** What is worth knowing before anything trains. */
  readonly notes: readonly string[];
  /** What a person may decide differently; null where the layout leaves nothing open. */
  readonly offer: Offer | null;
  /** Whether pictures, sounds or series were measured, so that their sizes can be chosen. */
  readonly isMedia: boolean;
  /** The published settings for these files; null where they are of no set that has any. */
  readonly published: PublishedOffer | null;
  /** Groups that can be held out for the test, with their samples; empty where there are none. */
  readonly groups: readonly { readonly name: string; readonly count: number }[];
}

/** What came up while a data set was made. */
interface Found {
  readonly choices: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly string[];
  readonly heldApart: boolean;
  readonly isHalved: boolean;
}

export function reportOf(
  { labels, classNames, modalities, split }: DataSet,
  raw: RawSamples,
  { choices, leftOut, notes, heldApart, isHalved }: Found,
): Omit<ImportReport, 'classesFound' | 'incomplete'> {
  const { layout, offer, groups, isMedia, meaning, ignored = [], published } = raw;
  const report = {
    layout,
    meaning,
    groupHeldApart: heldApart,
    offer: offer ?? null,
    isMedia: isMedia ?? false,
    published: published
      ? publishedOffer(published, {
          kinds: modalities.map(({ kind }) => kind),
          all: labels.length,
          train: split.train.length,
        })
      : null,
    groups: countsOf(groups ?? []),
    samples: labels.length,
    counts: {
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
    },
    classCounts: classNames.map((name, label) => ({
      name,
      count: labels.reduce((sum, each) => sum + (each === label ? 1 : 0), 0),
    })),
    modalities: reportedModalities(modalities, labels.length, raw.modalities),
    leftOut: leftOut.map(readableLine),
    ignored: ignored.map(readableLine),
    choices: choices.map(readable),
    notes: notes.map(readable),
  };
  return { ...report, sentences: tellMeaning({ ...report, isHalved }).map(readable) };
}

/**
 * @param read the same modalities before they were standardised.
 */
export const reportedModalities = (
  modalities: readonly Pick<
    RawModality,
    'id' | 'name' | 'kind' | 'shape' | 'featureNames' | 'present' | 'data'
  >[],
  samples: number,
  read: readonly Pick<RawModality, 'data'>[] = modalities,
): ReportedModality[] =>
  modalities.map(({ id, name, kind, shape, featureNames, present }, m) => ({
    id,
    name,
    kind,
    shape,
    ...(featureNames ? { columns: featureNames } : {}),
    range: rangeOf(read[m]?.data ?? new Float32Array()),
    samples: present ? present.reduce((sum, has) => sum + has, 0) : samples,
  }));

const readableLine = ({ file, reason, fix, ...rest }: LeftOut): LeftOut => ({
  file: readable(file),
  reason: readable(reason),
  fix: readable(fix),
  ...rest,
});

/** The least and the largest number, before standardising; cells without one do not count. */
function rangeOf(data: Float32Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of data) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

function countsOf(words: readonly string[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => compareLabels(a.name, b.name));
}
