/** A race at a scene's pace: by the clock on a fake lab, and number by number on a real one. */
import { describe, expect, it } from 'vitest';
import { createInThreadLab } from '../../client/in-thread-lab';
import { settingsFrom } from '../../data/starting-settings';
import type { LabEvent } from '../../protocol/messages';
import { FAKE_SCENES } from '../../testing/fake-scenes';
import { handClock } from '../../testing/hand-clock';
import { openedSession } from '../../testing/opened-session';
import { numbersOf, TINY } from '../../testing/tiny-lab';
// fetched when a session opens: a test may be over before
import '../runs/kept-runs';
import { createSession } from '../session';
import { presentEpoch } from '../time/shown';
import type { Scene } from './scene';

async function onStage() {
  const clock = handClock();
  const lab = await openedSession({}, settingsFrom({}), {
    scheduler: clock.scheduler,
    view: 'stage',
    scenes: FAKE_SCENES,
  });
  const { session } = lab;
  /** Lets so much time pass, and whatever comes of it happen. */
  const wait = async (ms: number) => {
    await lab.settle();
    clock.advance(ms);
    await lab.settle();
    clock.advance(0);
    await lab.settle();
  };
  const epoch = () => presentEpoch(session.race.getState().record);
  const isPlaying = () => session.stage.store.getState().isPlaying;
  return { ...lab, clock, wait, epoch, isPlaying, stage: session.stage };
}

describe('the pace of a scene', () => {
  it('trains slow epochs one a second, then the rest without waiting', async () => {
    const { stage, wait, epoch, train, sent, session } = await onStage();
    stage.play();
    await wait(0);
    expect(epoch()).toBe(1);
    await wait(900);
    expect(epoch()).toBe(1);
    await wait(100);
    expect(epoch()).toBe(2);
    expect(sent.filter(({ kind }) => kind === 'resume-race')).toEqual([]);
    await wait(1000);
    expect(sent.filter(({ kind }) => kind === 'resume-race')).toHaveLength(1);
    await train();
    await wait(200);
    expect(session.race.getState().phase).toBe('ended');
    expect(stage.store.getState()).toMatchObject({ step: 'look', isPlaying: false });
  });

  it('is paused between two epochs, and goes on with the next', async () => {
    const { stage, wait, epoch, isPlaying, clock } = await onStage();
    stage.play();
    await wait(0);
    stage.pause();
    expect(isPlaying()).toBe(false);
    await wait(10_000);
    expect(epoch()).toBe(1);
    expect(clock.waiting()).toBe(0);
    stage.play();
    await wait(0);
    expect(epoch()).toBe(2);
  });

  it('is stepped by hand', async () => {
    const { stage, wait, epoch, isPlaying } = await onStage();
    stage.stepEpoch();
    await wait(10_000);
    expect([epoch(), isPlaying()]).toEqual([1, false]);
    stage.stepEpoch();
    await wait(10_000);
    expect(epoch()).toBe(2);
  });

  it('goes on at once where somebody does not want to wait', async () => {
    const { stage, wait, sent } = await onStage();
    stage.play();
    await wait(0);
    stage.fast();
    await wait(0);
    expect(sent.at(-1)).toEqual({ kind: 'resume-race' });
    expect(stage.store.getState()).toMatchObject({ isPlaying: true, isFast: true });
  });

  it('asks for one epoch and no more after a timer that came late', async () => {
    const { stage, wait, epoch } = await onStage();
    stage.play();
    await wait(0);
    await wait(60_000);
    expect(epoch()).toBe(2);
  });

  it('ends with the race that is reset, and with slow motion', async () => {
    const { stage, session, wait, isPlaying, clock } = await onStage();
    stage.play();
    await wait(0);
    session.reset();
    await wait(5000);
    expect([isPlaying(), stage.store.getState().step]).toEqual([false, 'predict']);
    expect(session.race.getState().phase).toBe('idle');
    stage.play();
    await wait(0);
    session.showStep('joint', null);
    await wait(5000);
    expect(isPlaying()).toBe(false);
    expect(clock.waiting()).toBe(0);
  });

  it('leaves the lab a race that plays plainly', async () => {
    const { stage, session, wait, sent } = await onStage();
    stage.play();
    await wait(0);
    session.view.getState().go('lab');
    await wait(0);
    expect(sent.at(-1)).toEqual({ kind: 'resume-race' });
    session.pause();
    await wait(0);
    expect(stage.store.getState().isPlaying).toBe(false);
  });
});

/** Trains the tiny race on a real device of this thread; the clock of the page goes as fast as it is asked. */
async function trained(pace: Scene['pace']): Promise<readonly string[]> {
  const [ring] = FAKE_SCENES;
  if (!ring) throw new Error('There is no scene.');
  const race = { id: 'one', label: 'One', settings: TINY };
  const scene: Scene = { ...ring, races: [race], pace, numbers: [] };
  const heard: LabEvent[] = [];
  const lab = createInThreadLab({ readAsset: () => Promise.reject(new Error('no files')) });
  lab.subscribe((event) => heard.push(event));
  const session = createSession({
    createLab: () => lab,
    settings: settingsFrom({}),
    device: { backend: 'cpu' },
    view: 'stage',
    scenes: [scene],
    scheduler: {
      now: () => 0,
      later: (task) => {
        const timer = setTimeout(task, 0);
        return () => clearTimeout(timer);
      },
    },
  });
  session.open();
  const ended = new Promise<void>((resolve) => {
    session.race.subscribe(({ phase }) => phase === 'ended' && resolve());
  });
  session.stage.play();
  await ended;
  session.close();
  await lab.closed();
  return numbersOf(heard);
}

it('a paced race has every number of a race that was played through', {
  timeout: 120_000,
}, async () => {
  const slow = await trained([{ untilEpoch: 4, epochsPerSecond: 1000 }]);
  const plain = await trained([]);
  expect(slow.length).toBeGreaterThan(8);
  expect([...slow].sort()).toEqual([...plain].sort());
});
