/** A figure on the page as a file: read once, written as SVG, PDF or PNG. Each way of writing is loaded when it is asked for. */

import { PROGRAM } from '../../state/build';
import type { AboutFigure } from '../../state/figure-files/about-figure';
import type { Drawing } from '../../state/figure-files/drawing';
import type { FormatId } from './figure-formats';
import { readDrawing } from './read-drawing';

interface Wanted {
  readonly format: FormatId;
  readonly mm: number;
  readonly about: Omit<AboutFigure, 'savedAt' | 'program'>;
}

interface FigureFile {
  readonly file: Blob;
  readonly name: string;
  /** What somebody should know of it; empty where nothing. */
  readonly note: string;
}

const TIMES = { 'png-2': 2, 'png-3': 3 } as const;

/** "modality-lab-unimodal-accuracy-85mm.pdf": letters that every file system takes. */
function nameOf(title: string, mm: number, ending: string): string {
  const words = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `modality-lab-${words || 'figure'}-${mm}mm.${ending}`;
}

async function asPdf(drawing: Drawing, about: AboutFigure): Promise<Omit<FigureFile, 'name'>> {
  const [{ pdfFile }, { fontsOf }] = await Promise.all([
    import('../../state/figure-files/pdf-file'),
    import('./figure-fonts'),
  ]);
  const lettersOf = (isBold: boolean) =>
    drawing.marks
      .map((mark) => (mark.kind === 'text' && mark.isBold === isBold ? mark.text : ''))
      .join('');
  const fonts = await fontsOf(lettersOf(false), lettersOf(true));
  const { file, missing } = await pdfFile(drawing, about, fonts);
  const note =
    missing.length === 0
      ? ''
      : `Its font has no ${missing.join(' ')}; a question mark stands there. SVG and PNG have such letters.`;
  return { file, note };
}

async function asSvg(drawing: Drawing, about: AboutFigure): Promise<Blob> {
  const [{ svgFile }, { pictureAddresses }] = await Promise.all([
    import('../../state/figure-files/svg-file'),
    import('./draw-png'),
  ]);
  return new Blob([svgFile(drawing, about, pictureAddresses(drawing))], { type: 'image/svg+xml' });
}

/** @param figure as wide as it is to leave, on the ground that it leaves with. */
export async function figureFile(
  figure: HTMLElement,
  { format, mm, about: given }: Wanted,
): Promise<FigureFile> {
  const about: AboutFigure = { ...given, program: PROGRAM, savedAt: new Date().toISOString() };
  const drawing = readDrawing(figure);
  const name = (ending: string) => nameOf(about.title, mm, ending);
  if (format === 'pdf') return { ...(await asPdf(drawing, about)), name: name('pdf') };
  if (format === 'svg') return { file: await asSvg(drawing, about), name: name('svg'), note: '' };
  const { pngFile } = await import('./draw-png');
  const family = getComputedStyle(figure).fontFamily;
  const file = await pngFile(drawing, about, { times: TIMES[format], family });
  return { file, name: name(`${format}x.png`.replace('png-', '')), note: '' };
}
