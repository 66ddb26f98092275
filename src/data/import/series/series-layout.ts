/**
 * Whether tables are recordings rather than samples, and if so the samples made of them. Imports this room only.
 */
import type { ImportOptions } from '../options';
import type { RawSamples } from '../raw-samples';
import type { GatheredFile } from '../reader';
import type { LeftOut } from '../source-file';
import type { Stepwise } from '../stepwise';
import { haveEqualColumns } from '../table/stacked';
import type { Table } from '../table/table';
import { classNamesIn } from '../table/tables-layout';
import { matrixRecordings } from './matrices';
import { withMoments } from './moment-columns';
import { relationalRecordings } from './relational';
import { withRowSeries } from './row-series';
import { seriesSamples } from './series-samples';
import { sheetRecordings } from './sheets-layout';
import { FEWEST_READINGS } from './windows';

/**
 * @param files those that were read as tables.
 * @returns null where rows are samples, as far as the tables tell.
 * @throws as `seriesSamples` does.
 */
export function* seriesLayout(
  opened: readonly Table[],
  files: readonly GatheredFile[],
  options: ImportOptions,
): Stepwise<RawSamples | null> {
  if (options.series.rows === 'samples') return null;
  const { tables, question } = withRowSeries(opened.map(withMoments));
  const read =
    relationalRecordings(tables, options) ??
    matrixRecordings(tables, options) ??
    (yield* sheetRecordings(tables, files, options));
  if (!read) return null;
  const raw = yield* seriesSamples(read, options);
  const names = classNamesIn(tables, raw.labels);
  const others = tables.filter((table) => !read.used.has(table) && table.file !== names?.file);
  const short = others.filter((table) =>
    [...read.used].some((used) => haveEqualColumns(used, table)),
  );
  return {
    ...raw,
    ...(question
      ? { meaning: { ...raw.meaning, questions: [...raw.meaning.questions, question] } }
      : {}),
    ...(names ? { classNames: names.names } : {}),
    leftOut: [
      ...raw.leftOut.filter(({ file }) => file !== names?.file),
      ...short.map(({ file, rows }) => ({
        file,
        reason: `${file} has ${rows === 1 ? '1 reading' : `${rows} readings`}; a recording needs ${FEWEST_READINGS}.`,
        fix: 'Record for longer, or leave it at that.',
      })),
    ],
    ignored: needless(others.filter((table) => !short.includes(table))),
  };
}

function needless(tables: readonly Table[]): LeftOut[] {
  const [first] = tables;
  if (!first) return [];
  const count = tables.length;
  return [
    {
      file: first.file,
      reason: `${count === 1 ? `${first.file} is a table that holds` : `${count} tables hold`} no readings of these recordings${count === 1 ? '' : ` (the first: ${first.file})`}.`,
      fix: 'Leave it at that.',
      count,
      unit: 'file',
    },
  ];
}
