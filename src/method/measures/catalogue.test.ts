import { describe, expect, it } from 'vitest';
import { isOfEnd } from '../../protocol/measure';
import { NOT_MEASURED } from '../../protocol/measures';
import { MEASURES } from './catalogue';
import { END_MEASURES } from './end-measures';
import { measureCatalogue } from './measure-catalogue';

describe('the catalogue of measures', () => {
  it('gives every measure an id and a title of its own', () => {
    const ids = measureCatalogue.map(({ id }) => id);
    const labels = measureCatalogue.map(({ label }) => label);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('takes every measure that has a shape of its own', () => {
    const structures = measureCatalogue.filter(({ per }) => per === 'structure');
    expect(structures.map(({ id }) => id).sort()).toEqual(Object.keys(NOT_MEASURED).sort());
  });

  it('takes those of the end apart, and no others', () => {
    expect(END_MEASURES.every(({ description }) => isOfEnd(description))).toBe(true);
    expect(MEASURES.some(({ description }) => isOfEnd(description))).toBe(false);
  });

  it('draws a measure that joins another in the same tab, with the same unit', () => {
    for (const each of measureCatalogue) {
      if (each.per === 'structure' || each.joins === undefined) continue;
      const host = measureCatalogue.find(({ id }) => id === each.joins);
      expect(host).toMatchObject({ tab: each.tab, unit: each.unit, per: each.per });
      expect(each.word).toBeDefined();
    }
  });

  it('explains itself in whole sentences', () => {
    for (const { explanation, waiting, absent } of measureCatalogue) {
      for (const sentence of [explanation, waiting, absent]) expect(sentence).toMatch(/^\S.*\.$/);
    }
  });
});
