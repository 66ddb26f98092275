/**
 * Reads a figure from the page: every outline, line of text and picture as the browser has laid it out, with the colours
 * that it has painted, so that nothing depends on a style sheet any more. What cannot be seen, and what is only there to
 * be pressed, is left out. Imports no store.
 */
import type {
  Colour,
  Drawing,
  Fill,
  Mark,
  Outline,
  Picture,
  Stroke,
} from '../../state/figure-files/drawing';
import { type Matrix, movedSegments, segmentsOf } from '../../state/figure-files/path-data';
import { readColour } from './read-colour';
import { htmlLines, svgLines } from './read-text';

const WHITE: Colour = { red: 255, green: 255, blue: 255 };
/** Controls; a word that explains itself is a button too, and stays. */
const CONTROLS = 'input, select, textarea, [role="slider"], [data-leave-out]';

const px = (text: string): number => Number.parseFloat(text) || 0;

/** What a shape of SVG is as a path, in its own coordinates; null for anything that is none. */
function pathOf(element: SVGElement): string | null {
  const number = (name: string) => px(element.getAttribute(name) ?? '');
  switch (element.nodeName) {
    case 'path':
      return element.getAttribute('d');
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    case 'rect':
      return `M${number('x')} ${number('y')}h${number('width')}v${number('height')}h${-number('width')}Z`;
    case 'circle':
    case 'ellipse': {
      const [cx, cy] = [number('cx'), number('cy')];
      const rx = number(element.nodeName === 'circle' ? 'r' : 'rx');
      const ry = number(element.nodeName === 'circle' ? 'r' : 'ry');
      return `M${cx - rx} ${cy}A${rx} ${ry} 0 0 1 ${cx + rx} ${cy}A${rx} ${ry} 0 0 1 ${cx - rx} ${cy}Z`;
    }
    case 'polygon':
      return `M${element.getAttribute('points')}Z`;
    case 'polyline':
      return `M${element.getAttribute('points')}`;
    default:
      return null;
  }
}

const withOpacity = (fill: Fill | null, opacity: number): Fill | null =>
  fill && fill.opacity * opacity > 0.004 ? { ...fill, opacity: fill.opacity * opacity } : null;

function strokeOf(style: CSSStyleDeclaration, opacity: number, scale: number): Stroke | null {
  const fill = withOpacity(readColour(style.stroke), opacity * Number(style.strokeOpacity));
  const width = px(style.strokeWidth) * scale;
  if (!fill || width === 0) return null;
  const cap = style.strokeLinecap;
  const join = style.strokeLinejoin;
  return {
    ...fill,
    width,
    dash:
      style.strokeDasharray === 'none'
        ? []
        : style.strokeDasharray.split(/[\s,]+/).map((each) => px(each) * scale),
    cap: cap === 'round' || cap === 'square' ? cap : 'butt',
    join: join === 'round' || join === 'bevel' ? join : 'miter',
  };
}

function outlineOf(element: SVGGraphicsElement, origin: DOMRect, opacity: number): Outline | null {
  const d = pathOf(element);
  const matrix = element.getScreenCTM();
  if (!d || !matrix) return null;
  const { a, b, c, d: down, e, f } = matrix;
  const toFigure: Matrix = { a, b, c, d: down, e: e - origin.left, f: f - origin.top };
  const style = getComputedStyle(element);
  // a stroke of `vector-effect` keeps its width, whatever is around it
  const scale = style.vectorEffect === 'non-scaling-stroke' ? 1 : Math.hypot(a, b);
  const fill =
    element.nodeName === 'line'
      ? null
      : withOpacity(readColour(style.fill), opacity * Number(style.fillOpacity));
  const stroke = strokeOf(style, opacity, scale);
  if (!fill && !stroke) return null;
  return { kind: 'outline', segments: movedSegments(toFigure, segmentsOf(d)), fill, stroke };
}

function boxOf(left: number, top: number, width: number, height: number): Outline['segments'] {
  return segmentsOf(`M${left} ${top}h${width}v${height}h${-width}Z`);
}

/** Rounded as far as a circle of half its side, which is how dots are made of boxes. */
function roundBox(rect: DOMRect, origin: DOMRect, radius: number): Outline['segments'] {
  const [left, top] = [rect.left - origin.left, rect.top - origin.top];
  const { width, height } = rect;
  const r = Math.min(radius, width / 2, height / 2);
  if (r < 0.5) return boxOf(left, top, width, height);
  return segmentsOf(
    `M${left + r} ${top}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - width}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - height}a${r} ${r} 0 0 1 ${r} ${-r}Z`,
  );
}

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;

/** An element's ground and borders. */
function boxMarks(element: Element, origin: DOMRect, opacity: number): readonly Outline[] {
  const style = getComputedStyle(element);
  const rect = element.getBoundingClientRect();
  if (rect.width === 0 || rect.height === 0) return [];
  const marks: Outline[] = [];
  const radius = style.borderTopLeftRadius.endsWith('%')
    ? (px(style.borderTopLeftRadius) / 100) * rect.width
    : px(style.borderTopLeftRadius);
  const ground = withOpacity(readColour(style.backgroundColor), opacity);
  if (ground) {
    marks.push({
      kind: 'outline',
      segments: roundBox(rect, origin, radius),
      fill: ground,
      stroke: null,
    });
  }
  const [left, top] = [rect.left - origin.left, rect.top - origin.top];
  const lines = SIDES.map((side) => {
    const width = style[`border${side}Style`] === 'none' ? 0 : px(style[`border${side}Width`]);
    const fill = withOpacity(readColour(style[`border${side}Color`]), opacity);
    return width > 0 && fill ? { side, width, fill } : null;
  });
  const [first] = lines;
  if (radius > 0 && first && lines.every((line) => line?.width === first.width)) {
    const { width, fill } = first;
    const stroke: Stroke = { ...fill, width, dash: [], cap: 'butt', join: 'miter' };
    const inner = new DOMRect(
      rect.left + width / 2,
      rect.top + width / 2,
      rect.width - width,
      rect.height - width,
    );
    return [
      ...marks,
      { kind: 'outline', segments: roundBox(inner, origin, radius), fill: null, stroke },
    ];
  }
  for (const line of lines) {
    if (!line) continue;
    const { side, width, fill } = line;
    const segments = {
      Top: boxOf(left, top, rect.width, width),
      Bottom: boxOf(left, top + rect.height - width, rect.width, width),
      Left: boxOf(left, top, width, rect.height),
      Right: boxOf(left + rect.width - width, top, width, rect.height),
    }[side];
    marks.push({ kind: 'outline', segments, fill, stroke: null });
  }
  return marks;
}

/** A canvas or an image as its pixels; null where it is empty or another site's. */
function pictureOf(element: HTMLCanvasElement | HTMLImageElement, origin: DOMRect): Picture | null {
  const rect = element.getBoundingClientRect();
  const isImage = element instanceof HTMLImageElement;
  const columns = isImage ? element.naturalWidth : element.width;
  const rows = isImage ? element.naturalHeight : element.height;
  if (columns === 0 || rows === 0 || rect.width === 0) return null;
  const copy = Object.assign(document.createElement('canvas'), { width: columns, height: rows });
  const context = copy.getContext('2d');
  if (!context) return null;
  context.drawImage(element, 0, 0);
  try {
    return {
      kind: 'picture',
      x: rect.left - origin.left,
      y: rect.top - origin.top,
      width: rect.width,
      height: rect.height,
      pixels: context.getImageData(0, 0, columns, rows).data as Uint8ClampedArray<ArrayBuffer>,
      columns,
      rows,
    };
  } catch {
    return null;
  }
}

function isSeen(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.display === 'none' || style.visibility !== 'visible') return false;
  // for screen readers only
  if (style.clipPath.startsWith('inset(50%')) return false;
  return !element.matches(CONTROLS);
}

function marksOf(element: Element, origin: DOMRect, around: number): readonly Mark[] {
  const style = getComputedStyle(element);
  if (!isSeen(element, style)) return [];
  const opacity = around * Number(style.opacity);
  if (opacity < 0.004) return [];
  if (element instanceof HTMLCanvasElement || element instanceof HTMLImageElement) {
    const picture = pictureOf(element, origin);
    return picture ? [picture] : [];
  }
  if (element instanceof SVGTextElement) return svgLines(element, origin, opacity);
  if (element instanceof SVGElement && ['defs', 'title', 'desc'].includes(element.nodeName)) {
    return [];
  }
  const own: readonly Mark[] =
    element instanceof SVGGraphicsElement && !(element instanceof SVGSVGElement)
      ? [outlineOf(element, origin, opacity) ?? []].flat()
      : boxMarks(element, origin, opacity);
  const inner = [...element.childNodes].flatMap((node): readonly Mark[] => {
    if (node instanceof Element) return marksOf(node, origin, opacity);
    return node instanceof Text && element instanceof HTMLElement
      ? htmlLines(node, origin, opacity)
      : [];
  });
  return [...own, ...inner];
}

/** How far the marks reach beyond the figure's own box, so that no name is cut. */
function reachOf(marks: readonly Mark[]): { right: number; bottom: number } {
  let [right, bottom] = [0, 0];
  for (const mark of marks) {
    if (mark.kind === 'text') {
      if (mark.turn === 0) right = Math.max(right, mark.x + mark.length);
      bottom = Math.max(bottom, mark.y + 0.3 * mark.size);
    }
  }
  return { right, bottom };
}

/** @param figure laid out as wide as it is to leave. */
export function readDrawing(figure: HTMLElement): Drawing {
  const origin = figure.getBoundingClientRect();
  const marks = [...figure.children].flatMap((child) => marksOf(child, origin, 1));
  const reach = reachOf(marks);
  const ground = readColour(getComputedStyle(figure).backgroundColor);
  return {
    width: Math.max(origin.width, reach.right),
    height: Math.max(origin.height, reach.bottom),
    ground: ground?.colour ?? WHITE,
    marks,
  };
}
