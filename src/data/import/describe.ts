/**
 * What opened files mean, as the one line that `--describe` prints and the page's report is written from: the same
 * words and numbers in both. Imports the protocol and this room only.
 */
import { LabError, toFailure } from '../../protocol/failure';
import { DataError } from '../data-error';
import { assemble } from './assemble';
import { compareLabels } from './compare-labels';
import { readFiles } from './import-data';
import { readable } from './import-error';
import { type ImportReport, reportedModalities } from './import-report';
import type { Decoders } from './media/decoders';
import type { Offer, Role } from './offer';
import type { ImportOptions } from './options';
import type { RawSamples } from './raw-samples';
import type { ImportWatch, LeftOut, SourceFile } from './source-file';

/** Something that was not used. */
export interface DescribedLeftOut {
  readonly what: string;
  readonly count: number;
  readonly unit: NonNullable<LeftOut['unit']>;
  readonly reason: string;
  readonly mend: string;
}

/** The line; a refusal fills what is known. */
export interface DataDescription {
  readonly kind: 'data-described';
  readonly outcome: 'used' | 'asks' | 'refused';
  readonly class: {
    readonly from: string;
    readonly names: readonly string[];
    readonly counts: Readonly<Record<string, number>>;
  } | null;
  readonly samples: ImportReport['counts'] & { readonly total: number };
  readonly splitFrom: string;
  readonly group: string | null;
  readonly groupHeldApart: boolean;
  readonly modalities: ImportReport['modalities'];
  readonly pairedBy: ImportReport['meaning']['pairedBy'];
  readonly leftOut: readonly DescribedLeftOut[];
  readonly notes: readonly string[];
  readonly questions: readonly { readonly ask: string; readonly options: readonly string[] }[];
}

/**
 * Reads files and says what they mean; a refusal is an answer too.
 * @param unopened what could not even be opened.
 * @throws whatever is no fault of the files: settings that name nothing in them, a reading that was cancelled.
 */
export async function describeData(
  sources: readonly SourceFile[],
  options: ImportOptions,
  decoders: Decoders,
  unopened: readonly LeftOut[] = [],
  watch: ImportWatch = {},
): Promise<DataDescription> {
  let offer: Offer | null = null;
  let raw: RawSamples | null = null;
  const onOffer = (told: Offer) => {
    offer = told;
    watch.onOffer?.(told);
  };
  try {
    raw = await readFiles(sources, options, decoders, { ...watch, onOffer });
    const { report } = assemble(raw, options);
    return describeReport({ ...report, leftOut: [...unopened, ...report.leftOut] });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const known = raw ? knownOfSamples(raw) : knownOfParts(offer);
    return describeRefusal(error, options.name, sources.length, unopened, known);
  }
}

/** Whether files were refused, rather than what was asked of them. */
const isRefusal = (error: unknown): error is LabError =>
  error instanceof DataError ||
  (error instanceof LabError && error.code !== 'cancelled' && error.code !== 'settings-invalid');

/** What a reading came to. */
function describeReport(report: ImportReport): DataDescription {
  const { meaning, counts, samples, classCounts, modalities, choices, notes } = report;
  return {
    kind: 'data-described',
    outcome: meaning.questions.length > 0 ? 'asks' : 'used',
    class: {
      from: readable(meaning.classFrom),
      names: classCounts.map(({ name }) => name),
      counts: Object.fromEntries(classCounts.map(({ name, count }) => [name, count])),
    },
    samples: { ...counts, total: samples },
    splitFrom: readable(meaning.splitFrom ?? 'drawn'),
    group: meaning.group === null ? null : readable(meaning.group),
    groupHeldApart: report.groupHeldApart,
    modalities,
    pairedBy: meaning.pairedBy,
    leftOut: [...report.leftOut, ...report.ignored].map(described),
    notes: [...choices, ...notes],
    questions: meaning.questions.map(({ ask, options }) => ({
      ask: readable(ask),
      options: options.map(({ text }) => readable(text)),
    })),
  };
}

function describeRefusal(
  error: LabError,
  name: string,
  files: number,
  unopened: readonly LeftOut[],
  known: Partial<DataDescription>,
): DataDescription {
  const { message, hint } = toFailure(error);
  return {
    kind: 'data-described',
    outcome: 'refused',
    class: null,
    samples: { train: 0, validation: 0, test: 0, total: 0 },
    splitFrom: 'drawn',
    group: null,
    groupHeldApart: false,
    modalities: [],
    pairedBy: null,
    ...known,
    leftOut: [
      { what: name, count: files, unit: 'file', reason: message, mend: hint },
      ...unopened.map(described),
      ...(known.leftOut ?? []),
    ],
    notes: known.notes ?? [],
    questions: [],
  };
}

/** What a refusal can say where samples were read that make no data set. */
function knownOfSamples(raw: RawSamples): Partial<DataDescription> {
  const { meaning, labels, splits, modalities, leftOut, ignored = [], choices } = raw;
  const counts: Record<string, number> = Object.create(null);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const names = Object.keys(counts).sort(compareLabels);
  const of = (split: string) => splits?.filter((each) => each === split).length ?? 0;
  return {
    class: {
      from: readable(meaning.classFrom),
      names: names.map(readable),
      counts: Object.fromEntries(names.map((each) => [readable(each), counts[each] ?? 0])),
    },
    samples: {
      train: of('train'),
      validation: of('validation'),
      test: of('test'),
      total: labels.length,
    },
    splitFrom: readable(meaning.splitFrom ?? 'drawn'),
    group: meaning.group === null ? null : readable(meaning.group),
    modalities: reportedModalities(modalities, labels.length),
    pairedBy: meaning.pairedBy,
    leftOut: [...leftOut, ...ignored].map(described),
    notes: choices.map(readable),
  };
}

/** What it can say where columns or folders were found and no samples. */
function knownOfParts(offer: Offer | null): Partial<DataDescription> {
  if (!offer) return {};
  const { what } = offer;
  const isColumn = what === 'columns';
  const as = (use: Role): string | null => {
    const name = Object.keys(offer.roles).find((each) => offer.roles[each] === use);
    return name === undefined ? null : readable(name);
  };
  const [label, split] = [as('label'), as('split')];
  return {
    class:
      label === null
        ? null
        : {
            from: isColumn ? `column ${label}` : what === 'arrays' ? `array ${label}` : label,
            names: [],
            counts: {},
          },
    splitFrom: split === null ? 'drawn' : isColumn ? `column ${split}` : split,
    group: as('group'),
  };
}

const described = ({ file, reason, fix, count = 1, unit = 'file' }: LeftOut): DescribedLeftOut => ({
  what: readable(file),
  count,
  unit,
  reason: readable(reason),
  mend: readable(fix),
});
