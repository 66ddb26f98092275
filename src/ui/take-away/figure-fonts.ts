/**
 * The fonts that go into a PDF: the page's own family in a form that a PDF takes, Latin first and others as a text needs
 * them. Loaded when a PDF is asked for.
 */

import cyrillic from '@fontsource/inter/files/inter-cyrillic-400-normal.woff?url';
import cyrillicBold from '@fontsource/inter/files/inter-cyrillic-600-normal.woff?url';
import greek from '@fontsource/inter/files/inter-greek-400-normal.woff?url';
import greekBold from '@fontsource/inter/files/inter-greek-600-normal.woff?url';
import latin from '@fontsource/inter/files/inter-latin-400-normal.woff?url';
import latinBold from '@fontsource/inter/files/inter-latin-600-normal.woff?url';
import extra from '@fontsource/inter/files/inter-latin-ext-400-normal.woff?url';
import extraBold from '@fontsource/inter/files/inter-latin-ext-600-normal.woff?url';
import type { PdfFontFiles } from '../../state/figure-files/pdf-file';
import { type Font, readFont } from '../../state/figure-files/read-font';

const REGULAR = [latin, extra, greek, cyrillic];
const BOLD = [latinBold, extraBold, greekBold, cyrillicBold];

const known = new Map<string, Promise<Font>>();

function fontAt(address: string): Promise<Font> {
  const before = known.get(address);
  if (before) return before;
  const font = fetch(address)
    .then((response) => response.arrayBuffer())
    .then(readFont);
  known.set(address, font);
  // whoever asks again after the network is back gets it
  font.catch(() => known.delete(address));
  return font;
}

/** The fonts until every letter is found, or all of them. */
async function fontsFor(text: string, addresses: readonly string[]): Promise<readonly Font[]> {
  const fonts: Font[] = [];
  for (const address of addresses) {
    fonts.push(await fontAt(address));
    const isWhole = [...text].every((letter) =>
      fonts.some((font) => font.glyphOf(letter.codePointAt(0) ?? 0) !== 0),
    );
    if (isWhole) break;
  }
  return fonts;
}

/** @throws whatever the network throws. */
export async function fontsOf(regular: string, bold: string): Promise<PdfFontFiles> {
  return {
    regular: await fontsFor(regular, REGULAR),
    bold: bold === '' ? [] : await fontsFor(bold, BOLD),
  };
}
