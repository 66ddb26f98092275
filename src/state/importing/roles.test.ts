/** What a form of columns means for the settings. */
import { expect, test } from 'vitest';
import type { Offer } from './importing-store';
import {
  modalityIds,
  modalityRows,
  newModality,
  partAs,
  partsBetween,
  partsFor,
  withAnswer,
  withModality,
  withName,
  withPartAs,
} from './roles';

const numbers = (name: string): Offer['parts'][number] => ({
  name,
  detail: 'numbers',
  uses: ['label', 'group', 'modality'],
});

const BIRDS: Offer = {
  what: 'columns',
  parts: [
    ...['bill_a', 'bill_b', 'wing_a', 'wing_b', 'weight'].map(numbers),
    { name: 'species', detail: '3 different texts', uses: ['label', 'group'] },
    { name: 'subset', detail: '2 different texts', uses: ['label', 'group', 'split'] },
  ],
  roles: {
    bill_a: { modality: 'bill' },
    bill_b: { modality: 'bill' },
    wing_a: { modality: 'wing' },
    wing_b: { modality: 'wing' },
    species: 'label',
  },
  gathers: true,
};

/** 100 pixels of one modality and a digit. */
const PIXELS: Offer = {
  what: 'columns',
  parts: [...Array.from({ length: 100 }, (_, i) => numbers(`p${i}`)), numbers('digit')],
  roles: {
    ...Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, { modality: 'all' }])),
    digit: 'label',
  },
  gathers: true,
};

test('a form lists who plays which part, and who could', () => {
  expect(partAs(BIRDS, 'label')).toBe('species');
  expect(partAs(BIRDS, 'split')).toBeNull();
  expect(partsFor(BIRDS, 'split')).toEqual(['subset']);
  expect(modalityIds(BIRDS)).toEqual(['bill', 'wing']);
  expect(modalityRows(BIRDS).map(({ names, modality }) => [names.join(), modality])).toEqual([
    ['bill_a', 'bill'],
    ['bill_b', 'bill'],
    ['wing_a', 'wing'],
    ['wing_b', 'wing'],
    ['weight', null],
  ]);
});

test('many neighbours used alike are one row, and a stretch of them can be named', () => {
  expect(modalityRows(PIXELS)).toHaveLength(1);
  expect(partsBetween(PIXELS, 'p2', ' p0 ')).toEqual(['p0', 'p1', 'p2']);
  expect(partsBetween(PIXELS, 'p2', 'q')).toBeNull();
});

test('a column can join a modality, leave it, or begin a new one', () => {
  expect(withModality({}, BIRDS, ['weight'], 'wing').modalities).toEqual({
    bill: ['bill_a', 'bill_b'],
    wing: ['wing_a', 'wing_b', 'weight'],
  });
  expect(withModality({}, BIRDS, ['bill_b'], null).modalities?.['bill']).toEqual(['bill_a']);
  expect(newModality(BIRDS)).toBe('modality-3');
  expect(withModality({}, BIRDS, ['weight'], 'modality-3').modalities?.['modality-3']).toEqual([
    'weight',
  ]);
});

test('a long stretch is written as a range', () => {
  const left = partsBetween(PIXELS, 'p0', 'p49') as string[];
  expect(withModality({}, PIXELS, left, 'left').modalities).toEqual({
    left: ['p0..p49'],
    all: ['p50..p99'],
  });
});

test('a modality can be renamed', () => {
  expect(Object.keys(withName({}, BIRDS, 'wing', 'tail').modalities ?? {})).toEqual([
    'bill',
    'tail',
  ]);
});

test('a column that becomes the class leaves its modality, and another group holds nobody out', () => {
  expect(withPartAs({}, BIRDS, 'label', 'bill_b')).toEqual({
    label: 'bill_b',
    modalities: { bill: ['bill_a'], wing: ['wing_a', 'wing_b'] },
  });
  expect(withPartAs({ group: 'a', holdOut: 'x' }, BIRDS, 'group', null)).toEqual({ group: 'none' });
  expect(withPartAs({ holdOut: 'x' }, BIRDS, 'split', 'subset')).toEqual({
    holdOut: 'x',
    split: 'subset',
  });
});

test('an answer is laid on the other choices; another group holds nobody out', () => {
  const before = { split: 'subset', group: 'folder level 2', holdOut: 'ann' };
  expect(withAnswer(before, { label: 'folder level 1' })).toEqual({
    ...before,
    label: 'folder level 1',
  });
  expect(withAnswer(before, { label: 'folder level 2', group: 'folder level 1' })).toEqual({
    split: 'subset',
    label: 'folder level 2',
    group: 'folder level 1',
  });
});

test('a group that becomes the class changes places with it', () => {
  const levels: Offer = {
    what: 'folders',
    parts: ['folder level 1', 'folder level 2'].map((name) => ({
      name,
      detail: '3 names',
      uses: ['label', 'group'],
    })),
    roles: { 'folder level 1': 'group', 'folder level 2': 'label' },
    gathers: false,
  };
  expect(withPartAs({ holdOut: 'ann' }, levels, 'label', 'folder level 1')).toEqual({
    label: 'folder level 1',
    group: 'folder level 2',
  });
});

test('names of classes go with the class that they belong to', () => {
  const named = { classes: { duck: 'bird' } };
  expect(withPartAs(named, BIRDS, 'label', 'bill_b').classes).toBeUndefined();
  expect(withPartAs(named, BIRDS, 'split', 'subset').classes).toEqual(named.classes);
  expect(withAnswer(named, { label: 'folder level 1' }).classes).toBeUndefined();
  expect(withAnswer(named, { group: 'folder level 1' }).classes).toEqual(named.classes);
});
