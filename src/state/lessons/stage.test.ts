/** The stage on a fake lab: scenes, guesses, the rhythm, what is kept, and the way to the whole lab and back. */
import { expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { CHOICE, FAKE_SCENES } from '../../testing/fake-scenes';
import { openedSession } from '../../testing/opened-session';
import type { SessionOptions } from '../session';
import { readLessons } from './kept-lessons';
import type { Scene } from './scene';
import { guessOf, linkOf, sayOf, sentencesOf, triedText, valuesOf } from './stage-store';

function storage(content: Record<string, string> = {}) {
  const kept = new Map(Object.entries(content));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

async function opened(rest: Partial<SessionOptions> = {}) {
  const lab = await openedSession({}, settingsFrom({}), {
    view: 'stage',
    scenes: FAKE_SCENES,
    lessons: storage(),
    ...rest,
  });
  const { session } = lab;
  const { stage } = session;
  const state = stage.store.getState;
  const values = () => valuesOf(state(), session.race.getState());
  const messages = () => session.notices.getState().notices.map(({ message }) => message);
  /** Trains the race at hand to its end. */
  const race = async () => {
    stage.play();
    stage.fast();
    for (let i = 0; i < 20 && session.race.getState().phase !== 'ended'; i += 1)
      await lab.train(30);
    expect(session.race.getState().phase).toBe('ended');
  };
  return { ...lab, stage, state, values, messages, race };
}

test('the first scene is on the page with its settings before any device is asked', async () => {
  const { session, sent, state, messages } = await opened();
  expect(state()).toMatchObject({ race: 'one', step: 'predict' });
  expect(session.experiment.getState().settings).toEqual(
    settingsFrom(FAKE_SCENES[0]?.races[0].settings ?? {}),
  );
  expect(sent.filter(({ kind }) => kind === 'open-data')).toHaveLength(1);
  expect(messages()).toEqual([]);
});

test('from the guess to the last sentence and to the next scene', async () => {
  const { stage, state, values, race, messages } = await opened();
  stage.guess(0.7);
  expect(values()).toEqual({ together: null, lost: null });
  await race();
  expect(state()).toMatchObject({ step: 'look', said: 0 });
  expect(values()['together']?.value).toBeGreaterThan(0);
  expect(state().kept.done).toEqual(['ring']);
  stage.goOn();
  expect(state()).toMatchObject({ step: 'say', said: 1 });
  stage.goOn();
  expect(state()).toMatchObject({ step: 'say', said: 2 });
  stage.goOn();
  expect(state()).toMatchObject({ step: 'try' });
  stage.next();
  expect(state()).toMatchObject({ step: 'predict', race: 'first' });
  expect(state().scene?.id).toBe('choice');
  expect(messages()).toEqual([]);
});

test('a race without a guess is no reason not to go on, but earns no tick', async () => {
  const { state, race } = await opened();
  await race();
  expect(state().step).toBe('look');
  expect(state().kept.done).toEqual([]);
});

test('once it trains no other guess is taken', async () => {
  const { stage, state, race } = await opened();
  stage.guess(0.7);
  await race();
  stage.guess(0.4);
  expect(guessOf(state())).toBe(0.7);
});

test('guess, tick and results are there after a reload; a storage that holds rubbish is no harm', async () => {
  const lessons = storage();
  const before = await opened({ lessons });
  before.stage.guess(0.7);
  await before.race();
  const after = await opened({ lessons });
  expect(guessOf(after.state())).toBe(0.7);
  expect(after.state().kept).toEqual(before.state().kept);
  expect(after.state().step).toBe('predict');
  for (const rubbish of ['{', '[]', '{"format":9}', '{"format":1,"guesses":5}']) {
    const { guesses } = readLessons(storage({ 'modality-lab.lessons': rubbish }));
    expect(guesses).toEqual({});
  }
});

test('a refused storage is said once, and nothing is lost on the page', async () => {
  const lessons = {
    getItem: () => {
      throw new Error('no');
    },
    setItem: () => {
      throw new Error('no');
    },
  };
  const { stage, state, race, messages } = await opened({ lessons });
  expect(messages()).toEqual([]);
  stage.guess(0.7);
  await race();
  expect(messages()).toEqual(['This browser does not let the page keep guesses and ticks.']);
  expect(guessOf(state())).toBe(0.7);
  expect(state().kept.done).toEqual(['ring']);
});

test('the whole lab and back keep the race and the place in its rhythm', async () => {
  const { session, stage, state, race } = await opened();
  await race();
  stage.goOn();
  const { id } = session.race.getState();
  session.view.getState().toggle('lab');
  session.view.getState().toggle('lab');
  expect(session.view.getState().view).toBe('stage');
  expect(session.race.getState()).toMatchObject({ id, phase: 'ended' });
  expect(state()).toMatchObject({ step: 'say', said: 1 });
});

test('whoever changed the experiment in the lab finds the scene anew', async () => {
  const { session, state, race } = await opened();
  await race();
  session.view.getState().toggle('lab');
  session.change('epochs', 6);
  session.view.getState().toggle('lab');
  expect(session.experiment.getState().settings.epochs).toBe(4);
  expect(session.race.getState().phase).toBe('idle');
  expect(state().step).toBe('predict');
});

test('another seed trains at once where the guess was made, and takes the old numbers away', async () => {
  const { session, stage, state, values, race } = await opened();
  stage.guess(0.7);
  await race();
  stage.trySeed(9);
  expect(state()).toMatchObject({ seed: 9, step: 'run' });
  expect(session.experiment.getState().settings.seed).toBe(9);
  expect(values()).toEqual({ together: null, lost: null });
  expect(state().kept.tried).toEqual(['ring']);
});

test('a race with a changed setting is for the eye: its numbers are not kept', async () => {
  const { session, stage, state, values, train } = await opened();
  stage.trySetting('epochs', 2);
  stage.fast();
  for (let i = 0; i < 9; i += 1) await train(30);
  expect(session.race.getState().phase).toBe('ended');
  expect(values()['together']).not.toBeNull();
  expect(state().kept.results).toEqual({});
  expect(state().kept.tried).toEqual(['ring']);
});

test('a changed race is named by what was changed, and spoken of by words of its own', async () => {
  const [ring] = FAKE_SCENES;
  if (!ring) throw new Error('There is no scene.');
  const slider: Scene = {
    ...ring,
    try: {
      question: 'Fewer?',
      control: {
        kind: 'slider',
        path: 'epochs',
        label: 'Epochs',
        min: 1,
        max: 9,
        step: 1,
        ends: ['1', '9'],
        show: (value) => `${value} passes`,
        say: (race) => ({
          heading: () => `Changed: ${race}.`,
          sentences: () => [{ text: 'So it is.', part: 'chart' }],
        }),
      },
    },
  };
  const { session, stage, state, race, train } = await opened({ scenes: [slider] });
  stage.guess(0.7);
  await race();
  expect(triedText(state())).toBe('');
  expect(sayOf(state())).toBe(slider.say);
  stage.trySetting('epochs', 2);
  stage.fast();
  for (let i = 0; i < 9; i += 1) await train(30);
  expect(triedText(state())).toBe('Epochs: 2 passes');
  expect(sayOf(state())?.heading({})).toBe('Changed: one.');
  expect(sentencesOf(state(), session.race.getState()).map(({ text }) => text)).toEqual([
    'So it is.',
  ]);
  stage.choose('ring', 'one');
  expect(triedText(state())).toBe('');
});

test('numbers of a race are remembered while another of the scene is at hand', async () => {
  const { stage, state, values, race } = await opened();
  stage.choose('choice');
  await race();
  stage.choose('choice', 'second');
  expect(state()).toMatchObject({ race: 'second', step: 'predict' });
  expect(values()).toMatchObject({ 'first-joint': { told: 'untested' }, 'second-joint': null });
  expect(state().kept.done).toEqual([]);
  await race();
  expect(values()['second-joint']).not.toBeNull();
  expect(state().kept.done).toEqual(['choice']);
});

test('ticks and guesses are forgotten when asked', async () => {
  const lessons = storage();
  const { stage, state, race } = await opened({ lessons });
  stage.guess(0.7);
  await race();
  stage.forget();
  expect(state().kept).toMatchObject({ guesses: {}, done: [], results: {} });
  expect(readLessons(lessons).done).toEqual([]);
});

test('an address limits the scenes and the parts, and the link says the same again', async () => {
  const asked = {
    scene: 'choice',
    seed: 12,
    show: ['chart'],
    scenes: [2],
    lock: true,
    className: null,
  } as const;
  const { stage, state } = await opened({ stage: asked });
  expect(state().scenes).toEqual([CHOICE]);
  expect(linkOf(state())).toEqual(asked);
  stage.choose('ring');
  expect(state().scene).toBe(CHOICE);
  stage.open({ scene: 'ring' });
  expect(state()).toMatchObject({ isLocked: false, step: 'predict' });
  expect(state().scene?.id).toBe('ring');
});

test('on the stage the recording waits until somebody opens the lab', async () => {
  let fetched = 0;
  const [ring] = FAKE_SCENES;
  if (!ring) throw new Error('There is no scene.');
  const { session } = await opened({
    scenes: [{ ...ring, races: [{ id: 'one', label: 'The default race', settings: {} }] }],
    fetchRecording: async () => {
      fetched += 1;
      throw new Error('none');
    },
  });
  expect(fetched).toBe(0);
  session.view.getState().toggle('lab');
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(fetched).toBe(1);
});
