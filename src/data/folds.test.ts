import { describe, expect, it } from 'vitest';
import { parseSettings } from '../protocol/settings';
import { foldIn, foldSplit } from './folds';

const SHARES = { train: 0.7, validation: 0.1, test: 0.2 };
const NO_VALIDATION = { train: 0.8, validation: 0, test: 0.2 };
const names = (count: number) => Array.from({ length: count }, (_, i) => `class ${i}`);
/** So many samples of each class, mixed. */
const labelled = (...sizes: readonly number[]) => {
  const labels = sizes.flatMap((size, label) => Array.from({ length: size }, () => label));
  return Int32Array.from(labels.map((_, i) => labels[(i * 37) % labels.length] as number));
};
const all = (labels: Int32Array, of: number, groups: readonly string[] | null = null, seed = 1) => {
  const classNames = names(1 + Math.max(...labels));
  return Array.from({ length: of }, (_, i) =>
    foldSplit({ labels, classNames, groups }, { of, at: i + 1 }, SHARES, seed),
  );
};
const counts = (rows: Int32Array, labels: Int32Array) => {
  const found = new Map<number, number>();
  for (const row of rows)
    found.set(labels[row] as number, (found.get(labels[row] as number) ?? 0) + 1);
  return found;
};

describe('folds of samples', () => {
  const labels = labelled(41, 23, 7);

  it('test every sample once, and never what they train on', () => {
    for (const count of [2, 5, 7]) {
      const folds = all(labels, count);
      const tested = folds.flatMap(({ split }) => [...split.test]).sort((a, b) => a - b);
      expect(tested).toEqual(Array.from(labels, (_, row) => row));
      for (const { split } of folds) {
        const rows = [...split.train, ...split.validation, ...split.test];
        expect(new Set(rows).size).toBe(labels.length);
        expect(rows).toHaveLength(labels.length);
      }
    }
  });

  it('hold as many of every class as whole samples allow, and are as large as one another', () => {
    for (const { split } of all(labels, 5)) {
      expect(Math.abs(split.test.length - 71 / 5)).toBeLessThan(1.5);
      for (const [label, size] of [41, 23, 7].entries()) {
        expect(Math.abs((counts(split.test, labels).get(label) ?? 0) - size / 5)).toBeLessThan(1);
      }
    }
  });

  it('keep the validation share of what does not test, every class still trained', () => {
    for (const { split } of all(labels, 5)) {
      expect(split.validation.length / 71).toBeCloseTo(0.1, 1);
      expect(counts(split.train, labels).size).toBe(3);
    }
    const none = foldSplit(
      { labels, classNames: names(3), groups: null },
      { of: 5, at: 1 },
      NO_VALIDATION,
      1,
    );
    expect(none.split.validation).toHaveLength(0);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(all(labels, 5)).toEqual(all(labels, 5));
    expect(all(labels, 5, null, 2)).not.toEqual(all(labels, 5));
  });

  it('say of which fold they are, and which class is too small for all of them', () => {
    const [first] = all(labelled(20, 3), 5);
    expect(first?.how).toBe(
      'This is fold 1 of 5: every sample tests in exactly one of them. The class "class 1" has 3 samples, fewer than the 5 folds, so some of them do not test it.',
    );
  });

  it('are refused where no class has a sample for each', () => {
    expect(() => all(labelled(3, 4), 5)).toThrow(
      'folds is 5, and the largest class has 4 samples; every fold needs one of its own.',
    );
  });
});

describe('folds of samples that lack a modality', () => {
  const labels = labelled(40, 30);
  const classNames = names(2);
  /** A third of each class lacks a modality, and a few of one class another. */
  const kinds = Array.from(labels, (label, row) =>
    row % 3 === 0 ? '10' : label === 1 && row % 5 === 1 ? '01' : '11',
  );
  const foldsOf = (groups: readonly string[] | null) =>
    Array.from({ length: 5 }, (_, i) =>
      foldSplit({ labels, classNames, groups, kinds }, { of: 5, at: i + 1 }, SHARES, 1),
    );
  const cell = (row: number) => `${labels[row]} ${kinds[row]}`;

  it('lack in each what a fifth of all lacks, class by class', () => {
    const cells = new Set(Array.from(labels, (_, row) => cell(row)));
    for (const { split } of foldsOf(null)) {
      for (const each of cells) {
        const all = kinds.filter((_, row) => cell(row) === each).length;
        const tested = split.test.filter((row) => cell(row) === each).length;
        expect(Math.abs(tested - all / 5)).toBeLessThan(1);
      }
      expect(Math.abs(split.test.length - 14)).toBeLessThanOrEqual(2);
    }
  });

  it('do so with groups kept whole', () => {
    // half of the groups lack a modality throughout
    const groups = Array.from(
      labels,
      (label, row) => `${label} ${kinds[row] === '11'} ${row % 10}`,
    );
    for (const { split } of foldsOf(groups)) {
      const complete = split.test.filter((row) => kinds[row] === '11').length;
      expect(complete).toBeGreaterThan(4);
      expect(split.test.length - complete).toBeGreaterThan(2);
    }
  });
});

describe('folds of groups', () => {
  const labels = labelled(60, 60);
  const groups = Array.from(labels, (_, row) => `speaker ${row % 11}`);

  it('keep every group whole, in one split only', () => {
    for (const { split, how } of all(labels, 5, groups)) {
      const where = (rows: Int32Array) => new Set(Array.from(rows, (row) => groups[row]));
      const [train, validation, test] = [split.train, split.validation, split.test].map(where);
      for (const group of test ?? []) {
        expect(train?.has(group)).toBe(false);
        expect(validation?.has(group)).toBe(false);
      }
      for (const group of validation ?? []) expect(train?.has(group)).toBe(false);
      expect(how).toBe(
        'This is fold ' +
          how[13] +
          ' of 5: every sample tests in exactly one of them, and no group is in two splits.',
      );
    }
  });

  it('spread classes evenly also where groups are of one class each', () => {
    const own = Array.from(labels, (label, row) => `${label} ${row % 10}`);
    for (const { split } of all(labels, 5, own)) {
      expect(counts(split.test, labels).size).toBe(2);
    }
  });

  it('are refused where there are fewer groups than folds', () => {
    const few = Array.from(labels, (_, row) => `speaker ${row % 3}`);
    expect(() => all(labels, 5, few)).toThrow(
      'folds is 5, and the group column has only 3 groups; groups stay whole, so every fold needs one of its own.',
    );
    expect(all(labels, 3, few)).toHaveLength(3);
  });
});

describe('settings', () => {
  const files = { source: 'files', id: 'mine' } as const;

  it('ask for one split, or for a fold, the first where none is named', () => {
    expect(foldIn(parseSettings({ data: files }))).toBeUndefined();
    expect(foldIn(parseSettings({ data: files, folds: 5 }))).toEqual({ of: 5, at: 1 });
    expect(foldIn(parseSettings({ data: files, folds: 5, fold: 3 }))).toEqual({ of: 5, at: 3 });
  });

  it('take from two to twenty folds', () => {
    for (const folds of [2, 20]) {
      expect(foldIn(parseSettings({ data: files, folds, fold: folds }))?.at).toBe(folds);
    }
    for (const folds of [1, 21, 2.5]) {
      expect(() => parseSettings({ data: files, folds })).toThrow(`folds is ${folds}; it must be`);
    }
  });

  it.each([
    [{ data: files, folds: 5, fold: 6 }, 'fold is 6; there are 5 folds.'],
    [{ data: files, fold: 1 }, 'fold is 1; folds says of how many.'],
    [{ folds: 5 }, 'folds is 5; generated data are drawn anew for every seed and need no folds.'],
    [{ data: files, folds: 1 }, 'folds is 1;'],
  ])('are refused for %j', (input, sentence) => {
    expect(() => parseSettings(input)).toThrow(sentence);
  });
});
