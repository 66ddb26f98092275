/** Validation samples on the page: set aside with the run that needs them, said, and taken back with it. */
import { expect, it } from 'vitest';
import { settingsFrom } from '../data/starting-settings';
import { catalogue } from '../method/catalogue';
import type { SettingsInput } from '../protocol/settings';
import { openedSession } from '../testing/opened-session';

const opened = (input: SettingsInput = {}) =>
  openedSession({ catalogue }, settingsFrom({ epochs: 4, methods: { joint: {} }, ...input }));
type Opened = Awaited<ReturnType<typeof opened>>;

const settings = ({ session }: Opened) => session.experiment.getState().settings;
const validation = (lab: Opened) => settings(lab).samples.validation;
const told = ({ session }: Opened) =>
  session.notices.getState().notices.map(({ message, hint }) => `${message} ${hint}`);
const SAID =
  'Diagnosing & Re-learning needs validation samples: 400 are set aside (samples.validation). They are drawn in addition; training and test samples stay the same.';

it('come with a method that needs them, in one change that is taken back and made again', async () => {
  const lab = await opened();
  expect([validation(lab), told(lab)]).toEqual([0, []]);
  lab.session.setRuns(['joint', 'relearn']);
  await lab.settle();
  expect([validation(lab), told(lab)]).toEqual([400, [SAID]]);
  expect(lab.session.experiment.getState().dataStatus).toBe('ready');
  lab.session.undo.undo();
  await lab.settle();
  expect([validation(lab), Object.keys(settings(lab).methods)]).toEqual([0, ['joint']]);
  lab.session.undo.redo();
  await lab.settle();
  expect(validation(lab)).toBe(400);
});

it('come with a knob that needs them, and with other data under it', async () => {
  const lab = await opened({ methods: { mslr: {} } });
  lab.session.change('methods.mslr.accuracyOn', 'validation');
  await lab.settle();
  expect(validation(lab)).toBe(400);
  lab.session.chooseData({ source: 'generator', id: 'both-unreliable' });
  await lab.settle();
  expect([settings(lab).data.id, validation(lab)]).toEqual(['both-unreliable', 400]);
});

it('come with an address that names such a method, and the race trains with them', async () => {
  const lab = await opened({ methods: { relearn: {} } });
  expect([validation(lab), told(lab)]).toEqual([400, [SAID]]);
  lab.session.play();
  await lab.settle();
  const start = lab.sent.findLast(({ kind }) => kind === 'start-race');
  expect(start).toMatchObject({ settings: { samples: { validation: 400 } } });
});

it('come out of the training part of real data, where nothing was left for them', async () => {
  const split = { train: 0.8, validation: 0, test: 0.2 };
  const lab = await opened({ data: { source: 'builtin', id: 'penguins' }, split });
  lab.session.setRuns(['relearn']);
  await lab.settle();
  expect(settings(lab).split).toEqual({ train: 0.7, validation: 0.1, test: 0.2 });
  expect(told(lab)[0]).toContain('a share of 0.1 of the data is set aside');
});

it('are left to whoever sets them to none, and to whoever has set some', async () => {
  const lab = await opened({ methods: { relearn: {} } });
  lab.session.change('samples.validation', 0);
  await lab.settle();
  expect([validation(lab), told(lab)]).toEqual([0, []]);
  lab.session.change('samples.validation', 90);
  lab.session.setRuns(['relearn', 'g-blend']);
  await lab.settle();
  expect([validation(lab), told(lab)]).toEqual([90, []]);
});
