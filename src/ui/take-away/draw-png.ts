/** Paints a figure's drawing as pixels, so many to one of the page's, and as a PNG. Imports no store. */
import type { AboutFigure } from '../../state/figure-files/about-figure';
import {
  type Drawing,
  hexOf,
  type Mark,
  type Picture,
  paperMm,
} from '../../state/figure-files/drawing';
import { withNotes } from '../../state/figure-files/png-notes';
import { pathData } from '../../state/figure-files/svg-file';

/** A picture's pixels on a canvas of their own. */
function canvasOf({ pixels, columns, rows }: Picture): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width: columns, height: rows });
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return canvas;
}

/** The pictures of a drawing as `data:` addresses, for files that hold them in text. */
export function pictureAddresses({ marks }: Drawing): ReadonlyMap<Mark, string> {
  return new Map(
    marks.flatMap((mark) =>
      mark.kind === 'picture' ? [[mark, canvasOf(mark).toDataURL('image/png')] as const] : [],
    ),
  );
}

function paint(context: CanvasRenderingContext2D, drawing: Drawing, family: string): void {
  context.fillStyle = hexOf(drawing.ground);
  context.fillRect(0, 0, drawing.width, drawing.height);
  for (const mark of drawing.marks) {
    context.save();
    if (mark.kind === 'picture') {
      context.drawImage(canvasOf(mark), mark.x, mark.y, mark.width, mark.height);
    } else if (mark.kind === 'outline') {
      const path = new Path2D(pathData(mark));
      if (mark.fill) {
        context.globalAlpha = mark.fill.opacity;
        context.fillStyle = hexOf(mark.fill.colour);
        context.fill(path);
      }
      if (mark.stroke) {
        const { stroke } = mark;
        context.globalAlpha = stroke.opacity;
        context.strokeStyle = hexOf(stroke.colour);
        context.lineWidth = stroke.width;
        context.lineCap = stroke.cap;
        context.lineJoin = stroke.join;
        context.setLineDash([...stroke.dash]);
        context.stroke(path);
      }
    } else {
      context.translate(mark.x, mark.y);
      context.rotate((mark.turn * Math.PI) / 180);
      context.font = `${mark.isBold ? 600 : 400} ${mark.size}px ${family}`;
      if (mark.halo) {
        context.strokeStyle = hexOf(mark.halo);
        context.lineWidth = 3;
        context.lineJoin = 'round';
        context.strokeText(mark.text, 0, 0, mark.length);
      }
      context.globalAlpha = mark.fill.opacity;
      context.fillStyle = hexOf(mark.fill.colour);
      context.fillText(mark.text, 0, 0, mark.length);
    }
    context.restore();
  }
}

/**
 * @param family the page's fonts, as in CSS.
 * @throws Error where the browser has no memory for so many pixels.
 */
export async function pngFile(
  drawing: Drawing,
  about: AboutFigure,
  { times, family }: { readonly times: number; readonly family: string },
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(drawing.width * times);
  canvas.height = Math.round(drawing.height * times);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no picture of this size.');
  context.scale(times, times);
  paint(context, drawing, family);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('This browser draws no picture of this size.');
  const pixelsPerMetre = canvas.width / (paperMm(drawing.width) / 1000);
  return withNotes(new Uint8Array(await blob.arrayBuffer()), about, pixelsPerMetre);
}
