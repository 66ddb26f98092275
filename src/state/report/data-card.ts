/** What a report says of its data: where they come from, what is in them, how they are split, and what was left out. Pure. */
import type { DataSetSummary, SplitName } from '../../protocol/data-set';
import { countText } from '../format';
import type { TextTable } from '../tables/plain-numbers';

const SPLITS: readonly { readonly id: SplitName; readonly word: string }[] = [
  { id: 'train', word: 'training' },
  { id: 'validation', word: 'validation' },
  { id: 'test', word: 'test' },
];

const sumOf = (counts: Readonly<Record<SplitName, number>>): number =>
  SPLITS.reduce((sum, { id }) => sum + counts[id], 0);

const splitTexts = (counts: Readonly<Record<SplitName, number>>): readonly string[] =>
  SPLITS.map(({ id }) => countText(counts[id]));

const HEAD = ['', ...SPLITS.map(({ word }) => word), 'all'];

/** Samples of each split, in all and of each class; what lacks a modality where any does. */
function countsTable(summary: DataSetSummary): TextTable {
  const { counts, classNames, classCounts, classCountsOf, complete, modalities } = summary;
  const row = (name: string, of: Readonly<Record<SplitName, number>>) => [
    name,
    ...splitTexts(of),
    countText(sumOf(of)),
  ];
  return {
    caption: 'Samples',
    rows: [
      HEAD,
      row('all classes', counts),
      ...(complete ? [row('with every modality', complete)] : []),
      ...modalities.flatMap(({ name, lacking }) =>
        lacking ? [row(`without ${name}`, lacking)] : [],
      ),
      ...classNames.map((name, k) => [
        name,
        // old files say how many there are, not where
        ...SPLITS.map(({ id }) =>
          classCountsOf ? countText(classCountsOf[id][k] ?? 0) : '\u2013',
        ),
        countText(classCounts[k] ?? 0),
      ]),
    ],
  };
}

function modalitiesTable({ modalities }: DataSetSummary): TextTable {
  return {
    caption: 'Modalities',
    rows: [
      ['Modality', 'kind', 'shape of a sample'],
      ...modalities.map(({ name, kind, shape }) => [name, kind, shape.join(' \u00d7 ')]),
    ],
  };
}

interface DataCard {
  /** Name, origin, licence, what was done or left out: one sentence each. */
  readonly sentences: readonly string[];
  readonly tables: readonly TextTable[];
}

/** @param further what else is known of a person's own files. */
export function dataCard(summary: DataSetSummary, further: readonly string[]): DataCard {
  const { name, provenance, notes } = summary;
  return {
    sentences: [
      `Name: ${name}.`,
      provenance.origin && `Origin: ${provenance.origin}`,
      provenance.licence && `Licence: ${provenance.licence}`,
      ...further,
      ...notes.map(({ message }) => message),
    ].filter(Boolean),
    tables: [countsTable(summary), modalitiesTable(summary)],
  };
}
