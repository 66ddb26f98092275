/**
 * A figure as it leaves the page: outlines, lines of text and pictures at fixed places, in pixels of the page, in the order
 * in which they are painted. What is read from the page once and written as SVG, PDF or PNG. Knows no page.
 */
import type { Segment } from './path-data';

/** Channels 0..255. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export interface Fill {
  readonly colour: Colour;
  /** 0..1, with the opacity of everything around it. */
  readonly opacity: number;
}

export interface Stroke extends Fill {
  readonly width: number;
  /** Lengths of dashes and gaps; empty for a solid line. */
  readonly dash: readonly number[];
  readonly cap: 'butt' | 'round' | 'square';
  readonly join: 'miter' | 'round' | 'bevel';
}

export interface Outline {
  readonly kind: 'outline';
  readonly segments: readonly Segment[];
  readonly fill: Fill | null;
  readonly stroke: Stroke | null;
}

export type Anchor = 'start' | 'middle' | 'end';

export interface TextLine {
  readonly kind: 'text';
  readonly text: string;
  /** Where its baseline starts. */
  readonly x: number;
  readonly y: number;
  /** As long as the page drew it. */
  readonly length: number;
  /** Which of its points stays where it is in a program that has another font. */
  readonly anchor: Anchor;
  readonly size: number;
  readonly isBold: boolean;
  readonly fill: Fill;
  /** Degrees, clockwise around its start. */
  readonly turn: number;
  /** Kept free around the letters, so that they can be read over a line; null where nothing is. */
  readonly halo: Colour | null;
}

export interface Picture {
  readonly kind: 'picture';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Rows of `columns` pixels, four bytes each: red, green, blue, opacity. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly columns: number;
  readonly rows: number;
}

export type Mark = Outline | TextLine | Picture;

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly ground: Colour;
  readonly marks: readonly Mark[];
}

/** Type of this size on the page has this size on paper: what journals ask for at least. */
const PAGE_TYPE_PX = 12;
const PAPER_TYPE_PT = 7;
export const POINTS_PER_PX = PAPER_TYPE_PT / PAGE_TYPE_PX;
const POINTS_PER_MM = 72 / 25.4;

/** Width on the page of a figure that is so wide on paper, at type of 7 pt. */
export const pagePx = (mm: number): number => (mm * POINTS_PER_MM) / POINTS_PER_PX;
export const paperMm = (px: number): number => (px * POINTS_PER_PX) / POINTS_PER_MM;

/** "#0072b2". */
export const hexOf = ({ red, green, blue }: Colour): string =>
  `#${[red, green, blue].map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

/** To a hundredth, without a tail of zeros. */
export const short = (value: number): string => String(Math.round(value * 100) / 100 + 0);
