/** A figure as SVG, PDF and PNG: what was drawn is there, text is text, and each says what it shows and of which settings. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { AboutFigure } from './about-figure';
import { type Drawing, pagePx, paperMm } from './drawing';
import { segmentsOf } from './path-data';
import { pdfFile } from './pdf-file';
import { withNotes } from './png-notes';
import { readFont } from './read-font';
import { svgFile } from './svg-file';

const fontFile = (name: string) => {
  const path = createRequire(import.meta.url).resolve(
    `@fontsource/inter/files/inter-${name}-normal.woff`,
  );
  return Uint8Array.from(readFileSync(path)).buffer;
};
const FONTS = {
  regular: [await readFont(fontFile('latin-400')), await readFont(fontFile('greek-400'))],
  bold: [await readFont(fontFile('latin-600'))],
};

const ABOUT: AboutFigure = {
  title: 'Accuracy <of> "all" & more',
  caption: 'Joint, DI\u2011MML \u00b1 \u03c4.',
  savedAt: '2026-11-27T08:00:00.000Z',
  program: 'Modality Lab, build 3f2a9c1',
  link: 'https://example.org/#s=%7B%7D',
  settings: '{"seed":7}',
};

const BLUE = { red: 0, green: 114, blue: 178 };
const text = (words: string) => ({
  kind: 'text' as const,
  text: words,
  x: 10,
  y: 20,
  length: 60,
  anchor: 'end' as const,
  size: 12,
  isBold: false,
  fill: { colour: BLUE, opacity: 1 },
  turn: 0,
  halo: null,
});

const DRAWING: Drawing = {
  width: pagePx(85),
  height: 100,
  ground: { red: 255, green: 255, blue: 255 },
  marks: [
    {
      kind: 'outline',
      segments: segmentsOf('M0 0L10 10'),
      fill: null,
      stroke: { colour: BLUE, opacity: 0.5, width: 2, dash: [6, 4], cap: 'butt', join: 'round' },
    },
    text('92.4 % \u03c4 <b>'),
    {
      kind: 'picture',
      x: 0,
      y: 0,
      width: 2,
      height: 1,
      pixels: Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 128),
      columns: 2,
      rows: 1,
    },
  ],
};

test('type of 12 px on the page is 7 pt on paper', () => {
  expect(paperMm(pagePx(170))).toBeCloseTo(170, 10);
  expect((12 * 85 * 72) / 25.4 / pagePx(85)).toBeCloseTo(7, 10);
});

test('SVG has dashes, text, millimetres, and a description that XML can hold', () => {
  const svg = svgFile(DRAWING, ABOUT);
  expect(svg).toContain('width="85mm"');
  expect(svg).toContain('stroke-dasharray="6 4"');
  expect(svg).toContain('text-anchor="end" fill="#0072b2">92.4 % \u03c4 &lt;b&gt;</text>');
  expect(svg).toContain('<title>Accuracy &lt;of&gt; &quot;all&quot; &amp; more</title>');
  expect(svg).toContain('<lab:settings>{&quot;seed&quot;:7}</lab:settings>');
  expect(svg).not.toContain('var(--');
});

/** What the objects of a PDF hold, by number; streams unpacked. */
function objectsOf(bytes: Buffer): ReadonlyMap<number, string> {
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(bytes.toString('latin1'))?.[1]);
  const [, table = ''] =
    bytes
      .toString('latin1', start)
      .split('\ntrailer')[0]
      ?.split(/xref\n0 \d+\n/) ?? [];
  const offsets = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
  return new Map(
    offsets.map((at, i) => {
      const body = bytes.subarray(at, bytes.indexOf('\nendobj', at));
      expect(body.toString('latin1', 0, 12)).toContain(`${i + 1} 0 obj`);
      const stream = body.indexOf('stream\n');
      const head = body.toString('latin1', 0, stream < 0 ? body.length : stream);
      if (!head.includes('/FlateDecode')) return [i + 1, body.toString('utf8')];
      const packed = body.subarray(stream + 7, body.length - '\nendstream'.length);
      return [i + 1, head + inflateSync(packed).toString('latin1')];
    }),
  );
}

test('PDF has every object where its table says, vector lines with their dashes, and text that can be searched', async () => {
  const { file, missing } = await pdfFile(DRAWING, ABOUT, FONTS);
  expect(missing).toEqual([]);
  const all = [...objectsOf(Buffer.from(await file.arrayBuffer())).values()].join('\n');
  expect(all).toContain('/MediaBox [0 0 240.945 58.333]');
  expect(all).toContain('[6 4] 0 d');
  expect(all).toContain('/ca 1 /CA 0.5');
  // the Greek letter comes from another font, and both say what their glyphs mean
  expect(all.match(/\/Subtype \/CIDFontType2/g)).toHaveLength(2);
  expect(all).toMatch(/<[0-9A-F]{4}> <0025>/);
  expect(all).toMatch(/<[0-9A-F]{4}> <03C4>/);
  expect(all).toContain('{&quot;seed&quot;:7}');
  expect(all).toContain('/SMask');
});

test('a letter that no font has is a question mark, and is named', async () => {
  const drawing = { ...DRAWING, marks: [text('\u8cc7 a')] };
  expect((await pdfFile(drawing, ABOUT, FONTS)).missing).toEqual(['\u8cc7']);
});

test('PNG keeps its pixels and gets texts and a size whose sums are right', async () => {
  const header = Buffer.from(
    '89504e470d0a1a0a0000000d494844520000000100000001080600000' + '01f15c489',
    'hex',
  );
  const rest = Buffer.from('0000000049454e44ae426082', 'hex');
  const png = withNotes(Uint8Array.from(Buffer.concat([header, rest])), ABOUT, 14_577);
  const bytes = Buffer.from(await png.arrayBuffer());
  const chunks = new Map<string, string>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    const kind = body.toString('latin1', 0, 4);
    const words = body.toString('utf8', 4);
    chunks.set(kind === 'iTXt' ? (words.split('\0')[0] ?? '') : kind, words);
    at += 12 + length;
  }
  expect([...chunks.keys()].slice(0, 2)).toEqual(['IHDR', 'pHYs']);
  expect([...chunks.keys()].at(-1)).toBe('IEND');
  expect(chunks.get('Settings')).toContain('{"seed":7}');
  expect(chunks.get('Description')).toContain('DI\u2011MML \u00b1 \u03c4.');
});
