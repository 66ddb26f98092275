import { expect, test } from 'vitest';
import { defaultSettings, settingsFrom } from '../data/starting-settings';
import { DEFAULT_RACE } from '../protocol/default-race';
import type { LabRequest } from '../protocol/messages';
import { openedSession as opened } from '../testing/opened-session';
import { COMMANDS, command, runCommand } from './commands';
import { racingRuns } from './race-store';

const kinds = (sent: readonly LabRequest[]) => sent.map(({ kind }) => kind);
const phase = ({ session }: Awaited<ReturnType<typeof opened>>) => session.race.getState().phase;
const messages = ({ session }: Awaited<ReturnType<typeof opened>>) =>
  session.notices.getState().notices.map(({ message }) => message);

test('opening asks for the device, then for the data', async () => {
  const { session, sent } = await opened();
  expect(kinds(sent)).toEqual(['open-lab', 'open-data']);
  expect(session.lab.getState().status).toBe('ready');
  expect(session.experiment.getState().summary?.classNames).toHaveLength(8);
});

test('Play before the data are there starts the race once they are', async () => {
  const lab = await opened();
  lab.session.change('seed', 5);
  lab.session.play();
  await lab.settle();
  expect(kinds(lab.sent).slice(-2)).toEqual(['open-data', 'start-race']);
  expect(phase(lab)).toBe('running');
});

test('a race runs to its end and Play again starts anew', async () => {
  const lab = await opened();
  lab.session.play();
  await lab.train();
  expect(phase(lab)).toBe('ended');
  expect(command('play').label(lab.session)).toBe('Play again');
  runCommand(lab.session, command('play'));
  await lab.settle();
  expect(phase(lab)).toBe('running');
  expect(
    racingRuns(lab.session.race.getState().record).every((run) => run.epochs.length === 0),
  ).toBe(true);
});

test('Play again is offered once the end is shown, and a late Pause does not wipe the race', async () => {
  const lab = await opened();
  lab.session.play();
  await lab.train(3);
  const done = lab.session.drawing.getState().wait();
  await lab.train();
  expect(phase(lab)).toBe('ended');
  expect(command('play').label(lab.session)).toBe('Pause');
  runCommand(lab.session, command('play'));
  await lab.settle();
  expect(phase(lab)).toBe('ended');
  done();
  done();
  expect(command('play').label(lab.session)).toBe('Play again');
});

test('Step trains one epoch of every run, then stands', async () => {
  const lab = await opened();
  lab.session.step('epoch');
  await lab.settle();
  expect(phase(lab)).toBe('paused');
  lab.session.step('epoch');
  await lab.settle();
  expect(lab.session.race.getState().record.map((run) => run.epochs.length)).toEqual([2, 2, 2, 2]);
});

test('while a race runs Step says why it waits', async () => {
  const lab = await opened();
  lab.session.play();
  await lab.settle();
  expect(command('step').refusal(lab.session)).toBe('Pause first; then step.');
});

test('Reset clears the curves and keeps the seed', async () => {
  const lab = await opened({}, settingsFrom({ seed: 7 }));
  lab.session.play();
  await lab.train(3);
  lab.session.reset();
  await lab.settle();
  expect(lab.session.race.getState().record).toEqual([]);
  expect(lab.session.experiment.getState().settings.seed).toBe(7);
  expect(kinds(lab.sent).at(-1)).toBe('stop-race');
});

test('other data reset the race and say so', async () => {
  const lab = await opened();
  lab.session.play();
  await lab.train(2);
  lab.session.chooseData({ source: 'generator', id: 'useless-sound' });
  expect(messages(lab)).toEqual(['The data changed. The race was reset.']);
  expect(phase(lab)).toBe('idle');
  expect(lab.session.experiment.getState().settings.generator.sound.fail).toBe(1);
});

test('other data keep the seed and the race, not the sizes', async () => {
  const { session } = await opened(
    {},
    settingsFrom({ seed: 7, epochs: 3, methods: { joint: {} } }),
  );
  session.chooseData({ source: 'builtin', id: 'penguins' });
  const { seed, epochs, methods } = session.experiment.getState().settings;
  expect({ seed, epochs, methods }).toEqual({ seed: 7, epochs: 40, methods: { joint: {} } });
});

test('a value out of range is refused by name and changes nothing', async () => {
  const lab = await opened();
  lab.session.change('seed', -1);
  expect(messages(lab)).toEqual(['seed is -1; it must be from 0 to 2147483647.']);
  expect(lab.session.experiment.getState().settings.seed).toBe(1);
});

test('a run that diverges is told by name while the others go on', async () => {
  const lab = await opened({ diverge: { run: 'joint', epoch: 3 } });
  lab.session.play();
  await lab.train();
  const [joint, diMml] = racingRuns(lab.session.race.getState().record);
  expect(joint).toMatchObject({ status: 'failed' });
  expect(joint?.epochs).toHaveLength(2);
  expect(diMml).toMatchObject({ status: 'ended' });
  expect(messages(lab)).toEqual(['Joint stopped in epoch 3: its loss is no longer a number.']);
});

test('a lost device is told once, keeps the curves, and Play goes on from the last checkpoint', async () => {
  const lab = await opened({ loseDeviceAt: 3 });
  lab.session.play();
  await lab.train();
  const record = () => lab.session.race.getState().record;
  expect(phase(lab)).toBe('lost');
  expect(messages(lab)).toEqual(['The graphics device stopped answering.']);
  expect(record()[0]?.epochs).toHaveLength(3);
  lab.session.play();
  await lab.train(1);
  expect(lab.labs).toHaveLength(2);
  expect(lab.sent.at(-1)).toMatchObject({
    kind: 'start-race',
    from: {
      runs: [
        { run: 'joint', epoch: 2 },
        { run: 'late-ensemble@certainty', epoch: 2 },
        { run: 'di-mml', epoch: 2 },
        { run: 'unimodal@reference', epoch: 2 },
      ],
      done: [],
    },
  });
  expect(record().map(({ status, failed }) => [status, failed])).toEqual([
    ['training', null],
    ['training', null],
    ['training', null],
    ['training', null],
  ]);
  await lab.train();
  expect(phase(lab)).toBe('ended');
  expect(messages(lab)).toEqual([]);
  // every epoch once, the third trained again
  expect(record()[0]?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  expect(record()[2]?.stages.map(({ stage, afterEpoch }) => [stage, afterEpoch])).toEqual([
    ['first', 0],
    ['fusion', 4],
  ]);
  expect(record().every(({ checkpoint }) => checkpoint === null)).toBe(true);
});

test('what had ended when the device went stays as it is', async () => {
  const lab = await opened({ loseDeviceAt: 5 });
  lab.session.play();
  await lab.train();
  const record = () => lab.session.race.getState().record;
  expect(record().map(({ status }) => status)).toEqual(['ended', 'ended', 'failed', 'ended']);
  const joint = record()[0];
  lab.session.play();
  await lab.train();
  expect(lab.sent.at(-1)).toMatchObject({
    from: {
      runs: [{ run: 'di-mml' }],
      done: ['joint', 'late-ensemble@certainty', 'unimodal@reference'],
    },
  });
  expect(record()[0]).toBe(joint);
  expect(phase(lab)).toBe('ended');
});

test('without a checkpoint Play starts anew', async () => {
  const lab = await opened({ loseDeviceAt: 1 });
  lab.session.play();
  await lab.train();
  expect(phase(lab)).toBe('lost');
  lab.session.play();
  await lab.train();
  expect(lab.sent.at(-1)).not.toHaveProperty('from');
  expect(lab.session.race.getState().record[0]?.epochs).toHaveLength(4);
});

test('a new seed never repeats the present one', async () => {
  const lab = await opened();
  for (let i = 0; i < 20; i += 1) {
    const before = lab.session.experiment.getState().settings.seed;
    runCommand(lab.session, command('new-seed'));
    expect(lab.session.experiment.getState().settings.seed).not.toBe(before);
  }
});

test('no two commands share a key', () => {
  const keys = COMMANDS.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the whole default experiment is valid', () => {
  expect(defaultSettings().methods).toEqual(DEFAULT_RACE);
});
