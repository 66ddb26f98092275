/**
 * The report of a race: what it says, its numbers, curves, lanes, data, settings, methods, and where and with what it was
 * made. Tables and figures are given, as the page has them; all else is of the race itself. Pure.
 */
import { valueAt } from '../../protocol/knobs';
import { methodIdOf } from '../../protocol/settings';
import { PROGRAM } from '../build';
import { raceWords } from '../figure-files/race-words';
import { countText, listed } from '../format';
import { presetOf } from '../preset';
import { racingRuns } from '../race-store';
import type { RunCard } from '../runs/run-card';
import { backEndText } from '../stretches';
import type { TextTable } from '../tables/plain-numbers';
import type { ShownRace } from '../time/shown-store';
import { bibtexOf } from './bibtex';
import { dataCard } from './data-card';
import type { Report, ReportBlock, ReportSection } from './report-page';
import { settingRows } from './setting-rows';

/** A table of the page with the sentences that explain it. */
export interface ReportTable {
  readonly table: TextTable;
  readonly notes: readonly string[];
}

export interface ReportFigure {
  /** An element as `svgElement` writes it. */
  readonly svg: string;
  readonly caption: string;
}

interface RaceReportNeeds {
  readonly race: ShownRace;
  readonly question: string;
  /** What the page says of the race. */
  readonly told: string;
  readonly tables: readonly ReportTable[];
  readonly curves: readonly ReportFigure[];
  readonly lanes: readonly ReportFigure[];
  /** Runs of it as the shelf has them, with what a person wrote about them. */
  readonly cards: readonly RunCard[];
  /** What is known of a person's own files beside what the data say themselves. */
  readonly aboutFiles: readonly string[];
  /** Opens the experiment, with its end numbers where it has any. */
  readonly link: string;
  /** As the browser names itself. */
  readonly browser: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
}

const words = (text: string): ReportBlock => ({ kind: 'words', text });
const tableBlock = (table: TextTable): ReportBlock => ({ kind: 'table', table });

const figures = (all: readonly ReportFigure[], isWide: boolean): readonly ReportBlock[] =>
  all.map((figure) => ({ kind: 'figure', ...figure, isWide }));

function settingsBlocks({ settings, summary, catalogue }: ShownRace): readonly ReportBlock[] {
  const rows = settingRows(settings, presetOf({ settings, summary }), catalogue);
  const changed = rows.filter(({ isChanged }) => isChanged);
  const head = ['Setting', 'here', 'preset'];
  return [
    changed.length === 0
      ? words('Nothing differs from what this data set starts from.')
      : tableBlock({
          caption: `What differs from what this data set starts from: ${countText(changed.length)} of ${countText(rows.length)} settings`,
          rows: [head, ...changed.map(({ path, here, preset }) => [path, here, preset])],
        }),
    tableBlock({
      caption: 'All settings; knobs of methods as they are in the end',
      rows: [
        head,
        ...rows.map(({ path, here, preset, isChanged }) => [
          path,
          here,
          isChanged ? preset : 'the same',
        ]),
      ],
    }),
  ];
}

/** Measures of a paper that some epoch of the race has. */
const citedMeasures = ({ record, measures }: ShownRace) =>
  measures.flatMap(({ citation, ...measure }) => {
    const isTaken = racingRuns(record).some(({ epochs }) =>
      epochs.some((epoch) => {
        const value = valueAt(epoch, measure.id) ?? {};
        return typeof value !== 'object' || Object.keys(value).length > 0;
      }),
    );
    return citation && isTaken ? [{ ...measure, citation }] : [];
  });

/** What a person wrote about its runs, if anything. */
function aboutBlocks(cards: readonly RunCard[]): readonly ReportBlock[] {
  const said = cards.flatMap(({ label, about }) =>
    about ? [[label, about.name, about.note, about.tags.join(', ')]] : [],
  );
  if (said.length === 0) return [];
  const caption = 'What was noted about its runs';
  return [tableBlock({ caption, rows: [['Run', 'name', 'note', 'tags'], ...said] })];
}

function methodBlocks(race: ShownRace): readonly ReportBlock[] {
  const { record, catalogue } = race;
  const runs = racingRuns(record);
  const methods = catalogue.filter(({ id }) => runs.some(({ methodId }) => methodId === id));
  if (methods.length === 0) return [];
  const measures = citedMeasures(race);
  const labels = (id: string) =>
    listed(runs.filter(({ name }) => methodIdOf(name) === id).map(({ label }) => label));
  return [
    tableBlock({
      caption: 'What raced, and after whom',
      rows: [
        ['Run', 'how it trains', 'source'],
        ...methods.map(({ id, explanation, citation }) => [labels(id), explanation, citation]),
      ],
    }),
    ...(measures.length > 0
      ? [
          tableBlock({
            caption: 'What was measured, and after whom',
            rows: [
              ['Measure', 'what it is', 'source'],
              ...measures.map(({ label, explanation, citation }) => [label, explanation, citation]),
            ],
          }),
        ]
      : []),
    { kind: 'source', text: bibtexOf([...methods, ...measures], PROGRAM) },
  ];
}

function madeBlocks(needs: RaceReportNeeds): readonly ReportBlock[] {
  const places = [...new Set(racingRuns(needs.race.record).map(backEndText).filter(Boolean))];
  return [
    tableBlock({
      caption: 'Versions',
      rows: [
        ['', 'version'],
        ['Program', PROGRAM],
        ['Trained on', listed(places)],
        ['Browser of this report', needs.browser],
        ['Written', needs.savedAt],
      ],
    }),
    words(
      'This address opens the experiment. Where it carries end numbers, whoever plays it is told whether they come out again. Files of one\u2019s own are not in it.',
    ),
    { kind: 'link', address: needs.link },
  ];
}

export function raceReport(needs: RaceReportNeeds): Report {
  const { race, question, told, tables, curves, lanes, aboutFiles, cards } = needs;
  const { settings, summary } = race;
  const card = summary && dataCard(summary, aboutFiles);
  const sections: readonly ReportSection[] = [
    { title: question, blocks: told === '' ? [] : [{ kind: 'words', text: told, isLarge: true }] },
    {
      title: 'Numbers',
      blocks: [
        ...tables.flatMap(({ table, notes }) => [tableBlock(table), ...notes.map(words)]),
        ...aboutBlocks(cards),
      ],
    },
    { title: 'Curves', blocks: figures(curves, true) },
    { title: 'How they train', blocks: figures(lanes, false) },
    {
      title: 'Data',
      blocks: card ? [...card.sentences.map(words), ...card.tables.map(tableBlock)] : [],
    },
    { title: 'Settings', blocks: settingsBlocks(race) },
    { title: 'Methods and measures', blocks: methodBlocks(race) },
    { title: 'Where it was made', blocks: madeBlocks(needs) },
  ];
  return {
    title: `Report: ${summary?.name ?? settings.data.id}, seed ${settings.seed}`,
    subtitle: raceWords(race),
    sections,
  };
}
