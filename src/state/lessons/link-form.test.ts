import { expect, test } from 'vitest';
import { addressOf, type LinkForm, linkFormOf, problemsOf } from './link-form';
import { SCENE_PARTS } from './scene';
import { readSceneAddress, writeSceneAddress } from './scene-address';

const SCENES = ['it-starves', 'why', 'the-cure'];

const FORM: LinkForm = {
  scene: 'why',
  isClass: true,
  className: ' 7b ',
  seed: '1',
  parts: SCENE_PARTS,
  offered: SCENES,
  isLocked: false,
};

const linkOf = (change: Partial<LinkForm>) => {
  const address = addressOf({ ...FORM, ...change }, SCENES);
  return address && writeSceneAddress(address);
};

test('a form gives the shortest link, and reading it gives what was filled in', () => {
  expect(linkOf({})).toBe('#scene=why&class=7b');
  const long = linkOf({
    isClass: false,
    seed: '42',
    parts: ['numbers', 'chart'],
    offered: ['it-starves'],
    isLocked: true,
  });
  expect(long).toBe('#scene=why&seed=42&show=chart,numbers&scenes=1-2&lock');
  expect(readSceneAddress(long ?? '', SCENES)).toEqual({
    scene: 'why',
    seed: 42,
    show: ['chart', 'numbers'],
    scenes: [1, 2],
    lock: true,
    className: null,
    failed: [],
  });
});

test('what is wrong is told where it is, and there is no link until it is mended', () => {
  expect(problemsOf({ ...FORM, className: ' ' })).toEqual({
    className: 'Give the class a name of 1 to 40 letters, such as 7b.',
  });
  for (const seed of ['', '-1', '1.5', '2147483648']) {
    expect(problemsOf({ ...FORM, isClass: false, seed })).toEqual({
      seed: 'A seed is a whole number from 0 to 2147483647.',
    });
    expect(linkOf({ isClass: false, seed })).toBeNull();
  }
  expect(problemsOf({ ...FORM, parts: [] })).toEqual({ parts: 'Show at least one part.' });
  expect(linkOf({ className: '' })).toBeNull();
  // a seed that nobody asked for is nobody's problem
  expect(problemsOf({ ...FORM, seed: 'x' })).toEqual({});
});

test('the form opens as the stage stands', () => {
  const address = {
    scene: 'why',
    seed: null,
    show: ['chart'] as const,
    scenes: [1, 2],
    lock: true,
    className: '7b',
  };
  const form = linkFormOf(address, SCENES);
  expect(form).toMatchObject({ isClass: true, offered: ['it-starves', 'why'], isLocked: true });
  expect(addressOf(form, SCENES)).toEqual(address);
  expect(linkFormOf({ ...address, className: null, seed: 9 }, SCENES)).toMatchObject({
    isClass: false,
    seed: '9',
  });
});
