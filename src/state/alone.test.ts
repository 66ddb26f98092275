import { expect, test } from 'vitest';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { RunEnded } from '../protocol/events';
import { epochOf, sourceOf } from '../testing/measured-epoch';
import { aloneAtEnd, aloneAtEpoch, isAloneKnown } from './alone';

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
