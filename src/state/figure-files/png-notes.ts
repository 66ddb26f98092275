/**
 * What a figure says of itself, written into a PNG: international texts (`iTXt`) and how large it is on paper (`pHYs`), as
 * the PNG specification, third edition, has them (11.3.3, 11.3.4.3). Pure.
 */
import { crc32 } from '../../math/crc32';
import { type AboutFigure, xmpOf } from './about-figure';

const SIGNATURE_BYTES = 8;
/** Length and kind before the bytes of a chunk, its checksum behind them. */
const AROUND = 12;

function chunk(kind: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + AROUND);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(kind), 4);
  bytes.set(body, 8);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(4, bytes.length - 4)));
  return bytes;
}

/** Keyword, not compressed, no language, no translated keyword, the text in UTF-8. */
const textChunk = (keyword: string, text: string): Uint8Array =>
  chunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`));

function sizeChunk(pixelsPerMetre: number): Uint8Array {
  const body = new Uint8Array(9);
  const view = new DataView(body.buffer);
  view.setUint32(0, Math.round(pixelsPerMetre));
  view.setUint32(4, Math.round(pixelsPerMetre));
  body[8] = 1;
  return chunk('pHYs', body);
}

/** @param png its header, `IHDR`, stands first, as in every PNG. */
export function withNotes(
  png: Uint8Array<ArrayBuffer>,
  about: AboutFigure,
  pixelsPerMetre: number,
): Blob {
  const header = SIGNATURE_BYTES + AROUND + new DataView(png.buffer, png.byteOffset).getUint32(8);
  const notes = [
    sizeChunk(pixelsPerMetre),
    textChunk('Title', about.title),
    textChunk('Description', about.caption),
    textChunk('Software', about.program),
    textChunk('Creation Time', about.savedAt),
    ...(about.link === null ? [] : [textChunk('Source', about.link)]),
    textChunk('Settings', about.settings),
    textChunk('XML:com.adobe.xmp', xmpOf(about)),
  ];
  return new Blob([png.subarray(0, header), ...(notes as BlobPart[]), png.subarray(header)], {
    type: 'image/png',
  });
}
