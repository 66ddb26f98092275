/**
 * Excel workbooks: every sheet with anything in it as a table of its own, handed on as CSV, so that several sheets are
 * put together as several files are. Values are those that the workbook shows; formulas are not calculated.
 * Imports this folder only.
 */
import Papa from 'papaparse';
import { isZip, openZip } from '../archive/open-zip';
import { ImportError, unusable } from '../import-error';
import type { ArchiveReader } from '../reader';
import { extensionOf, type ImportWatch, type SourceFile } from '../source-file';

const FIX = 'In Excel choose "Save as" and the type CSV.';

/** Names of its parts stand between the packed ones in plain letters. */
function hasSheets(start: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(start);
  return text.includes('xl/') && text.includes('ml');
}

export const xlsx: ArchiveReader = {
  id: 'xlsx',
  name: 'Excel',
  endings: ['xlsx'],
  alsoEndings: ['xlsm'],
  signature: {
    // a workbook that was given another ending is one all the same
    test: (start, path) =>
      isZip(start) && (/^xls[xm]$/.test(extensionOf(path)) || hasSheets(start)),
    weight: 'certain',
  },
  gives: 'files',
  holds: 'one',
  knownAs: 'table',
  where: 'anywhere',
  note: 'Each sheet is a table.',
  async open(archive, file, watch) {
    const bytes = archive instanceof Blob ? new Uint8Array(await archive.arrayBuffer()) : archive;
    // what would grow beyond reason is found before anything is unpacked
    await check(bytes, file, watch);
    const { default: readWorkbook } = await import('read-excel-file/universal');
    let sheets: Awaited<ReturnType<typeof readWorkbook>>;
    try {
      sheets = await readWorkbook(Uint8Array.from(bytes).buffer);
    } catch {
      throw unusable(
        file,
        'is damaged: its sheets cannot be read',
        'Open it in Excel and save it again.',
      );
    }
    const files = sheets.flatMap(({ sheet, data }): SourceFile[] => {
      const rows = data.map((row) => row.map(written));
      if (!rows.some((row) => row.some((cell) => cell !== ''))) return [];
      const text = new TextEncoder().encode(Papa.unparse(rows));
      const path = `${file}/${sheet.replaceAll(/[\\/]/g, ' ')}.csv`;
      return [{ path, size: text.length, bytes: async () => text }];
    });
    if (files.length === 0) throw unusable(file, 'has no sheet with anything in it', FIX);
    return { files, leftOut: [] };
  },
};

/** @throws ImportError where it is no whole workbook, or one that would grow beyond reason. */
async function check(bytes: Uint8Array, file: string, watch: ImportWatch) {
  let parts: Awaited<ReturnType<typeof openZip>>;
  try {
    parts = await openZip(bytes, file, watch);
  } catch (error) {
    if (error instanceof ImportError && error.code !== 'file-unusable') throw error;
    throw unusable(file, 'is not a whole Excel workbook', 'Open it in Excel and save it again.');
  }
  const [fault] = parts.leftOut;
  if (fault) throw new ImportError('file-unusable', fault.reason, fault.fix);
  if (!parts.files.some(({ path }) => path === 'xl/workbook.xml')) {
    throw unusable(file, 'is no Excel workbook inside', FIX);
  }
}

/** A cell as CSV has it. */
function written(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(cell);
}
