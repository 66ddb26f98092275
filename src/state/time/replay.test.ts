/** Replays by a clock that stands until it is told to go on: on a race made by hand, then through the commands. */
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { settingsFrom } from '../../data/starting-settings';
import { handClock } from '../../testing/hand-clock';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { openedSession } from '../../testing/opened-session';
import { command, runCommand } from '../commands';
import type { RacePhase } from '../race-store';
import type { PastRace } from './past-race';
import { createReplay } from './replay';
import { presentEpoch } from './shown';
import type { ShownRace } from './shown-store';
import { createTimeStore } from './time-store';

const raceOf = (epochs: number) =>
  sourceOf(
    ['joint'],
    Array.from({ length: epochs }, (_, i) => epochOf('joint', i + 1)),
  );

/** A page that shows a race of so many epochs, of the 40 that it is to have. */
function shows(epochs: number, phase: RacePhase = 'ended') {
  const clock = handClock();
  const time = createTimeStore();
  const shown = createStore<ShownRace>(() => ({
    ...raceOf(epochs),
    at: null,
    phase,
    origin: null,
  }));
  const replay = createReplay({ time, shown, scheduler: clock.scheduler });
  /** Lets the race come so far. */
  const train = (to: number) => shown.setState({ record: raceOf(to).record });
  /** The epoch on the bar; where the latest is followed, which that is. */
  const at = () => time.getState().at ?? `live ${presentEpoch(shown.getState().record)}`;
  const isPlaying = () => replay.store.getState().isPlaying;
  return { clock, time, replay, train, at, isPlaying };
}

describe('a replay', () => {
  it('goes from the first epoch to the last, each as long as the speed says, and ends at the end', () => {
    const { clock, replay, at, isPlaying } = shows(25);
    replay.setSpeed(2);
    replay.play();
    const seen = [at()];
    for (let i = 0; i < 24; i += 1) {
      clock.advance(499);
      expect(at()).toBe(seen.at(-1));
      clock.advance(1);
      seen.push(at());
    }
    expect(seen).toEqual([...Array.from({ length: 24 }, (_, i) => i + 1), 'live 25']);
    expect(isPlaying()).toBe(false);
    expect(replay.store.getState().stoppedAt).toBe(25);
    expect(clock.waiting()).toBe(0);
  });

  it('begins where the bar stands, or where it is told to', () => {
    const { clock, time, replay, at } = shows(25);
    replay.setSpeed(1);
    time.getState().show(7);
    replay.play();
    expect(at()).toBe(7);
    clock.advance(1000);
    expect(at()).toBe(8);
    replay.play(3);
    expect(at()).toBe(3);
    clock.advance(2000);
    expect(at()).toBe(5);
    replay.play(99);
    expect(at()).toBe('live 25');
  });

  it('shows a whole race in ten seconds, however long it is, and skips what no eye could follow', () => {
    const { clock, time, replay, at, isPlaying } = shows(1001);
    replay.setSpeed('whole');
    expect(replay.epochsPerSecond()).toBe(100);
    let drawn = 0;
    time.subscribe(() => {
      drawn += 1;
    });
    replay.play();
    clock.advance(5000);
    expect(at()).toBe(501);
    clock.advance(4999);
    expect(isPlaying()).toBe(true);
    clock.advance(1);
    expect(at()).toBe('live 1001');
    // twenty drawings a second, and the first
    expect(drawn).toBe(201);
  });

  it('reckons the whole of a race that still trains by what it is to have', () => {
    const { replay } = shows(5, 'running');
    replay.setSpeed('whole');
    expect(replay.epochsPerSecond()).toBe(3.9);
  });

  it('changes its speed in the middle without a jump', () => {
    const { clock, replay, at } = shows(25);
    replay.setSpeed(1);
    replay.play();
    clock.advance(2500);
    expect(at()).toBe(3);
    replay.setSpeed(10);
    clock.advance(49);
    expect(at()).toBe(3);
    clock.advance(1);
    expect(at()).toBe(4);
    clock.advance(400);
    expect(at()).toBe(8);
    expect(() => replay.setSpeed(0)).toThrow('not at 0');
  });

  it('of a race that still trains plays what there is, catches up and follows it live', () => {
    const { clock, replay, train, at, isPlaying } = shows(6, 'running');
    replay.setSpeed(5);
    replay.play();
    clock.advance(800);
    expect(at()).toBe(5);
    train(9);
    clock.advance(200);
    expect(at()).toBe(6);
    clock.advance(600);
    expect(at()).toBe('live 9');
    expect(isPlaying()).toBe(false);
    train(10);
    expect(at()).toBe('live 10');
  });

  it('waits out of sight, and goes on where it was', () => {
    const { clock, replay, at, isPlaying } = shows(25);
    replay.setSpeed(2);
    replay.play();
    clock.advance(1250);
    expect(at()).toBe(3);
    replay.setInSight(false);
    expect(clock.waiting()).toBe(0);
    clock.advance(60_000);
    expect(at()).toBe(3);
    expect(isPlaying()).toBe(true);
    replay.setInSight(true);
    clock.advance(249);
    expect(at()).toBe(3);
    clock.advance(1);
    expect(at()).toBe(4);
  });

  it('stops for whatever else moves the bar, and never moves it again', () => {
    const past: PastRace = {
      ...raceOf(9),
      described: null,
      origin: { kind: 'shelf', id: 'a', title: 'Joint' },
    };
    const moves: readonly (readonly [string, (page: ReturnType<typeof shows>) => void])[] = [
      ['11', ({ time }) => time.getState().show(11)],
      ['live 25', ({ time }) => time.getState().follow()],
      ['live 25', ({ time }) => time.getState().showPast(past)],
      ['live 25', ({ time }) => time.getState().backToPresent()],
    ];
    for (const [stays, move] of moves) {
      const page = shows(25);
      page.replay.play();
      page.clock.advance(500);
      move(page);
      expect(page.isPlaying()).toBe(false);
      expect(page.clock.waiting()).toBe(0);
      page.clock.advance(10_000);
      expect(String(page.at())).toBe(stays);
    }
  });

  it('of nothing does not begin', () => {
    const { replay, isPlaying, clock } = shows(0);
    replay.play();
    expect(isPlaying()).toBe(false);
    expect(clock.waiting()).toBe(0);
  });
});

describe('on the page', () => {
  /** A page whose race has trained so many rounds of its four epochs and fifteen for the fusion head. */
  async function raced(rounds: number) {
    const clock = handClock();
    const page = await openedSession({}, settingsFrom({ epochs: 4 }), {
      scheduler: clock.scheduler,
    });
    const { session } = page;
    clock.advance(200);
    const heard = async () => {
      await page.settle();
      clock.advance(100);
    };
    session.play();
    await heard();
    await page.train(rounds);
    clock.advance(100);
    session.replay.setSpeed(1);
    const press = (id: 'play' | 'replay' | 'stop-replay') => runCommand(session, command(id));
    return { ...page, clock, heard, press };
  }

  it('T plays, T, Escape and Pause stop, each where it is, and the lab is asked for nothing', async () => {
    const { session, clock, press, sent, heard } = await raced(20);
    const before = sent.length;
    for (const id of ['replay', 'stop-replay', 'play'] as const) {
      session.replay.play(2);
      expect(command('replay').label(session)).toBe('Stop');
      expect(command('play').label(session)).toBe('Pause');
      clock.advance(1000);
      press(id);
      await heard();
      expect(session.replay.store.getState()).toMatchObject({ isPlaying: false, stoppedAt: 3 });
      expect(session.time.getState().at).toBe(3);
    }
    press('replay');
    clock.advance(1000);
    expect(session.time.getState().at).toBe(4);
    expect(sent).toHaveLength(before);
    expect(session.race.getState().phase).toBe('ended');
    session.reset();
    expect(session.replay.store.getState().isPlaying).toBe(false);
  });

  it('Pause halts a race that trains as well', async () => {
    const { session, press, heard } = await raced(5);
    press('replay');
    press('play');
    await heard();
    expect(session.race.getState().phase).toBe('paused');
    expect(session.replay.store.getState().isPlaying).toBe(false);
  });

  it('says why there is nothing to replay, or to stop', async () => {
    const none = await raced(0);
    expect(command('replay').refusal(none.session)).toBe('Nothing has been trained yet.');
    expect(command('stop-replay').refusal(none.session)).toBe('No replay is playing.');
    const one = await raced(1);
    expect(command('replay').refusal(one.session)).toMatch(/one epoch only/);
  });
});
