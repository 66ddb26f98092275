/** Taking changes back: each kind of change, the race with its curves, and that an unfinished one goes on. */
import { describe, expect, test } from 'vitest';
import { settingsFrom } from '../data/starting-settings';
import { haveSameSettings } from '../protocol/same-settings';
import { openedSession } from '../testing/opened-session';
import { command, runCommand } from './commands';
import { racingRuns } from './race-store';

type Opened = Awaited<ReturnType<typeof openedSession>>;

const epochs = ({ session }: Opened) =>
  racingRuns(session.race.getState().record).map((run) => run.epochs.length);
const phase = ({ session }: Opened) => session.race.getState().phase;
const settings = ({ session }: Opened) => session.experiment.getState().settings;
const notices = ({ session }: Opened) => session.notices.getState().notices;
const press = ({ session }: Opened, id: 'undo' | 'redo' | 'new-seed' | 'reset') =>
  runCommand(session, command(id));

/** A race that has come to its third epoch, or to its end. */
async function raced(rounds = 3) {
  const lab = await openedSession({}, settingsFrom({ epochs: 4, methods: { joint: {} } }));
  lab.session.play();
  await lab.train(rounds);
  return lab;
}

describe('one press brings the race back', () => {
  const changes: readonly (readonly [string, (lab: Opened) => void])[] = [
    ['a slider', ({ session }) => session.change('generator.sound.noise', 2)],
    ['the seed', (lab) => press(lab, 'new-seed')],
    ['a setting of training', ({ session }) => session.change('optimizer.learningRate', 0.1)],
    [
      'a preset',
      ({ session }) => session.chooseData({ source: 'generator', id: 'both-unreliable' }),
    ],
    ['a method more', ({ session }) => session.setRuns(['joint', 'di-mml'])],
    ['Reset', (lab) => press(lab, 'reset')],
  ];
  test.each(changes)('after %s', async (_, change) => {
    const lab = await raced();
    const before = { settings: settings(lab), epochs: epochs(lab) };
    change(lab);
    await lab.settle();
    expect(epochs(lab)).toEqual([]);
    press(lab, 'undo');
    await lab.settle();
    expect(haveSameSettings(settings(lab), before.settings)).toBe(true);
    expect(epochs(lab)).toEqual(before.epochs);
    expect(notices(lab).map(({ message }) => message)).toEqual(['The race is back.']);
    expect(lab.session.experiment.getState().dataStatus).toBe('ready');
  });

  test('an unfinished one goes on where it was, and comes to its end', async () => {
    const lab = await raced();
    lab.session.change('seed', 9);
    press(lab, 'undo');
    expect(phase(lab)).toBe('lost');
    await lab.settle();
    lab.session.play();
    await lab.settle();
    const start = lab.sent.findLast(({ kind }) => kind === 'start-race');
    expect(start).toMatchObject({ from: { runs: [{ run: 'joint', epoch: 2 }, { epoch: 2 }] } });
    await lab.train();
    expect([phase(lab), epochs(lab)]).toEqual(['ended', [4]]);
  });

  test('one that has ended stands there as it ended', async () => {
    const lab = await raced(100);
    const { record } = lab.session.race.getState();
    lab.session.change('epochs', 9);
    press(lab, 'undo');
    expect(phase(lab)).toBe('ended');
    expect(lab.session.race.getState().record).toBe(record);
  });

  test('after several changes the notice still offers it, and brings it back at once', async () => {
    const lab = await raced();
    for (const noise of [1.1, 1.2, 1.3]) lab.session.change('generator.sound.noise', noise);
    const [notice] = notices(lab);
    expect(notice?.message).toBe('The experiment changed. The race was reset.');
    expect(notice?.action?.word).toBe('Bring the race back');
    notice?.action?.run();
    expect(settings(lab).generator.sound.noise).toBe(0.9);
    expect(epochs(lab)).toEqual([3]);
  });
});

test('what was taken back can be made again, step by step, until something else is changed', async () => {
  const lab = await raced();
  lab.session.change('epochs', 7);
  lab.session.change('epochs', 8);
  press(lab, 'undo');
  expect(settings(lab).epochs).toBe(7);
  press(lab, 'undo');
  expect([settings(lab).epochs, epochs(lab)]).toEqual([4, [3]]);
  press(lab, 'redo');
  press(lab, 'redo');
  expect([settings(lab).epochs, epochs(lab)]).toEqual([8, []]);
  press(lab, 'undo');
  lab.session.change('epochs', 5);
  expect(command('redo').refusal(lab.session)).toBe('Nothing has been taken back.');
});

test('before any change there is nothing to undo, and it says so', async () => {
  const { session } = await openedSession();
  expect(command('undo').refusal(session)).toBe('Nothing has been changed.');
});

test('of many races the last three keep their curves, the settings of all come back', async () => {
  const lab = await openedSession({}, settingsFrom({ epochs: 1, methods: { joint: {} } }));
  for (const seed of [2, 3, 4, 5, 6]) {
    lab.session.play();
    await lab.train();
    lab.session.change('seed', seed);
    await lab.settle();
  }
  const found: unknown[] = [];
  for (let i = 0; i < 5; i += 1) {
    press(lab, 'undo');
    await lab.settle();
    found.push([settings(lab).seed, epochs(lab)]);
  }
  expect(found).toEqual([
    [5, [1]],
    [4, [1]],
    [3, [1]],
    [2, []],
    [1, []],
  ]);
});
