import { expect, it } from 'vitest';
import { openedSession } from '../../testing/opened-session';
import { command, runCommand } from '../commands';

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

it('says why it cannot be opened while there is no device', async () => {
  const { session, train, settle } = await openedSession({ loseDeviceAt: 2 });
  session.play();
  await train(3);
  await settle();
  expect(command('slow-motion').refusal(session)).toContain('no device');
});
