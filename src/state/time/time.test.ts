/** The moment looked at, through a session on a lab that trains nothing. */

import { expect, test } from 'vitest';
import { asEpoch } from '../../protocol/units';
import { openedSession } from '../../testing/opened-session';
import { command, runCommand } from '../commands';
import { presentEpoch, snapshotAt } from './shown';

const shownEpoch = (session: Awaited<ReturnType<typeof openedSession>>['session']) => {
  const { at, record } = session.shown.getState();
  return at ?? presentEpoch(record);
};

test('a frozen page stays at its epoch while training goes on, and comes back to live', async () => {
  const { session, train } = await openedSession();
  session.play();
  await train(2);
  runCommand(session, command('freeze'));
  await train(1);
  expect(presentEpoch(session.race.getState().record)).toBe(3);
  expect(shownEpoch(session)).toBe(2);
  expect(command('freeze').label(session)).toBe('Back to live');
  runCommand(session, command('freeze'));
  expect(shownEpoch(session)).toBe(3);
});

test('there is nothing to freeze before the first epoch, and the command says so', async () => {
  const { session } = await openedSession();
  expect(command('freeze').refusal(session)).toBe('Nothing has been trained yet.');
});

test('looking back sends nothing to the lab and stops no race', async () => {
  const { session, train, sent } = await openedSession();
  session.play();
  await train(3);
  const before = sent.length;
  session.time.getState().show(1);
  expect(sent).toHaveLength(before);
  expect(session.race.getState().phase).toBe('running');
});

test('a race asks for snapshots and keeps them by run', async () => {
  const { session, train, sent } = await openedSession();
  session.play();
  await train(3);
  expect(sent.at(-1)).toMatchObject({ kind: 'start-race', snapshots: true });
  const [joint] = session.shown.getState().record;
  expect(snapshotAt(joint, asEpoch(2))?.epoch).toBe(2);
});

test('a new race, a reset and a change of the experiment all come back to live', async () => {
  const { session, train } = await openedSession();
  session.play();
  await train(3);
  session.time.getState().show(1);
  session.reset();
  expect(session.time.getState().at).toBeNull();
  session.play();
  await train(3);
  session.time.getState().show(1);
  session.change('seed', 9);
  expect(session.time.getState().at).toBeNull();
});
