import { expect, it } from 'vitest';
import { fakeStep } from '../../testing/fake-step';
import { openedSession } from '../../testing/opened-session';
import { wholeRun } from '../../testing/stored-runs';
import { command, runCommand } from '../commands';
import { pastRaceOf } from '../runs/show-run';

it('slow motion pauses the race, looks at its first run, and leaves it paused', async () => {
  const { session, train, settle } = await openedSession();
  session.play();
  await train(2);
  runCommand(session, command('slow-motion'));
  await settle();
  expect(session.race.getState().phase).toBe('paused');
  expect(session.slowMotion.getState()).toMatchObject({ run: 'joint', seen: { epoch: 2 } });
  session.closeStep();
  expect(session.slowMotion.getState().run).toBeNull();
  expect(session.race.getState().phase).toBe('paused');
});

it('works before any race', async () => {
  const { session, settle } = await openedSession();
  session.showStep('di-mml', null);
  await settle();
  expect(session.slowMotion.getState()).toMatchObject({ run: 'di-mml', seen: { epoch: 0 } });
});

it('an answer for a run that nobody looks at any more is not shown', async () => {
  const { session, settle } = await openedSession();
  session.showStep('joint', null);
  session.showStep('di-mml', null);
  await settle();
  expect(session.slowMotion.getState().seen?.run).toBe('di-mml');
  session.showStep('joint', null);
  session.closeStep();
  await settle();
  expect(session.slowMotion.getState().seen).toBeNull();
});

it('opens at the epoch of the time bar, and goes where it is told with the bar', async () => {
  const { session, train, sent, settle } = await openedSession();
  session.play();
  await train(3);
  session.time.getState().show(2);
  session.showStep('di-mml', null);
  await settle();
  expect(sent.at(-1)).toMatchObject({ kind: 'show-step', run: 'di-mml', stage: null, epoch: 2 });
  // epoch 2 is seen as it began, after one
  expect(session.slowMotion.getState()).toMatchObject({ epoch: 2, seen: { epoch: 1 } });
  session.showStep('di-mml', null, 1);
  expect(session.time.getState().at).toBe(1);
  session.showStep('di-mml', null, null);
  expect(session.time.getState().at).toBeNull();
  await settle();
  expect(session.slowMotion.getState()).toMatchObject({ epoch: null, seen: { epoch: 3 } });
});

it('a bar that was sent to an epoch goes back on closing, one that slow motion came to goes along', async () => {
  const { session, train } = await openedSession();
  session.play();
  await train(4);
  const { time } = session;
  session.showStep('joint', null, 2);
  session.showStep('joint', null, 1);
  expect(time.getState().at).toBe(1);
  session.closeStep();
  expect(time.getState().at).toBeNull();
  time.getState().show(3);
  session.showStep('joint', null);
  session.showStep('joint', null, 2);
  session.closeStep();
  expect(time.getState().at).toBe(2);
});

it('an epoch that nobody has trained is asked for all the same, and the bar stays', async () => {
  const { session, sent, settle } = await openedSession();
  session.showStep('joint', null, 3);
  await settle();
  expect(sent.at(-1)).toMatchObject({ kind: 'show-step', epoch: 3 });
  expect(session.time.getState().at).toBeNull();
});

it('the step before stays until the next of the same run comes, and the way is told', async () => {
  const { session, say } = await openedSession({ showsNoStep: true });
  const { slowMotion } = session;
  const asked = { run: 'joint', stage: null, epoch: 9 };
  session.showStep('joint', null, 2);
  const before = { ...asked, epoch: 2 };
  const step = fakeStep('joint', null, 1);
  await say([{ kind: 'step-shown', asked: before, step, trained: null }]);
  session.showStep('joint', null, 9);
  expect(slowMotion.getState()).toMatchObject({ isAwaited: true, seen: { epoch: 1 } });
  await say([
    { kind: 'step-approached', asked, from: 4, trained: 6 },
    { kind: 'step-approached', asked: before, from: 0, trained: 1 },
  ]);
  expect(slowMotion.getState().way).toEqual({ from: 4, trained: 6 });
  await say([{ kind: 'step-given-up', asked }]);
  expect(slowMotion.getState()).toMatchObject({ isGivenUp: true, isAwaited: false, way: null });
  session.showStep('di-mml', null, 9);
  expect(slowMotion.getState()).toMatchObject({ seen: null, isGivenUp: false });
});

it('closing ends the way, and a step that has come leaves nothing to end', async () => {
  const { session, sent, say } = await openedSession({ showsNoStep: true });
  session.showStep('joint', null, 9);
  session.closeStep();
  expect(sent.at(-1)).toEqual({ kind: 'give-up-step' });
  const asked = { run: 'joint', stage: null, epoch: 1 };
  session.showStep('joint', null, 1);
  const step = fakeStep('joint', null, 0);
  await say([{ kind: 'step-shown', asked, step, trained: null }]);
  const before = sent.length;
  session.closeStep();
  expect(sent).toHaveLength(before);
});

it('of a race of the past the settings of that race are asked for', async () => {
  const { session, sent, settle } = await openedSession();
  const past = pastRaceOf([wholeRun('joint', { seed: 7 })], {
    kind: 'shelf',
    id: 'a',
    title: 'Joint',
  });
  if (!past) throw new Error('There is one run.');
  session.time.getState().showPast(past);
  session.showStep(null, null);
  await settle();
  expect(sent.at(-1)).toMatchObject({
    kind: 'show-step',
    run: 'joint',
    epoch: 2,
    settings: { seed: 7 },
  });
});

it('closes when another race is put on the page', async () => {
  const { session, settle } = await openedSession();
  session.showStep('joint', null);
  await settle();
  const past = pastRaceOf([wholeRun('joint')], { kind: 'shelf', id: 'a', title: 'Joint' });
  if (!past) throw new Error('There is one run.');
  session.time.getState().showPast(past);
  expect(session.slowMotion.getState().run).toBeNull();
  session.showStep('joint', null);
  session.time.getState().backToPresent();
  expect(session.slowMotion.getState().run).toBeNull();
});

it('a past race on files that are not open is refused with what to do', async () => {
  const { session, sent, settle } = await openedSession();
  const data = { source: 'files', id: 'mine', label: '' } as const;
  const past = pastRaceOf([wholeRun('joint', { settings: { data } })], {
    kind: 'shelf',
    id: 'a',
    title: 'Joint',
  });
  if (!past) throw new Error('There is one run.');
  session.time.getState().showPast(past);
  const before = sent.length;
  session.showStep(null, null);
  await settle();
  expect(sent).toHaveLength(before);
  expect(session.slowMotion.getState().failed?.message).toMatch(/files of this computer/);
});

it('asked for while the device is still being opened, it waits for it', async () => {
  let open = () => {};
  const whenIdle = (task: () => void) => {
    open = task;
  };
  const { session, sent, settle } = await openedSession({}, undefined, { whenIdle });
  session.showStep('joint', null, 1);
  expect(sent).toEqual([]);
  open();
  await settle();
  expect(sent).toContainEqual(
    expect.objectContaining({ kind: 'show-step', run: 'joint', epoch: 1 }),
  );
});

it('a device that is lost on the way is said in slow motion too', async () => {
  const { session, say } = await openedSession({ showsNoStep: true });
  session.showStep('joint', null, 9);
  await say([{ kind: 'device-lost', failed: { code: 'device-lost', message: 'Gone.', hint: '' } }]);
  expect(session.slowMotion.getState()).toMatchObject({
    isAwaited: false,
    failed: { message: 'Gone.' },
  });
});

it('says why it cannot be opened while there is no device', async () => {
  const { session, train, settle } = await openedSession({ loseDeviceAt: 2 });
  session.play();
  await train(3);
  await settle();
  expect(command('slow-motion').refusal(session)).toContain('no device');
});
