/**
 * A figure as a PDF of one page as large as the figure: outlines stay outlines, text is text in a font that comes with
 * it. Pure but for the platform's compressor.
 */
import { type AboutFigure, xmpOf } from './about-figure';
import {
  type Colour,
  type Drawing,
  type Outline,
  type Picture,
  POINTS_PER_PX,
  type TextLine,
} from './drawing';
import { PdfFonts } from './pdf-fonts';
import { PdfObjects, pdfNumber, pdfText } from './pdf-objects';
import type { Font } from './read-font';

export interface PdfFontFiles {
  /** In the order in which they are asked for a letter. */
  readonly regular: readonly Font[];
  readonly bold: readonly Font[];
}

const CAPS = { butt: 0, round: 1, square: 2 } as const;
const JOINS = { miter: 0, round: 1, bevel: 2 } as const;

const channels = ({ red, green, blue }: Colour): string =>
  [red, green, blue].map((channel) => pdfNumber(channel / 255)).join(' ');

/** Opacities of lines and areas by their names among the page's resources. */
class Opacities {
  private readonly names = new Map<string, string>();

  use(fill: number, stroke: number): string {
    const key = `/ca ${pdfNumber(fill)} /CA ${pdfNumber(stroke)}`;
    const name = this.names.get(key) ?? `G${this.names.size + 1}`;
    this.names.set(key, name);
    return `/${name} gs`;
  }

  write(): string {
    return [...this.names].map(([key, name]) => `/${name} << ${key} >>`).join(' ');
  }
}

function outlineWords({ segments, fill, stroke }: Outline, opacities: Opacities): string {
  const words = [opacities.use(fill?.opacity ?? 1, stroke?.opacity ?? 1)];
  if (fill) words.push(`${channels(fill.colour)} rg`);
  if (stroke) {
    words.push(
      `${channels(stroke.colour)} RG ${pdfNumber(stroke.width)} w ${CAPS[stroke.cap]} J ${JOINS[stroke.join]} j`,
      `[${stroke.dash.map(pdfNumber).join(' ')}] 0 d`,
    );
  }
  for (const [letter, ...numbers] of segments) {
    const at = numbers.map(pdfNumber).join(' ');
    words.push(letter === 'Z' ? 'h' : `${at} ${{ M: 'm', L: 'l', C: 'c' }[letter]}`);
  }
  words.push(fill && stroke ? 'B' : fill ? 'f' : stroke ? 'S' : 'n');
  return `q ${words.join('\n')} Q`;
}

/** How far a halo reaches over its line and under it, in sizes of type. */
const HALO = { over: 0.78, under: 0.24, side: 1.5 } as const;

function lineWords(line: TextLine, fonts: readonly Font[], pdf: PdfFonts, opacities: Opacities) {
  const pieces = pdf.pieces(line.text, fonts);
  const count = pieces.reduce((sum, piece) => sum + piece.count, 0);
  if (count === 0) return '';
  const natural = pieces.reduce((sum, { width }) => sum + (width * line.size) / 1000, 0);
  // the page has kerning and figures of one width; so much between letters makes the line as long
  const spacing = (line.length - natural) / count;
  const angle = (line.turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const matrix = [cos, sin, sin, -cos, line.x, line.y].map(pdfNumber).join(' ');
  const words = [opacities.use(line.fill.opacity, 1)];
  if (line.halo && line.turn === 0) {
    const [x, y] = [line.x - HALO.side, line.y - HALO.over * line.size];
    const [width, height] = [line.length + 2 * HALO.side, (HALO.over + HALO.under) * line.size];
    words.push(`${channels(line.halo)} rg ${[x, y, width, height].map(pdfNumber).join(' ')} re f`);
  }
  words.push(`BT ${channels(line.fill.colour)} rg ${pdfNumber(spacing)} Tc ${matrix} Tm`);
  for (const { font, glyphs } of pieces) {
    words.push(`/${font} ${pdfNumber(line.size)} Tf <${glyphs}> Tj`);
  }
  return `q ${words.join('\n')} ET Q`;
}

async function addPicture(objects: PdfObjects, { pixels, columns, rows }: Picture) {
  const [colours, opacity] = [new Uint8Array(columns * rows * 3), new Uint8Array(columns * rows)];
  for (let i = 0; i < columns * rows; i += 1) {
    colours.set(pixels.subarray(4 * i, 4 * i + 3), 3 * i);
    opacity[i] = pixels[4 * i + 3] ?? 255;
  }
  const size = `/Type /XObject /Subtype /Image /Width ${columns} /Height ${rows} /BitsPerComponent 8`;
  const mask = await objects.addStream(opacity, { words: `${size} /ColorSpace /DeviceGray` });
  return objects.addStream(colours, { words: `${size} /ColorSpace /DeviceRGB /SMask ${mask}` });
}

/** "2026-11-27T08:00:00.000Z" as PDF writes it. */
const dateText = (iso: string): string => `(D:${iso.replaceAll(/[^0-9]/g, '').slice(0, 14)}Z)`;

export interface PdfFigure {
  readonly file: Blob;
  /** Letters that no font had and that are drawn as a question mark. */
  readonly missing: readonly string[];
}

export async function pdfFile(
  drawing: Drawing,
  about: AboutFigure,
  files: PdfFontFiles,
): Promise<PdfFigure> {
  const objects = new PdfObjects();
  const [catalogue, pages, page] = [objects.reserve(), objects.reserve(), objects.reserve()];
  const fonts = new PdfFonts();
  const opacities = new Opacities();
  const pictures: string[] = [];
  const { width, height, ground } = drawing;
  const [pageWidth, pageHeight] = [width * POINTS_PER_PX, height * POINTS_PER_PX];
  const words = [
    // a page of PDF begins at its foot
    `${pdfNumber(POINTS_PER_PX)} 0 0 ${pdfNumber(-POINTS_PER_PX)} 0 ${pdfNumber(pageHeight)} cm`,
    `${channels(ground)} rg 0 0 ${pdfNumber(width)} ${pdfNumber(height)} re f`,
  ];
  for (const mark of drawing.marks) {
    if (mark.kind === 'outline') words.push(outlineWords(mark, opacities));
    else if (mark.kind === 'text') {
      words.push(lineWords(mark, mark.isBold ? files.bold : files.regular, fonts, opacities));
    } else {
      pictures.push(`/I${pictures.length + 1} ${await addPicture(objects, mark)}`);
      const at = [mark.width, 0, 0, -mark.height, mark.x, mark.y + mark.height];
      words.push(`q ${at.map(pdfNumber).join(' ')} cm /I${pictures.length} Do Q`);
    }
  }
  const contents = await objects.addStream(
    Uint8Array.from(new TextEncoder().encode(words.filter(Boolean).join('\n'))),
  );
  const metadata = await objects.addStream(
    Uint8Array.from(new TextEncoder().encode(xmpOf(about))),
    { words: '/Type /Metadata /Subtype /XML', isPlain: true },
  );
  const resources = `<< /Font << ${await fonts.write(objects)} >> /ExtGState << ${opacities.write()} >> /XObject << ${pictures.join(' ')} >> >>`;
  objects.write(
    catalogue,
    `<< /Type /Catalog /Pages ${pages} /Metadata ${metadata} /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  objects.write(pages, `<< /Type /Pages /Kids [${page}] /Count 1 >>`);
  objects.write(
    page,
    `<< /Type /Page /Parent ${pages} /MediaBox [0 0 ${pdfNumber(pageWidth)} ${pdfNumber(pageHeight)}] /Contents ${contents} /Resources ${resources} >>`,
  );
  const info = objects.add(
    `<< /Title ${pdfText(about.title)} /Subject ${pdfText(about.caption)} /Creator ${pdfText(about.program)} /CreationDate ${dateText(about.savedAt)} >>`,
  );
  return { file: objects.file(info), missing: [...fonts.missing] };
}
