/** What is spoken of a race, and how often, by a clock moved by hand. */
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { defaultSettings } from '../../data/starting-settings';
import { handClock } from '../../testing/hand-clock';
import { STARVES, tellingOf } from '../../testing/race-case';
import type { ShownRace } from '../time/shown-store';
import { createMilestones, tellMilestone } from './milestones';

/** The race of the case, come to this epoch. */
const at = (epoch: number, phase: ShownRace['phase'] = 'running'): ShownRace => {
  const { record, levels, summary, catalogue } = tellingOf(STARVES, phase === 'ended');
  return {
    record: record.map((run) => ({
      ...run,
      epochs: epoch === 0 ? [] : run.epochs.map((one) => ({ ...one, epoch })),
    })),
    levels,
    summary,
    catalogue,
    settings: defaultSettings(),
    measures: [],
    at: null,
    phase,
    origin: null,
  };
};

function opened(isOneOfMany = false) {
  const clock = handClock();
  const shown = createStore<ShownRace>(() => at(0, 'idle'));
  const milestones = createMilestones({
    shown,
    scheduler: clock.scheduler,
    isOneOfMany: () => isOneOfMany,
  });
  const heard: string[] = [];
  milestones.subscribe(({ said }) => heard.push(said.replaceAll('\u00A0', ' ')));
  return { clock, heard, show: (race: ShownRace) => shown.setState(race, true) };
}

test('a milestone gives the epoch and how the widest gap stands', () => {
  expect(tellMilestone(at(12)).replaceAll('\u00A0', ' ')).toBe(
    'Epoch 12 of 40: sound under joint training 44 %; sound alone, so far 75 %; sound under DI-MML 74 %.',
  );
  expect(tellMilestone(at(0))).toBe('Epoch 0 of 40.');
});

test('a race of many epochs a second is spoken of every ten seconds and not more often', () => {
  const { clock, heard, show } = opened();
  show(at(0));
  for (let epoch = 1; epoch <= 35; epoch += 1) {
    clock.advance(1000);
    show(at(epoch));
  }
  expect(heard.map((said) => said.slice(0, 8))).toEqual(['Epoch 9 ', 'Epoch 19', 'Epoch 29']);
});

test('slow epochs are spoken of when they end, and nothing is said while nothing changes', () => {
  const { clock, heard, show } = opened();
  show(at(0));
  clock.advance(25_000);
  expect(heard).toEqual([]);
  show(at(1));
  expect(heard.map((said) => said.slice(0, 7))).toEqual(['Epoch 1']);
  clock.advance(4000);
  show(at(2));
  clock.advance(4000);
  expect(heard).toHaveLength(1);
  clock.advance(2000);
  expect(heard.map((said) => said.slice(0, 7))).toEqual(['Epoch 1', 'Epoch 2']);
  clock.advance(60_000);
  show(at(2, 'paused'));
  expect(heard).toHaveLength(2);
});

test('the end is spoken at once and once, with what the race says', () => {
  const { clock, heard, show } = opened();
  show(at(0));
  show(at(11));
  clock.advance(3000);
  show(at(12, 'ended'));
  show(at(12, 'ended'));
  clock.advance(60_000);
  expect(heard).toHaveLength(1);
  expect(heard[0]).toMatch(
    /^The race has ended\. Sound reaches 75\.0 % alone; it lost 30\.7 points/,
  );
});

test('of many seeds each end takes four words, and a new race begins in silence', () => {
  const { clock, heard, show } = opened(true);
  show(at(0));
  show(at(12, 'ended'));
  show(at(0));
  clock.advance(5000);
  show(at(1));
  clock.advance(5000);
  expect(heard).toEqual(['The race has ended.', '', expect.stringMatching(/^Epoch 1 of 40/)]);
});

test('a race of the past is not spoken of', () => {
  const { clock, heard, show } = opened();
  const origin = { kind: 'shelf', id: 'a', title: 'a' } as const;
  show({ ...at(12, 'ended'), origin });
  clock.advance(60_000);
  expect(heard).toEqual([]);
});
