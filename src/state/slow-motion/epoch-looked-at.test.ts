import { describe, expect, it } from 'vitest';
import { REFERENCE_RUN } from '../../protocol/default-race';
import type { RunEnded, RunEvent } from '../../protocol/events';
import { asEpoch } from '../../protocol/units';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import type { ShownRace } from '../time/shown-store';
import { askForStage, epochLookedAt, epochsToSee } from './epoch-looked-at';

const ended = (run: string): RunEnded => ({
  kind: 'run-ended',
  run,
  seq: 9,
  label: run,
  accuracy: { fusion: 0.9, unimodal: {}, readouts: {} },
  ridge: {},
  durationMs: 1,
});
const epochs = (run: string, from: number, to: number, stage: string): RunEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => epochOf(run, from + i, { stage }));

/** joint trains 4 epochs; DI-MML 4 of its encoders and 2 of the fusion head, of which all or some are done. */
function race(change: Partial<ShownRace> = {}, isOver = true): ShownRace {
  const events = [
    ...epochs('joint', 1, 4, 'joint'),
    ended('joint'),
    ...epochs('di-mml', 1, 4, 'encoders'),
    ...epochs('di-mml', 5, isOver ? 6 : 5, 'fusion'),
    ...(isOver ? [ended('di-mml')] : []),
  ];
  const phase = isOver ? 'ended' : 'paused';
  return { ...sourceOf(['joint', 'di-mml'], events), at: null, phase, origin: null, ...change };
}
const at = (epoch: number) => ({ at: asEpoch(epoch) });
const untrained = { ...race(), record: [], phase: 'idle' } as const;

describe('the epoch that slow motion opens at', () => {
  it('is that of the time bar, and the last of a run that is shorter', () => {
    expect(epochLookedAt(race(at(3)), 'joint')).toBe(3);
    expect(epochLookedAt(race(at(6)), 'joint')).toBe(4);
    expect(epochLookedAt(race(at(6)), 'di-mml')).toBe(6);
  });

  it('is the last once a race is over, and the step to come while it goes on', () => {
    expect(epochLookedAt(race(), 'di-mml')).toBe(6);
    expect(epochLookedAt(race({}, false), 'di-mml')).toBeNull();
    // the one that has ended has nothing to come
    expect(epochLookedAt(race({}, false), 'joint')).toBe(4);
  });

  it('is the last that was trained where the race was lost, or is one of the past', () => {
    expect(epochLookedAt(race({ phase: 'lost' }, false), 'di-mml')).toBe(5);
    const origin = { kind: 'shelf', id: 'a', title: 'DI-MML' } as const;
    expect(epochLookedAt(race({ origin }, false), 'di-mml')).toBe(5);
  });

  it('is the first step of all before any training', () => {
    expect(epochLookedAt(untrained, 'joint')).toBeNull();
    expect(epochsToSee(untrained, 'joint')).toEqual({ last: 0, goesOn: true });
  });

  it('of a reference that an earlier race trained goes as far as an encoder trains', () => {
    const shown = race(at(6));
    const short = { ...shown, settings: { ...shown.settings, epochs: 4 } };
    expect(epochLookedAt(short, REFERENCE_RUN)).toBe(4);
    expect(epochLookedAt({ ...short, ...at(2) }, REFERENCE_RUN)).toBe(2);
  });
});

describe('another stage', () => {
  it('is asked for by its nearest epoch where it was trained', () => {
    const ask = (stage: string, epoch: number | null) =>
      askForStage(race(), 'di-mml', stage, epoch);
    expect(ask('fusion', 3)).toEqual({ stage: null, epoch: 5 });
    expect(ask('encoders', 6)).toEqual({ stage: null, epoch: 4 });
    expect(ask('encoders', 2)).toEqual({ stage: null, epoch: 2 });
    expect(ask('encoders', null)).toEqual({ stage: null, epoch: 4 });
  });

  it('is asked for as it would begin where it was not', () => {
    expect(askForStage(untrained, 'di-mml', 'fusion', null)).toEqual({
      stage: 'fusion',
      epoch: null,
    });
  });
});
