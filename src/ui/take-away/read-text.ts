/**
 * The lines of text of an element as the browser has set them: where each baseline begins, how long the line is, and how
 * its letters look. For HTML and for SVG. Imports no store.
 */
import type { Anchor, Fill, TextLine } from '../../state/figure-files/drawing';
import { moved } from '../../state/figure-files/path-data';
import { readColour } from './read-colour';

/** Names at line ends are drawn with their ground around them. */
const HALO = /^stroke/;
/** From here on a weight is drawn bold. */
const BOLD = 550;

let ruler: CanvasRenderingContext2D | null = null;

/** From the top of a line's letters to their baseline, in shares of the size of type. */
function ascentShare(style: CSSStyleDeclaration): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return 0.97;
  ruler.font = `${style.fontWeight} 100px ${style.fontFamily}`;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = ruler.measureText('x');
  return fontBoundingBoxAscent / (fontBoundingBoxAscent + fontBoundingBoxDescent);
}

interface Look {
  readonly fill: Fill;
  readonly isBold: boolean;
  readonly size: number;
  readonly share: number;
}

function lookOf(style: CSSStyleDeclaration, colour: string, opacity: number): Look | null {
  const fill = readColour(colour);
  if (!fill) return null;
  return {
    fill: { ...fill, opacity: fill.opacity * opacity },
    isBold: Number(style.fontWeight) >= BOLD,
    size: Number.parseFloat(style.fontSize),
    share: ascentShare(style),
  };
}

const cased = (text: string, style: CSSStyleDeclaration): string =>
  style.textTransform === 'uppercase' ? text.toUpperCase() : text;

const ALIGNED: Readonly<Record<string, Anchor>> = {
  end: 'end',
  right: 'end',
  center: 'middle',
};

/** Text that runs up or down, such as the names over the columns of a matrix: one line, by its first and last letter. */
function uprightLine(node: Text, origin: DOMRect, look: Look): TextLine {
  const range = document.createRange();
  const rectAt = (i: number) => {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    return range.getBoundingClientRect();
  };
  const [first, last] = [rectAt(0), rectAt(node.data.length - 1)];
  const isDown = first.top <= last.top;
  const share = isDown ? 1 - look.share : look.share;
  return {
    kind: 'text',
    text: node.data,
    x: first.left + share * first.width - origin.left,
    y: (isDown ? first.top : first.bottom) - origin.top,
    length: isDown ? last.bottom - first.top : first.bottom - last.top,
    anchor: 'start',
    size: look.size,
    isBold: look.isBold,
    fill: look.fill,
    turn: isDown ? 90 : -90,
    halo: null,
  };
}

/** The lines of a text node of HTML, relative to `origin`. */
export function htmlLines(node: Text, origin: DOMRect, opacity: number): readonly TextLine[] {
  const parent = node.parentElement;
  if (!parent || node.data.trim() === '') return [];
  const style = getComputedStyle(parent);
  const look = lookOf(style, style.color, opacity);
  if (!look) return [];
  if (style.writingMode.startsWith('vertical')) {
    return [uprightLine(node, origin, look)];
  }
  const range = document.createRange();
  const lines: { text: string; left: number; right: number; top: number; bottom: number }[] = [];
  for (let i = 0; i < node.data.length; ) {
    const letter = String.fromCodePoint(node.data.codePointAt(i) ?? 32);
    range.setStart(node, i);
    range.setEnd(node, i + letter.length);
    i += letter.length;
    const rect = range.getClientRects()[0];
    // a space at which a line was broken takes no room
    if (!rect || rect.width === 0) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.top - rect.top) < rect.height / 2) {
      last.text += letter;
      last.right = rect.right;
    } else {
      const { left, right, top, bottom } = rect;
      lines.push({ text: letter, left, right, top, bottom });
    }
  }
  const alone = parent.childNodes.length === 1;
  const anchor = (alone && ALIGNED[style.textAlign]) || 'start';
  return lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, left, right, top, bottom }) => ({
      kind: 'text',
      text: cased(text.replaceAll(/\s/g, ' '), style),
      x: left - origin.left,
      y: top + look.share * (bottom - top) - origin.top,
      length: right - left,
      anchor,
      size: look.size,
      isBold: look.isBold,
      fill: look.fill,
      turn: 0,
      halo: null,
    }));
}

const ANCHORED: Readonly<Record<string, Anchor>> = { middle: 'middle', end: 'end' };

/** One piece of an SVG text: the letters of one text node, which all have one look. */
function pieceOf(
  text: SVGTextElement,
  node: Text,
  from: number,
  origin: DOMRect,
  opacity: number,
): TextLine | null {
  const parent = node.parentElement;
  const matrix = text.getScreenCTM();
  // a space at the end is no part of what is drawn
  const { length } = node.data.trimEnd();
  if (!parent || !matrix || length === 0) return null;
  const style = getComputedStyle(parent);
  const look = lookOf(style, style.fill, opacity * Number(style.fillOpacity));
  if (!look) return null;
  const first = text.getExtentOfChar(from);
  const last = text.getExtentOfChar(from + length - 1);
  const baseline = first.y + look.share * first.height;
  const start = moved(matrix, { x: first.x, y: baseline });
  const end = moved(matrix, { x: last.x + last.width, y: baseline });
  const scale = Math.hypot(matrix.a, matrix.b);
  const halo = HALO.test(style.paintOrder) ? readColour(style.stroke) : null;
  return {
    kind: 'text',
    text: cased(node.data.trimEnd(), style),
    x: start.x - origin.left,
    y: start.y - origin.top,
    length: Math.hypot(end.x - start.x, end.y - start.y),
    anchor: ANCHORED[style.textAnchor] ?? 'start',
    size: look.size * scale,
    isBold: look.isBold,
    fill: look.fill,
    turn: (Math.atan2(matrix.b, matrix.a) * 180) / Math.PI,
    halo: halo?.colour ?? null,
  };
}

/** The pieces of an SVG text, relative to `origin`. */
export function svgLines(
  text: SVGTextElement,
  origin: DOMRect,
  opacity: number,
): readonly TextLine[] {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const pieces: TextLine[] = [];
  let from = 0;
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    const { length } = node.data;
    if (from + length > text.getNumberOfChars()) break;
    const piece = node.data.trim() === '' ? null : pieceOf(text, node, from, origin, opacity);
    if (piece) pieces.push(piece);
    from += length;
  }
  return pieces;
}
