/**
 * What a reading took for what, in one sentence each for class, split, group, modalities and pairing. The page, the
 * command's log and its line say the same. Imports types and words only.
 */
import type { Modality, SplitName } from '../../../protocol/data-set';
import { listNames } from '../import-error';
import type { Meaning } from './meaning';

/** Names that a sentence lists. */
const MOST_NAMED = 6;

/** What is told of. */
interface Told {
  readonly meaning: Meaning;
  readonly samples: number;
  readonly counts: Readonly<Record<SplitName, number>>;
  readonly classCounts: readonly { readonly name: string; readonly count: number }[];
  /** `samples` of each have it. */
  readonly modalities: readonly (Pick<Modality, 'name' | 'kind' | 'shape'> & {
    readonly samples: number;
  })[];
  readonly groups: readonly unknown[];
  readonly groupHeldApart: boolean;
  /** Whether one modality was cut in two, for there was no other. */
  readonly isHalved: boolean;
}

/** @returns sentences in the order class, split, group (where there is one), modalities, pairing (where it matters). */
export function tellMeaning(report: Told): string[] {
  return [
    classSentence(report),
    splitSentence(report),
    ...groupSentence(report),
    modalitySentence(report),
    ...pairingSentence(report),
  ];
}

function classSentence({ meaning: { classFrom }, classCounts }: Told): string {
  const classes = classCounts.map(({ name, count }) => `${name} ${count}`);
  const where = classFrom.startsWith('columns ')
    ? `is written out in the ${classFrom}`
    : `is ${placeOf(classFrom)}`;
  return `The class ${where}: ${classes.length} classes (${listNames(classes, MOST_NAMED)}).`;
}

function groupSentence({ meaning: { group }, groups, groupHeldApart }: Told): string[] {
  if (group === null) return [];
  const place = placeOf(group);
  // a column is called by its name alone
  const isName = place === group && !/^(folder level|file name part) \d+$/.test(group);
  const which = /^(file|recording)$/.test(group) ? `The ${group}` : `"${group}"`;
  const count = `${groups.length} ${groups.length === 1 ? 'group' : 'groups'}`;
  const apart = groupHeldApart ? 'no group is in two splits' : 'some groups are in two splits';
  return [
    `${isName ? which : capital(place)} says whose the samples are (${count}), and ${apart}.`,
  ];
}

function modalitySentence({ modalities, samples, isHalved }: Told): string {
  const listed = modalities.map((each) => {
    const lacking = samples - each.samples;
    const lack = lacking === 0 ? '' : `; ${lacking} of ${samples} samples lack it`;
    return `"${each.name}" (${sizeInWords(each)}${lack})`;
  });
  const are = isHalved
    ? 'There is one modality only, so it is cut in two'
    : modalities.length === 1
      ? 'One modality'
      : `${modalities.length} modalities`;
  return `${are}: ${listNames(listed)}.`;
}

/** What a sample of a modality is made of: `28 \u00d7 28 pixels`, `2 numbers`. */
function sizeInWords({ kind, shape }: Pick<Modality, 'kind' | 'shape'>): string {
  const [first = 0, second = 0] = shape;
  const grid = shape.join(' \u00d7 ');
  switch (kind) {
    case 'vector':
      return first === 1 ? '1 number' : `${first} numbers`;
    case 'text':
      return `text as ${first} numbers`;
    case 'series':
      return `${first} moments of ${second === 1 ? '1 channel' : `${second} channels`}`;
    case 'audio':
      return `sound as ${grid}`;
    case 'image':
      return `picture of ${grid}`;
    default:
      return `${kind} of ${grid}`;
  }
}

function splitSentence({ meaning, counts }: Told): string {
  const { train, validation, test } = counts;
  const parts = [
    `${train} train`,
    ...(validation > 0 ? [`${validation} validate`] : []),
    `${test} test`,
  ].join(', ');
  switch (meaning.splitFrom) {
    case null:
      return `The split is drawn: ${parts}.`;
    case 'folders':
    case 'files':
      return `The split is that of the ${meaning.splitFrom}: ${parts}.`;
    default:
      return `The split is ${splitPlace(meaning.splitFrom)}: ${parts}.`;
  }
}

function splitPlace(from: string): string {
  const [, lists] = /^list (.+, .+)$/s.exec(from) ?? [];
  return lists ? `that of the lists ${lists}` : placeOf(from);
}

function pairingSentence({ meaning: { pairedBy } }: Told): string[] {
  switch (pairedBy) {
    case null:
      return [];
    case 'name':
      return ['What belongs together has the same name.'];
    case 'row order':
      return ['What belongs together is in the same row of every table or array.'];
    case 'manifest':
      return ['What belongs together is in one row of the table that names the files.'];
    case 'class':
      return ['Only the class joins the modalities: a pair is of one class, not of one thing.'];
    default:
      return [`What belongs together has the same ${placeOf(pairedBy)}.`];
  }
}

/** `column kind` as `column "kind"`, a column without a name by its number; levels, parts and lists of columns as they are. */
function placeOf(place: string): string {
  if (place === 'archive name') return 'the name of the archive';
  if (place.startsWith('file name part ')) return place;
  const [, what, name] = /^(column|id column|array|file|list) (.+)$/s.exec(place) ?? [];
  if (!what || !name) return place;
  if (what === 'column' && /^\d+$/.test(name)) return place;
  return `${what === 'id column' ? 'value in' : what} "${name}"`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
