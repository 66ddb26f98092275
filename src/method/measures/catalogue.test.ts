import { describe, expect, it } from 'vitest';
import { NOT_MEASURED } from '../../protocol/measures';
import { MEASURES, measureCatalogue } from './catalogue';

describe('the catalogue of measures', () => {
  it('gives every measure an id and a title of its own', () => {
    const ids = measureCatalogue.map(({ id }) => id);
    const labels = measureCatalogue.map(({ label }) => label);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('takes every measure that has a shape of its own', () => {
    const structures = MEASURES.filter(({ description }) => description.per === 'structure');
    expect(structures.map(({ description }) => description.id).sort()).toEqual(
      Object.keys(NOT_MEASURED).sort(),
    );
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
