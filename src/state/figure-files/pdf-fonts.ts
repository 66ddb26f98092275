/**
 * The fonts of a PDF: text is split among those that have its letters, every letter is written as its glyph, and a table
 * says which text the glyphs are, so that it can be searched and copied (ISO 32000-2, 9.7 and 9.10.3).
 */

import { type PdfObjects, pdfNumber, type Reference } from './pdf-objects';
import type { Font } from './read-font';

/** A piece of text in one font, as glyphs. */
export interface Piece {
  /** The font's name among the page's resources. */
  readonly font: string;
  /** Hexadecimal, four digits a glyph. */
  readonly glyphs: string;
  readonly count: number;
  /** In thousandths of the size of type. */
  readonly width: number;
}

interface UsedFont {
  readonly name: string;
  readonly font: Font;
  /** What each glyph says. */
  readonly says: Map<number, string>;
}

const hex4 = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase();

/** A code point in UTF-16 as hexadecimal digits. */
const utf16 = (letter: string): string =>
  Array.from({ length: letter.length }, (_, i) => hex4(letter.charCodeAt(i))).join('');

const PER_BLOCK = 100;

function toUnicode(says: ReadonlyMap<number, string>): string {
  const lines = [...says].map(([glyph, letter]) => `<${hex4(glyph)}> <${utf16(letter)}>`);
  const blocks: string[] = [];
  for (let i = 0; i < lines.length; i += PER_BLOCK) {
    const block = lines.slice(i, i + PER_BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

export class PdfFonts {
  private readonly used = new Map<Font, UsedFont>();
  /** Letters that no font has, each once. */
  readonly missing = new Set<string>();

  /** @param fonts the first that has a letter draws it. */
  pieces(text: string, fonts: readonly Font[]): readonly Piece[] {
    const pieces: { font: string; glyphs: string; count: number; width: number }[] = [];
    for (const letter of text) {
      const code = letter.codePointAt(0) ?? 0;
      const font = fonts.find((each) => each.glyphOf(code) !== 0) ?? fonts[0];
      if (!font) continue;
      let glyph = font.glyphOf(code);
      if (glyph === 0) {
        this.missing.add(letter);
        glyph = font.glyphOf('?'.charCodeAt(0));
      }
      const used = this.use(font);
      used.says.set(glyph, used.says.get(glyph) ?? letter);
      let last = pieces.at(-1);
      if (last?.font !== used.name) {
        last = { font: used.name, glyphs: '', count: 0, width: 0 };
        pieces.push(last);
      }
      last.glyphs += hex4(glyph);
      last.count += 1;
      last.width += font.widthOf(glyph);
    }
    return pieces;
  }

  /** The entries of the page's resources. */
  async write(objects: PdfObjects): Promise<string> {
    const entries: string[] = [];
    for (const { name, font, says } of this.used.values()) {
      entries.push(`/${name} ${await writeFont(objects, `Inter-${name}`, font, says)}`);
    }
    return entries.join(' ');
  }

  private use(font: Font): UsedFont {
    const known = this.used.get(font);
    if (known) return known;
    const used = { name: `F${this.used.size + 1}`, font, says: new Map<number, string>() };
    this.used.set(font, used);
    return used;
  }
}

async function writeFont(
  objects: PdfObjects,
  name: string,
  font: Font,
  says: ReadonlyMap<number, string>,
): Promise<Reference> {
  const file = await objects.addStream(font.file, { words: `/Length1 ${font.file.length}` });
  // 32: its letters are not those of a fixed list of symbols
  const descriptor = objects.add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 32 /FontBBox [${font.box.map(pdfNumber).join(' ')}] /ItalicAngle 0 /Ascent ${pdfNumber(font.ascent)} /Descent ${pdfNumber(font.descent)} /CapHeight ${pdfNumber(font.capHeight)} /StemV 80 /FontFile2 ${file} >>`,
  );
  const widths = [...says.keys()]
    .sort((a, b) => a - b)
    .map((glyph) => `${glyph} [${pdfNumber(font.widthOf(glyph))}]`)
    .join(' ');
  const descendant = objects.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} /CIDToGIDMap /Identity /W [${widths}] >>`,
  );
  const unicode = await objects.addStream(
    Uint8Array.from(new TextEncoder().encode(toUnicode(says))),
  );
  return objects.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant}] /ToUnicode ${unicode} >>`,
  );
}
