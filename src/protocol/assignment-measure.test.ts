/** The grammar of what conditions measure. */
import { expect, it } from 'vitest';
import { parseMeasure } from './assignment-measure';

it.each([
  ['joint.fusion', { kind: 'fusion', run: 'joint' }],
  ['di-mml@no-duc.fusion', { kind: 'fusion', run: 'di-mml@no-duc' }],
  ['joint.unimodal.sound', { kind: 'unimodal', run: 'joint', name: 'sound' }],
  ['joint.ridge.sound', { kind: 'ridge', run: 'joint', name: 'sound' }],
  ['di-mml.readouts.shared.sound', { kind: 'readouts', run: 'di-mml', name: 'shared.sound' }],
  ['alone.sound', { kind: 'alone', modality: 'sound' }],
  ['gap.joint.sound', { kind: 'gap', run: 'joint', modality: 'sound' }],
  // a modality may be called anything
  ['joint.unimodal.sensor 1.5 - raw', { kind: 'unimodal', run: 'joint', name: 'sensor 1.5 - raw' }],
])('reads %s', (text, first) => {
  expect(parseMeasure(text)).toEqual({ first, minus: null });
});

it('reads a difference, at the first minus that has a measure on both sides', () => {
  expect(parseMeasure('di-mml.fusion - joint.fusion')).toEqual({
    first: { kind: 'fusion', run: 'di-mml' },
    minus: { kind: 'fusion', run: 'joint' },
  });
  expect(parseMeasure('alone.a - b - joint.unimodal.a - b')).toEqual({
    first: { kind: 'alone', modality: 'a - b' },
    minus: { kind: 'unimodal', run: 'joint', name: 'a - b' },
  });
});

it.each([
  '',
  'joint',
  'joint.',
  '.fusion',
  'joint.accuracy',
  'joint.unimodal',
  'joint.unimodal.',
  'gap.sound',
  'alone.',
  'Joint.fusion',
  'joint fusion',
  'joint.fusion - ',
  'joint.fusion - 0.1',
])('takes "%s" for none', (text) => {
  expect(parseMeasure(text)).toBeNull();
});
