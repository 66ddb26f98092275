/** An assignment on the page: taken up, checked while and after it trains, put back, saved, kept. */
import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { type Assignment, parseAnswer } from '../../protocol/assignment';
import { openedSession } from '../../testing/opened-session';
import type { AssignmentStorage } from './assignments';
import { checkOnPage } from './check-on-page';

/** On the fake lab the sound ends at 44 % under joint training and at 72 % alone, whatever the settings. */
const TASK: Assignment = {
  format: 1,
  id: 'it-starves',
  question: 'Let the sound starve.',
  base: { epochs: 20, methods: { joint: {} } },
  allowed: ['generator.sound', 'methods.joint'],
  conditions: [
    { measure: 'gap.joint.sound', op: '>=', value: 0.2 },
    { measure: 'joint.fusion', op: '>=', value: 0.7 },
  ],
  seeds: [3, 5],
};

function memoryStorage(): AssignmentStorage & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}

async function opened(storage: AssignmentStorage | null = null) {
  const lab = await openedSession({}, settingsFrom({ epochs: 2 }), { assignments: storage });
  const { session } = lab;
  const check = () => {
    const { current, kept } = session.assignments.store.getState();
    if (!current) throw new Error('Nobody works on an assignment.');
    const { settings } = session.experiment.getState();
    return checkOnPage(current, { settings, race: session.race.getState(), kept });
  };
  return { ...lab, check };
}

describe('an assignment', () => {
  it('brings its settings into the lab, and nothing holds before anything was trained', async () => {
    const { session, check } = await opened();
    session.view.getState().toggle('projector');
    session.assignments.show();
    session.assignments.begin(TASK);
    expect(session.view.getState().view).toBe('lab');
    expect(session.assignments.store.getState().isOpen).toBe(false);
    expect(session.experiment.getState().settings).toEqual(settingsFrom(TASK.base));
    expect(check()).toMatchObject({ notAllowed: [], from: null, passed: false });
    expect(check().conditions.map(({ measured }) => measured)).toEqual([null, null]);
  });

  it('is checked while a race trains, by where it stands, and that passes nobody', async () => {
    const { session, check, train } = await opened();
    session.assignments.begin(TASK);
    session.change('seed', 3);
    session.play();
    await train(2);
    expect(check().from).toEqual({ kind: 'training', seed: 3, epoch: 2 });
    expect(check().conditions.every(({ measured }) => measured !== null)).toBe(true);
    expect(check().passed).toBe(false);
  });

  it('counts a seed of its own only, and passes once each of them holds', async () => {
    const { session, check, train } = await opened();
    session.assignments.begin(TASK);
    session.change('seed', 9);
    session.play();
    await train();
    expect(check().from).toEqual({ kind: 'other-seed', seed: 9 });
    expect(check()).toMatchObject({ passed: false });
    expect(check().conditions.every(({ holds }) => holds)).toBe(true);
    session.assignments.trainSeeds();
    await train();
    await train();
    expect(check().from).toEqual({ kind: 'ended', seeds: [3, 5] });
    expect(check()).toMatchObject({ passed: true, notAllowed: [] });
    // other settings are another answer, of which nothing is known
    session.change('generator.sound.noise', 0.3);
    expect(check()).toMatchObject({ from: null, passed: false, notAllowed: [] });
  });

  it('names what was changed and may not be, and puts it back', async () => {
    const { session, check } = await opened();
    session.assignments.begin(TASK);
    session.change('generator.sound.noise', 0.3);
    session.change('generator.picture.noise', 0.9);
    session.change('weightSeed', 4);
    session.setRuns(['joint', 'di-mml']);
    expect(check().notAllowed).toEqual(['generator.picture.noise', 'weightSeed', 'methods.di-mml']);
    for (const path of check().notAllowed) session.assignments.putBack(path);
    expect(check().notAllowed).toEqual([]);
    expect(session.experiment.getState().settings.generator.sound.noise).toBe(0.3);
    session.setRuns(['di-mml']);
    expect(check().notAllowed).toEqual(['methods.di-mml']);
    session.assignments.putBack('methods.di-mml');
    session.assignments.restart();
    expect(session.experiment.getState().settings).toEqual(settingsFrom(TASK.base));
  });

  it('is answered by a file of what was changed, without the seed of the page', async () => {
    const { session } = await opened();
    expect(session.assignments.answerFile()).toBeNull();
    session.assignments.begin(TASK);
    session.change('seed', 12);
    session.change('generator.sound.noise', 0.3);
    const file = session.assignments.answerFile();
    expect(file?.name).toBe('answer-it-starves.json');
    expect(parseAnswer(JSON.parse(file?.text ?? ''), 'answer')).toEqual({
      format: 1,
      task: 'it-starves',
      settings: { generator: { sound: { noise: 0.3 } } },
    });
  });
});

describe('what is kept', () => {
  it('the assignment is there after a reload, until somebody leaves it', async () => {
    const storage = memoryStorage();
    (await opened(storage)).session.assignments.begin(TASK);
    const { session } = await opened(storage);
    expect(session.assignments.store.getState().current?.assignment).toEqual(TASK);
    session.assignments.leave();
    expect(session.assignments.store.getState().current).toBeNull();
    expect((await opened(storage)).session.assignments.store.getState().current).toBeNull();
  });

  it.each(['not JSON', '{"format":9}'])(
    '%s in its place is nothing to go on with',
    async (text) => {
      const storage = memoryStorage();
      storage.setItem('modality-lab.assignment', text);
      expect((await opened(storage)).session.assignments.store.getState().current).toBeNull();
      expect(storage.texts.size).toBe(0);
    },
  );

  it('a browser that keeps nothing costs nothing but that', async () => {
    const refuse = () => {
      throw new Error('The storage is closed.');
    };
    const { session } = await opened({ getItem: refuse, setItem: refuse, removeItem: refuse });
    session.assignments.begin(TASK);
    expect(session.assignments.store.getState().current?.assignment.id).toBe('it-starves');
  });
});

describe('a teacher’s file', () => {
  it('joins the list; a newer one of the same id takes its place', async () => {
    const { session } = await opened();
    const { openFile, store } = session.assignments;
    expect(openFile('mine.json', JSON.stringify(TASK))).toEqual(TASK);
    openFile('mine.json', JSON.stringify({ ...TASK, question: 'Once more?' }));
    expect(store.getState().own.map(({ assignment }) => assignment.question)).toEqual([
      'Once more?',
    ]);
  });

  it.each([
    ['{', 'mine.json is not JSON'],
    ['{}', 'mine.json has no format'],
    [
      JSON.stringify({ ...TASK, base: { epochs: 0 } }),
      'mine.json: in base, epochs is 0; it must be',
    ],
    [
      JSON.stringify({ ...TASK, base: { methods: { 'di-mml': {} } }, allowed: ['epochs'] }),
      'mine.json: a condition is about joint, which is no run of base.methods; those are di-mml.',
    ],
    [
      JSON.stringify({ ...TASK, base: { data: { source: 'files', id: 'birds.csv' } } }),
      "base.data is a person's own files (birds.csv)",
    ],
  ])('%s is refused in the list', async (text, sentence) => {
    const { session } = await opened();
    expect(session.assignments.openFile('mine.json', text)).toBeNull();
    const { failed, own } = session.assignments.store.getState();
    expect(failed?.message).toContain(sentence);
    expect(own).toEqual([]);
  });
});
