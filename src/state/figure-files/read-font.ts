/**
 * A font as a web page has it (WOFF 1.0, W3C) made fit for a PDF: the tables that draw its letters, which letter is which
 * glyph, and how wide each is. Pure but for the platform's own decompressor.
 */

export interface Font {
  /** A TrueType file with the tables that a PDF needs. */
  readonly file: Uint8Array<ArrayBuffer>;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** Left, bottom, right, top of all letters. */
  readonly box: readonly [number, number, number, number];
  readonly capHeight: number;
  /** The glyph of a letter, by its code point; 0 where the font has none. */
  glyphOf(letter: number): number;
  /** In thousandths of the size of type. */
  widthOf(glyph: number): number;
}

/** What a PDF's own copy of a TrueType font must hold (ISO 32000-2, 9.9.1). */
const NEEDED = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'] as const;

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function tablesOf(woff: ArrayBuffer): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const view = new DataView(woff);
  if (view.getUint32(0) !== 0x774f4646) throw new Error('The font is no WOFF file.');
  const tables = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let i = 0; i < view.getUint16(12); i += 1) {
    const at = 44 + 20 * i;
    const tag = new TextDecoder().decode(new Uint8Array(woff, at, 4));
    const [offset, packed, plain] = [4, 8, 12].map((by) => view.getUint32(at + by)) as [
      number,
      number,
      number,
    ];
    const bytes = new Uint8Array(woff, offset, packed);
    tables.set(tag, packed < plain ? await inflated(bytes) : bytes);
  }
  return tables;
}

const even4 = (length: number): number => (length + 3) & ~3;

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    sum = (sum + ((bytes[i] ?? 0) << (8 * (3 - (i % 4))))) >>> 0;
  }
  return sum;
}

/** The tables as one file again. */
function fileOf(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array<ArrayBuffer> {
  const power = Math.floor(Math.log2(tables.length));
  const start = 12 + 16 * tables.length;
  const total = tables.reduce((sum, [, bytes]) => sum + even4(bytes.length), start);
  const file = new Uint8Array(total);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, 16 * (tables.length - 2 ** power));
  let offset = start;
  tables.forEach(([tag, bytes], i) => {
    const at = 12 + 16 * i;
    file.set(new TextEncoder().encode(tag), at);
    view.setUint32(at + 4, checksum(bytes));
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, bytes.length);
    file.set(bytes, offset);
    offset += even4(bytes.length);
  });
  return file;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** Letters to glyphs by the table's subtable of format 4, which covers the basic plane. */
function lettersOf(cmap: Uint8Array): (letter: number) => number {
  const view = viewOf(cmap);
  const count = view.getUint16(2);
  const offsets = Array.from({ length: count }, (_, i) => view.getUint32(4 + 8 * i + 4));
  const at = offsets.find((offset) => view.getUint16(offset) === 4);
  if (at === undefined) throw new Error('The font does not say which letter is which glyph.');
  const doubled = view.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + doubled];
  const [deltas, ranges] = [starts + doubled, starts + 2 * doubled];
  return (letter) => {
    for (let i = 0; i < doubled; i += 2) {
      if (letter > view.getUint16(ends + i)) continue;
      const start = view.getUint16(starts + i);
      if (letter < start) return 0;
      const range = view.getUint16(ranges + i);
      const delta = view.getUint16(deltas + i);
      if (range === 0) return (letter + delta) & 0xffff;
      const glyph = view.getUint16(ranges + i + range + 2 * (letter - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

/**
 * @throws Error where it is no WOFF font with outlines of TrueType.
 */
export async function readFont(woff: ArrayBuffer): Promise<Font> {
  const tables = await tablesOf(woff);
  const table = (tag: string): DataView => {
    const bytes = tables.get(tag);
    if (!bytes) throw new Error(`The font has no table ${tag}.`);
    return viewOf(bytes);
  };
  const [head, hhea, hmtx, os2] = [table('head'), table('hhea'), table('hmtx'), table('OS/2')];
  const unitsPerEm = head.getUint16(18);
  const perMille = (units: number) => (units * 1000) / unitsPerEm;
  const measured = hhea.getUint16(34);
  const kept = NEEDED.flatMap((tag) => {
    const bytes = tables.get(tag);
    return bytes ? [[tag, bytes] as const] : [];
  });
  const cmap = tables.get('cmap');
  if (!cmap) throw new Error('The font has no table cmap.');
  return {
    file: fileOf(kept),
    unitsPerEm,
    ascent: perMille(hhea.getInt16(4)),
    descent: perMille(hhea.getInt16(6)),
    box: [
      perMille(head.getInt16(36)),
      perMille(head.getInt16(38)),
      perMille(head.getInt16(40)),
      perMille(head.getInt16(42)),
    ],
    capHeight: perMille(os2.getUint16(0) >= 2 ? os2.getInt16(88) : hhea.getInt16(4)),
    glyphOf: lettersOf(cmap),
    widthOf: (glyph) => perMille(hmtx.getUint16(4 * Math.min(glyph, measured - 1))),
  };
}
