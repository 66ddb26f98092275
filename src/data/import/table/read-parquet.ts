/** Parquet (pandas, Spark, Hugging Face) as a table, read with hyparquet. Imports this folder only. */
import { ImportError, unusable } from '../import-error';
import type { TableReader } from '../reader';
import { flatRecords } from './flat-records';
import { checkPages, MOST_VALUES, ParquetClaim } from './parquet-pages';
import { MOST_COLUMNS, type Table, TableBuilder, tooWide } from './table';

const isParquet = (start: Uint8Array): boolean =>
  start[0] === 0x50 && start[1] === 0x41 && start[2] === 0x52 && start[3] === 0x31;

export const parquet: TableReader = {
  id: 'parquet',
  name: 'Parquet',
  endings: ['parquet'],
  alsoEndings: ['pq'],
  signature: { test: isParquet, weight: 'certain' },
  gives: 'table',
  where: 'anywhere',
  note: 'A list of numbers in a column is a column for each.',
  read: readParquet,
};

/** @throws ImportError when the file is no whole Parquet, or holds more than a tab can. */
async function readParquet(bytes: Uint8Array, file: string): Promise<Table> {
  const [{ parquetMetadata, parquetReadObjects }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const buffer = Uint8Array.from(bytes).buffer;
  let records: Record<string, unknown>[];
  try {
    const metadata = parquetMetadata(buffer);
    const columns = metadata.schema.length;
    const rows = Number(metadata.num_rows);
    if (columns * rows > MOST_VALUES) {
      throw unusable(
        file,
        `has ${rows} rows of ${columns} columns, more than ${MOST_VALUES / 2 ** 20} million cells`,
        'Save fewer rows or columns.',
      );
    }
    await checkPages(buffer, metadata, compressors);
    records = await parquetReadObjects({
      file: { byteLength: buffer.byteLength, slice: (from, to) => buffer.slice(from, to) },
      metadata,
      compressors,
    });
  } catch (error) {
    if (error instanceof ImportError) throw error;
    if (error instanceof ParquetClaim) {
      throw unusable(
        file,
        `claims more than it holds or than there is room for (${error.message})`,
        'Copy or download it again, or save fewer rows.',
      );
    }
    throw unusable(file, 'is not a whole Parquet file', 'Copy or download it again.');
  }
  if (records.length === 0) throw unusable(file, 'has no rows', 'Open a file with samples in it.');
  // what pandas writes beside the columns is the number of the row
  for (const record of records) delete record['__index_level_0__'];
  const { names, rows } = flatRecords(records);
  if (names.length > MOST_COLUMNS) throw tooWide(file, names.length);
  const table = new TableBuilder(file, [...names]);
  rows.forEach((row, i) => {
    table.addRow(row, i + 1);
  });
  return table.finish();
}
