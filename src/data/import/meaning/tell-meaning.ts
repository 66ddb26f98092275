/**
 * What a reading took for what, in one sentence each for class, split, group, modalities and pairing. The page, the
 * command's log and its line say the same. Imports types and words only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { listNames } from '../import-error';
import type { Meaning } from './meaning';

/** Names that a sentence lists. */
const MOST_NAMED = 6;

/** What is told of. */
interface Told {
  readonly meaning: Meaning;
  readonly counts: Readonly<Record<SplitName, number>>;
  readonly classCounts: readonly { readonly name: string; readonly count: number }[];
  readonly modalities: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly groups: readonly unknown[];
  readonly groupHeldApart: boolean;
}

/** @returns sentences in the order class, split, group (where there is one), modalities, pairing (where it matters). */
export function tellMeaning(report: Told): string[] {
  const { meaning, classCounts, modalities, groups, groupHeldApart } = report;
  const classes = classCounts.map(({ name, count }) => `${name} ${count}`);
  return [
    `The class is ${placeOf(meaning.classFrom)}: ${classes.length} classes (${listNames(classes, MOST_NAMED)}).`,
    splitSentence(report),
    ...(meaning.group === null
      ? []
      : [
          `${capital(placeOf(meaning.group))} says whose the samples are (${groups.length}); ${groupHeldApart ? 'nobody is in two splits' : 'some are in two splits'}.`,
        ]),
    `${modalities.length === 1 ? 'One modality' : `${modalities.length} modalities`}: ${listNames(modalities.map(({ name, shape }) => `${name} (${shape.join(' \u00d7 ')})`))}.`,
    ...pairingSentence(report),
  ];
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
      return `The split is ${placeOf(meaning.splitFrom)}: ${parts}.`;
  }
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
      return ['A table says which files belong together.'];
    case 'class':
      return ['Only the class joins the modalities: a pair is of one class, not of one thing.'];
    default:
      return [`What belongs together has the same ${placeOf(pairedBy)}.`];
  }
}

/** `column kind` as `column "kind"`; levels, parts and lists of columns as they are. */
function placeOf(place: string): string {
  if (place.startsWith('file name part ')) return place;
  const [, what, name] = /^(column|id column|array|file|list) (.+)$/s.exec(place) ?? [];
  return what && name ? `${what === 'id column' ? 'value in' : what} "${name}"` : place;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
