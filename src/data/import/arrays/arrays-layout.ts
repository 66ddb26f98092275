/**
 * Named arrays (NPZ, several NPY, IDX, HDF5, MATLAB) as samples: what their groups stand for, which axis counts the
 * samples, which array is the class, the split, the group, and what the others are. Every array is offered before
 * anything can fail. Imports the protocol and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { show } from '../../../protocol/failure';
import { SettingsError } from '../../../protocol/settings';
import { ImportError, listNames, plainName } from '../import-error';
import type { Question } from '../meaning/meaning';
import { groupRank, labelStrength, tokensOf } from '../meaning/words';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import { checkRoom, type RawSamples } from '../raw-samples';
import { seriesSamples } from '../series/series-samples';
import type { LeftOut } from '../source-file';
import { atOnce } from '../stepwise';
import { namedSplit } from '../table/split-column';
import {
  type ArrayLook,
  type Looked,
  lookAt,
  modalityOf,
  numbersOfSample,
} from './array-modalities';
import { type ArrayRoles, offerOfArrays } from './array-offer';
import { arrayRecordings } from './array-series';
import {
  type ChosenArrays,
  columnOf,
  type GuessedArrays,
  guessedArrays,
  namedArrays,
  withoutLists,
} from './chosen-arrays';
import { type ClassArray, classArray, likelySamples } from './class-array';
import { withoutLevels } from './group-levels';
import {
  type AnyArray,
  isListOf,
  isNamed,
  lastPart,
  type NumberArray,
  type WordArray,
  withShortNames,
  wordsOf,
} from './number-array';
import { joinSplits } from './split-arrays';
import { usableRows } from './usable-rows';

type List = NumberArray | WordArray;

/**
 * @param onOffer told what each array can be, and is most likely, before anything is decided.
 * @throws ImportError when labels or modalities are missing; SettingsError for a name that is not there.
 */
export function arraysLayout(
  opened: readonly AnyArray[],
  source: string,
  layout: string,
  options: ImportOptions,
  leftOut: readonly LeftOut[] = [],
  onOffer: (offer: Offer) => void = () => undefined,
): RawSamples {
  const levels = withoutLevels(opened);
  const joined = joinSplits(levels.arrays);
  const named = withShortNames(joined.arrays);
  onOffer(offerOfArrays(named, likelyRoles(named, options)));
  const label = classArray(named, source, options, leftOut);
  const samples = label.words.length;
  const arrays = withoutLists(named, samples);
  const split = listAs(arrays, options.split, isSplitName, samples, 'data.split');
  const group = listAs(arrays, options.group, isGroupName, samples, 'data.group');
  onOffer(offerOfArrays(arrays, { labels: label.array, split, group }));
  const about = aboutColumns(arrays, samples, new Set(label.words).size);
  const roles = new Set<AnyArray | null>([label.array, split, group, ...about.arrays]);
  const free = arrays.filter((array) => !roles.has(array));
  const said = options.modalities && namedArrays(arrays, options.modalities, samples);
  const guess = guessedArrays(free, label.words, label.array.name);
  const {
    chosen,
    leftOut: faults,
    beside,
  } = said ? { chosen: said, leftOut: [], beside: [] } : guess;
  const look: ArrayLook = {
    rows: options.series.rows ?? 'auto',
    moments: options.series.length,
    text: options.text,
    names: about.names,
  };
  const looked = chosen.map((each) => ({ ...each, looked: lookAt(each, look) }));
  const unusable: LeftOut[] = [...leftOut, ...faults];
  if (looked.length === 0) throw noModality(source, label, unusable);
  const splitOf = split && namedSplit(columnOf(split)).of;
  const rows = usableRows(looked, split, splitOf, samples, unusable);
  const splits = splitOf && label.words.map((_, row) => splitOf(row));
  const groups = group && wordsOf(group);
  const classFrom = label.array.name === 'class' ? levels.classFrom : null;
  const meaning = {
    classFrom: classFrom ?? `array ${plainName(label.array.name)}`,
    splitFrom: split === null ? null : joined.made ? 'files' : `column ${plainName(split.name)}`,
    group: group ? plainName(group.name) : null,
    pairedBy: looked.length > 1 ? ('row order' as const) : null,
    questions: [...(label.question ? [label.question] : []), ...doubts(looked)],
  };
  const offer = offerOfArrays(arrays, { labels: label.array, split, group, modalities: chosen });
  const choices = choicesOf(label, classFrom, looked, split, group, joined, beside);
  const classNames = about.classNames(label.words);
  const common = { layout, meaning, leftOut: unusable, choices };
  const series = arrayRecordings(
    looked,
    rows,
    { ...common, labels: label.words, splits, groups, offer: besideSensors(offer, looked) },
    look,
  );
  if (series) {
    const modalities = said
      ? Object.fromEntries(said.map(({ id, arrays: some }) => [id, some.map(({ name }) => name)]))
      : options.modalities;
    return { ...atOnce(seriesSamples(series, { ...options, modalities })), classNames };
  }
  // each array fits by itself; together they may not, and small whole numbers take four times their bytes here
  checkRoom(
    'What was opened',
    rows.length,
    looked.reduce((sum, each) => sum + numbersOfSample(each.looked), 0),
  );
  return {
    ...common,
    offer,
    modalities: looked.map((each) => modalityOf(each, each.looked, rows, look)),
    labels: rows.map((row) => label.words[row] as string),
    classNames,
    splits: splits && rows.map((row) => splits[row] as SplitName),
    groups: groups && rows.map((row) => groups[row] as string),
  };
}

/** Roles as far as they can be told before anything is decided, so that a refusal can be mended by them. */
function likelyRoles(arrays: readonly AnyArray[], options: ImportOptions): ArrayRoles {
  let labels: AnyArray | null = null;
  try {
    labels = classArray(arrays, '', options, []).array;
  } catch (error) {
    if (!(error instanceof ImportError || error instanceof SettingsError)) throw error;
  }
  const samples = likelySamples(arrays);
  const list = (isUsual: (name: string) => boolean) =>
    arrays.find(({ name, kind }) => kind !== 'list' && isUsual(lastPart(name))) ?? null;
  const [split, group] = [list(isSplitName), list(isGroupName)];
  const others = arrays.filter(
    (array) =>
      ![labels, split, group].includes(array) &&
      array.kind !== 'words' &&
      labelStrength(lastPart(array.name)) === 0,
  );
  const { chosen } = guessedArrays(others, Array<string>(samples).fill(''), '');
  return { labels, split, group, modalities: chosen };
}

/** An array with one word or number per sample that plays a part beside the labels. */
function listAs(
  arrays: readonly AnyArray[],
  wanted: string | undefined,
  isUsual: (name: string) => boolean,
  samples: number,
  path: string,
): List | null {
  if (wanted === NONE) return null;
  const found = arrays.find((array) =>
    wanted === undefined ? isUsual(lastPart(array.name)) : isNamed(array, wanted),
  );
  if (found && found.kind !== 'list' && isListOf(found, samples)) return found;
  if (wanted === undefined) return null;
  throw new SettingsError(
    path,
    `${path} is ${show(wanted)}; there is no array of that name with one entry for each of the ${samples} samples.`,
  );
}

const isSplitName = (name: string): boolean => /^(splits?|subset|partition)$/i.test(name);
const isGroupName = (name: string): boolean => groupRank(name) >= 0;

/** Words that name the classes, the columns or the channels, and are no data of the samples. */
function aboutColumns(arrays: readonly AnyArray[], samples: number, classes: number) {
  const lists = arrays.filter(
    (array): array is WordArray =>
      array.kind === 'words' && !isListOf(array, samples) && new Set(array.data).size > 1,
  );
  const classList = lists.find(
    ({ name, data }) => labelStrength(lastPart(name)) > 0 && data.length >= classes,
  );
  const columns = lists.filter(
    (list) => list !== classList && !/\bid/.test(tokensOf(list.name).join(' ')),
  );
  return {
    arrays: [...(classList ? [classList] : []), ...columns],
    names: new Map(columns.map(({ data }) => [data.length, data])),
    classNames: (labels: readonly string[]): ReadonlyMap<string, string> | undefined => {
      if (!classList || !labels.every((label) => /^\d+$/.test(label))) return undefined;
      const numbers = labels.map(Number);
      const most = numbers.reduce((a, b) => Math.max(a, b), 0);
      const first = most === classList.data.length && !numbers.includes(0) ? 1 : 0;
      return new Map(classList.data.map((name, at) => [String(at + first), name]));
    },
  };
}

/** Arrays of the shape of pictures and of series without a word for either. */
function doubts(
  looked: readonly (ChosenArrays & { readonly looked: readonly Looked[] })[],
): Question[] {
  const [array] = looked.flatMap((each) =>
    each.looked.flatMap((one) => (one.isDoubt ? [one.array] : [])),
  );
  if (!array) return [];
  const [samples = 0, moments = 0, channels = 0] = array.shape;
  const option = (text: string, rows: 'readings' | 'samples') => ({
    text,
    samples: [1, 2].map((n) => `Sample ${n} of ${samples}: ${moments} x ${channels} numbers`),
    choices: { series: { rows } },
  });
  return [
    {
      ask: `Is "${plainName(array.name)}" a series or a picture?`,
      options: [
        option(`A series of ${moments} moments in ${channels} channels`, 'readings'),
        option(`A grey picture of ${moments} by ${channels} pixels`, 'samples'),
      ],
    },
  ];
}

/** What is offered beside sensors, or beside the channels of the only one, which the series offer themselves. */
function besideSensors(offer: Offer, looked: readonly ChosenArrays[]): Offer {
  const sensors = looked.flatMap(({ arrays }) => arrays.map(({ name }) => name));
  const parts = offer.parts.filter(({ name }) => !sensors.includes(name));
  const roles = Object.fromEntries(
    Object.entries(offer.roles).filter(([name]) => !sensors.includes(name)),
  );
  return { ...offer, parts, roles };
}

function choicesOf(
  { array, note }: ClassArray,
  classFrom: string | null,
  looked: readonly (ChosenArrays & { readonly looked: readonly Looked[] })[],
  split: List | null,
  group: List | null,
  { made, from }: ReturnType<typeof joinSplits>,
  beside: GuessedArrays['beside'],
): string[] {
  return [
    `The class is ${classFrom ?? `the array "${plainName(array.name)}"`}.`,
    ...(note && !classFrom ? [note] : []),
    ...looked.map(
      ({ id, looked: [first] }) =>
        `Modality ${id}: ${first?.kind === 'text' ? 'a text' : first?.kind === 'recordings' ? 'a series of its own length' : `${first?.array.shape.slice(1).join(' x ') || '1'} numbers`} per sample.`,
    ),
    ...(split === null
      ? []
      : made === 'parts'
        ? ['Arrays for training and for the test were laid end to end; the split is theirs.']
        : made === 'places'
          ? [`The split is what ${listNames(from)} say.`]
          : [`The split is the array "${plainName(split.name)}".`]),
    ...(group ? [`Groups are the array "${plainName(group.name)}".`] : []),
    ...(beside.length > 0
      ? [
          `No modality, because they say which sample it is or are no numbers of samples: ${listNames(beside)}.`,
        ]
      : []),
  ];
}

function noModality(source: string, label: ClassArray, faults: readonly LeftOut[]): ImportError {
  const [first] = faults;
  return new ImportError(
    'layout-unclear',
    `${plainName(source)} has no array that can be a modality of its ${label.words.length} labelled samples.${first ? ` ${first.reason}` : ''}`,
    'Save one array of numbers per modality, each with one entry per sample.',
  );
}
