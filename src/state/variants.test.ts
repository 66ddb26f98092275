/** Variants: what one differs in, what it may be called, and the race with it. */
import { expect, test } from 'vitest';
import { settingsFrom } from '../data/starting-settings';
import { catalogue } from '../method/catalogue';
import { parseSettings } from '../protocol/settings';
import {
  proposedTag,
  renamed,
  tagFrom,
  twinOf,
  variantKnobs,
  variantText,
  withCopy,
} from './variants';

const methodOf = (id: string) => catalogue.find((each) => each.id === id) ?? { knobs: [] };
const told = (methods: object, run: string, id = run.split('@')[0] ?? '') =>
  variantText(variantKnobs(settingsFrom({ methods }), run, methodOf(id)));

test('a variant is told by the knobs in which it differs from its method', () => {
  expect(told({ 'di-mml@hot': { duc: { temperature: 2 }, sharedWeight: 0 } }, 'di-mml@hot')).toBe(
    'Shared classifier 0 instead of 1, DUC temperature 2 instead of 0.5.',
  );
  expect(told({ 'di-mml': {} }, 'di-mml')).toBeNull();
});

test('what the preset gives to every run of the method is no difference', () => {
  const settings = settingsFrom({
    methodDefaults: { 'di-mml': { duc: { temperature: 3 } } },
    methods: { 'di-mml': {}, 'di-mml@same': { duc: { temperature: 3 } } },
  });
  expect(variantKnobs(settings, 'di-mml@same', methodOf('di-mml'))).toEqual([]);
});

test('what another knob decides is told by that one alone', () => {
  expect(told({ 'di-mml': { asPublished: true } }, 'di-mml')).toBe(
    'As published yes instead of no.',
  );
});

test('numbers that modalities have of their own are told with them', () => {
  expect(told({ mslr: { base: { picture: 1.1, sound: 0.9 } } }, 'mslr')).toBe(
    'Base of the rate 1.1 for picture, 0.9 for sound instead of 1.',
  );
});

test('a copy stands behind the original with its knobs, under a name that is free', () => {
  const methods = { joint: { fusion: 'sum' }, 'joint@variant-2': {}, 'di-mml': {} };
  const { methods: next, copy } = withCopy(methods, 'joint');
  expect(copy).toBe('joint@variant-3');
  expect(Object.keys(next)).toEqual(['joint', 'joint@variant-3', 'joint@variant-2', 'di-mml']);
  expect(next[copy]).toEqual({ fusion: 'sum' });
  expect(Object.keys(parseSettings({ methods: next }).methods)).toEqual(Object.keys(next));
});

test('a name becomes a tag that settings take, keeps its place, and is refused where it is taken', () => {
  const methods = { joint: {}, 'di-mml@variant-2': { sharedWeight: 0 }, 'di-mml@cold': {} };
  expect(renamed(methods, 'di-mml@variant-2', ' \u03C4 = 2, Hot! ')).toEqual({
    name: 'di-mml@2-hot',
    methods: { joint: {}, 'di-mml@2-hot': { sharedWeight: 0 }, 'di-mml@cold': {} },
  });
  expect(renamed(methods, 'di-mml@variant-2', 'cold')).toEqual({
    refusal: 'There is a run called cold of this method already; choose another name.',
  });
  expect(renamed(methods, 'di-mml@variant-2', '\u03C4')).toEqual({
    refusal: 'The name is empty; it takes small letters, digits and hyphens.',
  });
  expect(tagFrom('0.5')).toBe('0-5');
});

test('a name is proposed from what differs', () => {
  const settings = settingsFrom({ methods: { 'di-mml@x': { duc: { temperature: 2 } } } });
  expect(proposedTag(variantKnobs(settings, 'di-mml@x', methodOf('di-mml')))).toBe('temperature-2');
});

test('a run that is the same training as another knows its twin', () => {
  const settings = settingsFrom({
    methods: { joint: {}, 'joint@a': {}, 'joint@b': { fusion: 'sum' } },
  });
  expect(['joint', 'joint@a', 'joint@b'].map((run) => twinOf(settings, run))).toEqual([
    'joint@a',
    'joint',
    null,
  ]);
});
