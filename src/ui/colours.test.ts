/** The modalities' colours, read from tokens.css: each can be seen on its ground, and no two are taken for each other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDataSet } from '../data/check';
import type { DataSet } from '../protocol/data-set';
import { MODALITY_TONES, modalityTone } from '../state/charts/chart';
import { apart, contrast, VISIONS, type Vision } from '../testing/colour-vision';

/**
 * Least distance of two lines, for every kind of vision. Blue and green of the first and third modality, which are Okabe
 * and Ito's, are 8.6 apart under tritanopia: the others must do about as well.
 */
const LEAST_APART = 8;
/** WCAG 2.2: lines and other graphics (1.4.11), text (1.4.3), and text at its enhanced level (1.4.6). */
const LINE_CONTRAST = 3;
const TYPE_CONTRAST = 4.5;
const PROJECTOR_CONTRAST = 7;

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** The custom properties that a rule of tokens.css sets. */
function rule(selector: string): ReadonlyMap<string, string> {
  // at the beginning of a line, inside a condition or not
  const [start, end] = ['\n', '\n  '].flatMap((before) => {
    const at = css.indexOf(`${before}${selector} {`);
    return at < 0 ? [] : [at, css.indexOf(`${before}}`, at)];
  });
  if (start === undefined) throw new Error(`tokens.css has no rule for ${selector}.`);
  const body = css.slice(start, end);
  return new Map(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]+);/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

const light = rule(':root,\n[data-figure="paper"]');
const LOOKS = {
  light,
  paper: new Map([...light, ...rule('[data-figure="paper"]')]),
  dark: new Map([...light, ...rule(':root[data-theme="dark"]:not([data-view="projector"])')]),
  projector: new Map([...light, ...rule(':root[data-view="projector"]')]),
};

const pairs = MODALITY_TONES.flatMap((a, i) =>
  MODALITY_TONES.slice(i + 1).map((b) => [a, b] as const),
);

describe.each(Object.entries(LOOKS))('in the %s look', (name, look) => {
  const colour = (token: string): string => {
    const value = look.get(token);
    if (!value) throw new Error(`tokens.css sets no --${token} for the ${name} look.`);
    return value;
  };

  it.each(MODALITY_TONES)('%s is seen on its ground, as a line and as small type', (tone) => {
    const least = name === 'projector' ? PROJECTOR_CONTRAST : TYPE_CONTRAST;
    expect(contrast(colour(tone), colour('ground'))).toBeGreaterThanOrEqual(LINE_CONTRAST);
    expect(contrast(colour(`${tone}-type`), colour('ground'))).toBeGreaterThanOrEqual(least);
  });

  it.each(Object.keys(VISIONS) as Vision[])('no two lines look alike: %s', (vision) => {
    const alike = [...pairs, ...MODALITY_TONES.map((tone) => [tone, 'fusion'] as const)]
      .map(([a, b]) => ({ a, b, distance: apart(colour(a), colour(b), vision) }))
      .filter(({ distance }) => distance < LEAST_APART);
    expect(alike).toEqual([]);
  });
});

describe.each(Object.entries(LOOKS))('classes on a map in the %s look', (_name, look) => {
  const classes = [...look.keys()].filter((token) => /^class-\d+$/.test(token));
  const colour = (token: string) => look.get(token) ?? '';

  it('are seen on their ground', () => {
    const faint = classes.filter(
      (token) => contrast(colour(token), colour('ground')) < LINE_CONTRAST,
    );
    expect(classes.length).toBeGreaterThan(1);
    expect(faint).toEqual([]);
  });

  it.each(Object.keys(VISIONS) as Vision[])('no two look alike: %s', (vision) => {
    const alike = classes.flatMap((a, i) =>
      classes
        .slice(i + 1)
        .map((b) => ({ a, b, distance: apart(colour(a), colour(b), vision) }))
        .filter(({ distance }) => distance < LEAST_APART),
    );
    expect(alike).toEqual([]);
  });
});

it('the first three are Okabe and Ito\u2019s', () => {
  expect(MODALITY_TONES.slice(0, 3).map((tone) => light.get(tone))).toEqual([
    '#0072b2',
    '#d55e00',
    '#009e73',
  ]);
});

it('the dark look and the projector name every colour of the light one anew where it would not do', () => {
  const dark = rule(':root[data-theme="dark"]:not([data-view="projector"])');
  const projector = rule(':root[data-view="projector"]');
  for (const tone of MODALITY_TONES) {
    expect([...dark.keys()]).toEqual(expect.arrayContaining([tone, `${tone}-type`]));
    expect([...projector.keys()]).toContain(`${tone}-type`);
  }
});

it('there are as many tones as data may have modalities, and all differ', () => {
  const withModalities = (count: number): DataSet => ({
    id: 'tones',
    name: 'Tones',
    classNames: ['a', 'b'],
    provenance: { origin: 'a test', licence: 'none' },
    labels: Int32Array.of(0, 1, 0, 1),
    split: { train: Int32Array.of(0, 1), validation: Int32Array.of(), test: Int32Array.of(2, 3) },
    notes: [],
    modalities: Array.from({ length: count }, (_, index) => ({
      id: `m${index}`,
      name: `M${index}`,
      kind: 'vector',
      shape: [1],
      data: Float32Array.of(0, 1, 2, 3),
      normalisation: { shift: [0], scale: [1] },
    })),
  });
  const most = MODALITY_TONES.length;
  expect(() => checkDataSet(withModalities(most))).not.toThrow();
  expect(() => checkDataSet(withModalities(most + 1))).toThrow(/at most/);
  const tones = Array.from({ length: most }, (_, index) => modalityTone(index));
  expect(new Set([...tones, 'quiet']).size).toBe(most + 1);
});

describe('the measures themselves', () => {
  it('agree with known values', () => {
    expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
    // WCAG's own example of the least grey for text on white
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(apart('#000', '#fff', 'usual vision')).toBeCloseTo(100, 3);
    // Ottosson's table: white is (1, 0, 0), pure red (0.628, 0.225, 0.126)
    expect(apart('#f00', '#000', 'usual vision')).toBeCloseTo(
      100 * Math.hypot(0.628, 0.225, 0.126),
      0,
    );
  });

  it('a deficiency takes away what it is known for, and leaves greys as they are', () => {
    for (const vision of ['protanopia', 'deuteranopia'] as const) {
      expect(apart('#a05020', '#607020', vision)).toBeLessThan(
        0.4 * apart('#a05020', '#607020', 'usual vision'),
      );
    }
    expect(apart('#5080c0', '#509090', 'tritanopia')).toBeLessThan(
      0.4 * apart('#5080c0', '#509090', 'usual vision'),
    );
    for (const vision of Object.keys(VISIONS) as Vision[]) {
      expect(apart('#333', '#999', vision)).toBeCloseTo(apart('#333', '#999', 'usual vision'), 0);
    }
  });
});
