/**
 * What the pages of a Parquet file claim to hold, counted before they are unpacked: a page of a few bytes may claim a
 * thousand million values, in its header or in a run inside it, and its reader would believe it. Imports nothing of the lab.
 */
import type { ColumnMetaData, Compressors, FileMetaData } from 'hyparquet';
import type { DataPageHeaderV2 } from 'hyparquet/src/types.js';

/** More values than a tab can hold as a table. */
export const MOST_VALUES = 2 ** 26;
/** More than a tab holds beside the numbers that it makes of them. */
const MOST_UNPACKED_BYTES = 2 ** 30;
/** Runs of packed values come in groups of eight, and writers pad the last ones. */
const PADDING = 4096;

/** A file that claims more than it can hold. */
export class ParquetClaim extends Error {}

/** A place in bytes. */
interface Reader {
  readonly view: DataView;
  offset: number;
}

/**
 * Walks over the headers and runs of all pages.
 * @throws ParquetClaim where they claim more values or bytes than the table of contents says, or than there is room
 * for; other errors where the file is damaged.
 */
export async function checkPages(
  file: ArrayBuffer,
  metadata: FileMetaData,
  compressors: Compressors,
): Promise<void> {
  const [{ parquetHeader }, { decompressPage }, schemas] = await Promise.all([
    import('hyparquet/src/column.js'),
    import('hyparquet/src/datapage.js'),
    import('hyparquet/src/schema.js'),
  ]);
  let [values, bytes] = [0, 0];
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data: column } of columns) {
      if (!column) continue;
      const known = Number(column.num_values);
      values += known;
      checkCount(known);
      if (values > MOST_VALUES) throw new ParquetClaim(`${values} values`);
      const path = schemas.getSchemaPath(metadata.schema, column.path_in_schema);
      const levels = [schemas.getMaxRepetitionLevel(path), schemas.getMaxDefinitionLevel(path)].map(
        bitsOf,
      );
      let seen = 0;
      const reader = readerOf(file, column);
      while (seen < known && reader.offset < reader.view.byteLength - 1) {
        const header = parquetHeader(reader);
        const { data_page_header: one, data_page_header_v2: two } = header;
        const claimed = one ?? two ?? header.dictionary_page_header;
        const here = Number(claimed?.num_values ?? 0);
        if (one ?? two) seen += here;
        bytes += Number(header.uncompressed_page_size);
        checkCount(here);
        checkCount(bytes);
        if (Math.max(seen, here) > known) throw new ParquetClaim(`${here} values in a page`);
        if (bytes > MOST_UNPACKED_BYTES) throw new ParquetClaim(`${bytes} bytes unpacked`);
        if (two) checkParts(two, header.compressed_page_size);
        const packed = bytesAt(reader, header.compressed_page_size);
        const isIndexed = /DICTIONARY|^RLE$/.test((one ?? two)?.encoding ?? '');
        if (one && (isIndexed || levels.some((bits) => bits > 0))) {
          const page = decompressPage(
            packed,
            header.uncompressed_page_size,
            column.codec,
            compressors,
          );
          checkRuns(page, {
            levels,
            values: here,
            isIndexed,
            isBoolean: column.type === 'BOOLEAN',
          });
        } else if (two) {
          const [first, second] = [
            two.repetition_levels_byte_length,
            two.definition_levels_byte_length,
          ];
          walk(packed.subarray(0, first), levels[0] ?? 0, here);
          walk(packed.subarray(first, first + second), levels[1] ?? 0, here);
          const rest = packed.subarray(first + second);
          const size = header.uncompressed_page_size - first - second;
          if (isIndexed && size > 0) {
            const isPacked = two.is_compressed !== false;
            const page = isPacked ? decompressPage(rest, size, column.codec, compressors) : rest;
            checkRuns(page, {
              levels: [],
              values: here,
              isIndexed,
              isBoolean: column.type === 'BOOLEAN',
            });
          }
        }
      }
    }
  }
}

function checkCount(count: number): void {
  if (!(count >= 0)) throw new Error('a count is none');
}

/** Of the second kind of page: parts that do not add up make its reader count backwards. */
function checkParts(page: DataPageHeaderV2, bytes: number): void {
  const levels = [page.repetition_levels_byte_length, page.definition_levels_byte_length];
  const isLess = (part: number, whole: number) => part >= 0 && part <= whole;
  const fits =
    isLess(page.num_nulls, page.num_values) &&
    isLess(page.num_rows, page.num_values) &&
    levels.every((each) => isLess(each, bytes)) &&
    isLess((levels[0] ?? 0) + (levels[1] ?? 0), bytes);
  if (!fits) throw new Error('parts of a page do not add up');
}

const bitsOf = (level: number): number => 32 - Math.clz32(level);

function readerOf(file: ArrayBuffer, column: ColumnMetaData): Reader {
  const { dictionary_page_offset: dictionary, data_page_offset, total_compressed_size } = column;
  const from = Number(dictionary && dictionary < data_page_offset ? dictionary : data_page_offset);
  const length = Math.min(Number(total_compressed_size), file.byteLength - from);
  return { view: new DataView(file, from, length), offset: 0 };
}

function bytesAt(reader: Reader, length: number): Uint8Array {
  const { view, offset } = reader;
  if (!(length >= 0) || offset + length > view.byteLength) throw new Error('a page ends too late');
  reader.offset += length;
  return new Uint8Array(view.buffer, view.byteOffset + offset, length);
}

interface Page {
  /** Bits of each kind of level; 0 for none. */
  readonly levels: readonly number[];
  readonly values: number;
  readonly isIndexed: boolean;
  readonly isBoolean: boolean;
}

/** A page of the first kind: levels with their length before them, then indices of a dictionary. */
function checkRuns(page: Uint8Array, { levels, values, isIndexed, isBoolean }: Page): void {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  let offset = 0;
  const withLength = (bits: number) => {
    const length = view.getUint32(offset, true);
    walk(page.subarray(offset + 4, offset + 4 + length), bits, values);
    offset += 4 + length;
  };
  for (const bits of levels) if (bits > 0) withLength(bits);
  if (!isIndexed || offset >= page.length) return;
  if (isBoolean) withLength(1);
  else walk(page.subarray(offset + 1), view.getUint8(offset), values);
}

/** Counts what runs of equal or packed values claim. */
function walk(runs: Uint8Array, bits: number, values: number): void {
  if (bits === 0) return;
  let [seen, offset] = [0, 0];
  while (seen < values && offset < runs.length) {
    let [header, shift] = [0, 0];
    for (let more = true; more && offset < runs.length; shift += 7) {
      const byte = runs[offset++] ?? 0;
      header += (byte & 0x7f) * 2 ** shift;
      more = byte >= 0x80;
    }
    const isPacked = header % 2 === 1;
    const count = Math.floor(header / 2) * (isPacked ? 8 : 1);
    offset += isPacked ? (count / 8) * bits : Math.ceil(bits / 8);
    seen += count;
    if (seen > values + PADDING) throw new ParquetClaim(`${seen} values in a run`);
  }
}
