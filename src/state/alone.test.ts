import { expect, test } from 'vitest';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { RunEnded } from '../protocol/events';
import { isWhole, type ReferenceLevels } from '../protocol/reference-levels';
import { packRight } from '../protocol/right-answers';
import { epochOf, sourceOf } from '../testing/measured-epoch';
import { aloneAtEnd, aloneAtEpoch, aloneByEpoch, aloneToKeep, isAloneKnown } from './alone';

const at = (epoch: number, sound: number) =>
  epochOf(REFERENCE_RUN, epoch, { accuracy: { fusion: null, unimodal: { sound }, readouts: {} } });
const ended: RunEnded = {
  kind: 'run-ended',
  run: REFERENCE_RUN,
  seq: 9,
  label: 'Unimodal',
  accuracy: { fusion: null, unimodal: { sound: 0.75 }, readouts: {} },
  ridge: { sound: 0.7 },
  durationMs: 1,
};

test('while the encoders train alone, an epoch is answered with what they had reached by then', () => {
  const source = sourceOf(['joint', REFERENCE_RUN], [at(1, 0.3), at(2, 0.5)]);
  expect(aloneAtEpoch(source, 0)).toBeNull();
  expect(aloneAtEpoch(source, 1)?.accuracy).toEqual({ sound: 0.3 });
  expect(aloneAtEpoch(source, 7)?.accuracy).toEqual({ sound: 0.5 });
  expect(aloneAtEnd(source)).toBeNull();
  expect(isAloneKnown(source)).toBe(false);
});

test('once they have ended, the end is theirs on the test split', () => {
  const source = sourceOf(['joint', REFERENCE_RUN], [at(1, 0.3), ended]);
  expect(aloneAtEnd(source)?.accuracy).toEqual({ sound: 0.75 });
  expect(isAloneKnown(source)).toBe(true);
});

test('a race without a reference knows nothing of it', () => {
  const source = sourceOf(['joint'], []);
  expect([aloneAtEpoch(source, 9), aloneAtEnd(source), isAloneKnown(source)]).toEqual([
    null,
    null,
    false,
  ]);
});

const KNOWN: ReferenceLevels = {
  alone: [{ epoch: 1, accuracy: { sound: 0.1 }, right: null }],
  end: { accuracy: { sound: 0.2 }, right: null },
  untrained: { sound: 0.05 },
};

test('what an earlier race found out answers where no reference trains', () => {
  const source = sourceOf(['joint'], [], { levels: KNOWN });
  expect(aloneAtEpoch(source, 5)?.accuracy).toEqual({ sound: 0.1 });
  expect(aloneAtEnd(source)?.accuracy).toEqual({ sound: 0.2 });
  expect(aloneToKeep(source)).toEqual(KNOWN);
});

test('a reference that went on from a checkpoint is whole in the record, though it told only its last epochs', () => {
  const told = { ...KNOWN, alone: [{ epoch: 2, accuracy: { sound: 0.5 }, right: null }] };
  const source = sourceOf([REFERENCE_RUN], [at(1, 0.3), at(2, 0.5), ended], { levels: told });
  expect(aloneByEpoch(source).map(({ epoch, accuracy }) => [epoch, accuracy['sound']])).toEqual([
    [1, 0.3],
    [2, 0.5],
  ]);
  expect(aloneToKeep(source)?.alone).toHaveLength(2);
  expect(aloneToKeep(source)?.untrained).toEqual({ sound: 0.05 });
});

test('a race stopped half way keeps the curve as far as it came, and no end', () => {
  const source = sourceOf(['joint', REFERENCE_RUN], [at(1, 0.3)]);
  expect(aloneToKeep(source)).toEqual({
    alone: [{ epoch: 1, accuracy: { sound: 0.3 }, right: null }],
    end: null,
    untrained: {},
  });
  expect(aloneToKeep(sourceOf(['joint'], []))).toBeNull();
});

test('which samples are right comes along, where it was said', () => {
  const right = {
    samples: 8,
    fusion: null,
    unimodal: { sound: packRight([1, 0, 1, 0, 1, 0, 1, 0]) },
  };
  const source = sourceOf(
    [REFERENCE_RUN],
    [
      { ...at(1, 0.5), right },
      { ...ended, right },
    ],
  );
  expect(aloneAtEpoch(source, 1)?.right).toEqual(right);
  expect(aloneAtEnd(source)?.right).toEqual(right);
});

test.each<[string, ReferenceLevels | null, boolean]>([
  ['from the first epoch to the end', KNOWN, true],
  ['without an end', { ...KNOWN, end: null }, false],
  [
    'from an old file, of one point',
    { ...KNOWN, alone: KNOWN.alone.map((at) => ({ ...at, epoch: 40 })) },
    false,
  ],
  ['not at all', null, false],
])('what is known %s is whole or must be trained again', (_, levels, whole) => {
  expect(isWhole(levels)).toBe(whole);
});
