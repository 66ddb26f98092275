/**
 * A figure as an SVG that stands alone: text as text, colours as they are and no style sheet, so that every program that
 * draws SVG draws the same. Sizes are in millimetres. Pure.
 */
import { type AboutFigure, rdfOf, xmlText } from './about-figure';
import {
  type Drawing,
  type Fill,
  hexOf,
  type Mark,
  type Outline,
  type Picture,
  paperMm,
  short,
  type TextLine,
} from './drawing';

/** Inter where it is there, else what journals and operating systems have in its place. */
const FONTS = "Inter, 'Inter Variable', Helvetica, Arial, sans-serif";

const part = (name: string, value: string | number | null): string =>
  value === null ? '' : ` ${name}="${value}"`;

const opacity = (name: string, { opacity: value }: Fill): string =>
  value >= 1 ? '' : part(name, short(value));

export function pathData({ segments }: Pick<Outline, 'segments'>): string {
  return segments.map(([letter, ...numbers]) => letter + numbers.map(short).join(' ')).join('');
}

function outlineText(outline: Outline): string {
  const { fill, stroke } = outline;
  const painted = fill
    ? part('fill', hexOf(fill.colour)) + opacity('fill-opacity', fill)
    : part('fill', 'none');
  const drawn = stroke
    ? part('stroke', hexOf(stroke.colour)) +
      opacity('stroke-opacity', stroke) +
      part('stroke-width', short(stroke.width)) +
      part('stroke-dasharray', stroke.dash.length > 0 ? stroke.dash.map(short).join(' ') : null) +
      part('stroke-linecap', stroke.cap === 'butt' ? null : stroke.cap) +
      part('stroke-linejoin', stroke.join === 'miter' ? null : stroke.join)
    : '';
  return `<path d="${pathData(outline)}"${painted}${drawn}/>`;
}

/** Where the point stands that its anchor names. */
function anchorOf({ x, y, length, anchor, turn }: TextLine): { x: number; y: number } {
  const along = { start: 0, middle: length / 2, end: length }[anchor];
  const angle = (turn * Math.PI) / 180;
  return { x: x + along * Math.cos(angle), y: y + along * Math.sin(angle) };
}

function lineText(line: TextLine): string {
  const at = anchorOf(line);
  const [x, y] = [short(at.x), short(at.y)];
  const around = line.halo
    ? ` paint-order="stroke" stroke="${hexOf(line.halo)}" stroke-width="3" stroke-linejoin="round"`
    : '';
  return `<text x="${x}" y="${y}" font-size="${short(line.size)}"${part('font-weight', line.isBold ? 600 : null)}${part('text-anchor', line.anchor === 'start' ? null : line.anchor)}${part('transform', line.turn === 0 ? null : `rotate(${short(line.turn)} ${x} ${y})`)} fill="${hexOf(line.fill.colour)}"${opacity('fill-opacity', line.fill)}${around}>${xmlText(line.text)}</text>`;
}

function pictureText({ x, y, width, height }: Picture, address: string | undefined): string {
  return address === undefined
    ? ''
    : `<image x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" href="${address}" preserveAspectRatio="none" image-rendering="optimizeSpeed"/>`;
}

/** The `data:` address of every picture among a drawing's marks. */
type Addresses = ReadonlyMap<Mark, string>;

/** @param about its title, and whatever else it says of itself, as elements. */
function svgLines(drawing: Drawing, about: readonly string[], pictures: Addresses) {
  const [width, height] = [short(drawing.width), short(drawing.height)];
  const marks = drawing.marks.map((mark) => {
    if (mark.kind === 'outline') return outlineText(mark);
    return mark.kind === 'text' ? lineText(mark) : pictureText(mark, pictures.get(mark));
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(paperMm(drawing.width))}mm" height="${short(paperMm(drawing.height))}mm" viewBox="0 0 ${width} ${height}" font-family="${FONTS}" role="img">`,
    ...about,
    `<rect width="${width}" height="${height}" fill="${hexOf(drawing.ground)}"/>`,
    ...marks,
    '</svg>',
  ];
}

export function svgFile(
  drawing: Drawing,
  about: AboutFigure,
  pictures: Addresses = new Map(),
): string {
  const says = [
    `<title>${xmlText(about.title)}</title>`,
    `<desc>${xmlText(about.caption)}</desc>`,
    `<metadata>\n${rdfOf(about)}\n</metadata>`,
  ];
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...svgLines(drawing, says, pictures), ''].join(
    '\n',
  );
}

/** The same as an element of a page, which says of itself what its figures show. */
export const svgElement = (drawing: Drawing, title: string, pictures: Addresses): string =>
  svgLines(drawing, [`<title>${xmlText(title)}</title>`], pictures).join('\n');
