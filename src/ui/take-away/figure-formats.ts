/** The files that a figure can become, and how wide it is on paper. Imports nothing. */

export const FORMATS = [
  { value: 'pdf', word: 'PDF', note: 'lines and text, for LaTeX and print' },
  { value: 'svg', word: 'SVG', note: 'lines and text, for drawing programs' },
  { value: 'png-2', word: 'PNG 2\u00d7', note: 'pixels, for slides' },
  { value: 'png-3', word: 'PNG 3\u00d7', note: 'pixels, 370 per inch' },
] as const;

export type FormatId = (typeof FORMATS)[number]['value'];

/** Millimetres: a column and a page of most journals. */
export const WIDTHS = [
  { value: 85, word: '85 mm', note: 'one column' },
  { value: 170, word: '170 mm', note: 'across the page' },
] as const;
