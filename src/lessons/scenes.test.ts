/** The scenes as data: what they name is there, what they say is short and plain, and claims no more than the test behind it. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../method/catalogue';
import { measureCatalogue } from '../method/measures/measure-catalogue';
import { certaintyWeights } from '../method/model/certainty';
import { methodIdOf, parseSettings, runNames } from '../protocol/settings';
import { withPath } from '../protocol/settings-paths';
import type { SceneNumber, SceneValue, Told } from '../state/lessons/numbers';
import {
  type Say,
  SCENE_PARTS,
  type Scene,
  type SceneState,
  type SceneValues,
} from '../state/lessons/scene';
import { SCENES } from './scenes';

const each = SCENES.map((scene) => [scene.id, scene] as const);

/** Words as a reader counts them: what has a letter in it. */
const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.?!:;])\s+/).filter((part) => part !== '');

/** A plausible size of a number of each unit. */
const SIZE: Readonly<Record<SceneNumber['unit'], number>> = {
  points: 12,
  share: 0.61,
  ratio: 0.1,
  plain: 0.31,
};

/** What a race might say: every difference told in this way; where it is below 0 the number is too. */
function valuesTold({ numbers }: Scene, told: Told): SceneValues {
  return Object.fromEntries(
    numbers.map(({ id, unit }): [string, SceneValue] => {
      const isDifference = unit === 'points';
      const size = SIZE[unit] * (isDifference && told === 'less' ? -1 : 1);
      return [id, { value: size, told: isDifference ? told : 'untested' }];
    }),
  );
}

/** The same with some numbers as a race shows them that keeps every claim. */
function valuesKept(scene: Scene): SceneValues {
  const values = { ...valuesTold(scene, 'more') };
  for (const { number, op, than } of scene.claims) {
    const step = op === '<' || op === '<=' ? 0.9 : 1.1;
    const value = op === 'within' ? 0.1 * than : than * step || 1;
    values[number] = { value, told: values[number]?.told ?? 'untested' };
  }
  return values;
}

const missing = ({ numbers }: Scene): SceneValues =>
  Object.fromEntries(numbers.map(({ id }) => [id, null]));

const TOLD: readonly Told[] = ['more', 'less', 'cannot-tell', 'untested'];

/** Every way in which a race may come out. */
const outcomes = (scene: Scene): readonly SceneValues[] => [
  ...TOLD.map((told) => valuesTold(scene, told)),
  valuesKept(scene),
  missing(scene),
  // one race of several is trained
  ...scene.races.map(({ id }) =>
    Object.fromEntries(
      scene.numbers.map((number) => [
        number.id,
        number.race === id ? (valuesKept(scene)[number.id] ?? null) : null,
      ]),
    ),
  ),
];

const tellsOf = (say: Say, values: SceneValues): readonly string[] => [
  say.heading(values),
  ...say.sentences(values, null).map(({ text }) => text),
];

/** What is said of the scene's own races, and of changed ones. */
const saidOf = (scene: Scene, values: SceneValues): readonly string[] => {
  const { control } = scene.try;
  const tried = control.kind === 'slider' ? control.say : undefined;
  return [
    ...tellsOf(scene.say, values),
    ...scene.races.flatMap(({ id }) => (tried ? tellsOf(tried(id), values) : [])),
  ];
};

/** Everything that a scene may put on the screen. */
const textsOf = (scene: Scene): readonly string[] => [
  scene.question,
  scene.guess.question,
  ...(scene.guess.kind === 'choice' ? scene.guess.options.map(({ text }) => text) : []),
  ...scene.races.flatMap(({ about }) => about ?? []),
  ...scene.moments.map(({ text }) => text),
  scene.try.question,
  ...outcomes(scene).flatMap((values) => saidOf(scene, values)),
  ...scene.claims.map(({ text }) => text),
  scene.teachers.aim,
  ...scene.teachers.misconceptions.flatMap(({ thought, shown }) => [thought, shown]),
  ...scene.teachers.ask.flatMap(({ question, answer }) => [question, answer]),
];

const namesOf = (scene: Scene): readonly string[] => [
  ...scene.big,
  ...(scene.scatter ? [scene.scatter.x, scene.scatter.y] : []),
  ...scene.claims.map(({ number }) => number),
  ...(scene.guess.kind === 'choice' ? [] : [scene.guess.number]),
];

const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

it('there are seven scenes with ids of their own, and they fill 45 minutes', () => {
  expect(SCENES).toHaveLength(7);
  expect(isUnique(SCENES.map(({ id }) => id))).toBe(true);
  for (const { id } of SCENES) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(SCENES.reduce((sum, { teachers }) => sum + teachers.minutes, 0)).toBe(45);
});

it('every kind of guess occurs', () => {
  expect(new Set(SCENES.map(({ guess }) => guess.kind))).toEqual(
    new Set(['curve-end', 'choice', 'number']),
  );
});

describe.each(each)('the scene %s', (_, scene) => {
  it('names only numbers and races that it has, and shows at most three', () => {
    const numbers = scene.numbers.map(({ id }) => id);
    const races = scene.races.map(({ id }) => id);
    expect(isUnique(numbers)).toBe(true);
    expect(isUnique(races)).toBe(true);
    expect(isUnique(scene.claims.map(({ id }) => id))).toBe(true);
    expect(numbers).toEqual(expect.arrayContaining([...namesOf(scene)]));
    for (const { race } of scene.numbers) expect(races).toContain(race);
    expect(scene.big.length).toBeLessThanOrEqual(3);
    expect(scene.claims.length).toBeGreaterThan(0);
  });

  it('asks in at most twenty words', () => {
    expect(wordsOf(scene.question).length).toBeLessThanOrEqual(20);
    expect(scene.question).toMatch(/\?$/);
  });

  it('has no sentence of more than 25 words, whatever a race says', () => {
    for (const text of textsOf(scene)) {
      for (const sentence of sentencesOf(text)) {
        expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(25);
      }
      expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
    }
  });

  it('draws and shows runs and measures that its races have', () => {
    const runs = new Set(
      scene.races.flatMap(({ settings }) => Object.keys(settings.methods ?? {})),
    );
    const measures = new Set(measureCatalogue.map(({ id }) => id));
    const { open, shut } = scene.lanes;
    const drawn = scene.chart.curves.flatMap(({ of }) => {
      if ('alone' in of) return [];
      return 'fusion' in of ? of.fusion : of.run;
    });
    for (const run of [open, ...(shut === null ? [] : [shut]), ...drawn])
      expect(runs).toContain(run);
    if (scene.slowMotion) expect(runs).toContain(scene.slowMotion.run);
    for (const { failuresOf } of scene.say.sentences(valuesKept(scene), null)) {
      if (failuresOf !== undefined) expect(runs).toContain(failuresOf);
    }
    for (const { of } of scene.chart.curves) {
      if ('measure' in of) expect(measures).toContain(of.measure);
    }
  });

  it('has races that can be trained, the first and the tried ones', () => {
    const known = new Set(catalogue.map(({ id }) => id));
    for (const { settings } of scene.races) {
      const parsed = parseSettings(settings);
      for (const run of runNames(parsed)) expect(known).toContain(methodIdOf(run));
      const { control } = scene.try;
      if (control.kind !== 'slider') continue;
      for (const value of [control.min, control.max]) {
        expect(() => parseSettings(withPath(settings, control.path, value))).not.toThrow();
      }
      const steps = (control.max - control.min) / control.step;
      expect(steps).toBeCloseTo(Math.round(steps), 9);
    }
  });

  it('keeps its own claims in a race that shows them, and speaks of parts that there are', () => {
    for (const values of outcomes(scene)) {
      const said = scene.say.sentences(values, null);
      expect(said.length).toBeLessThanOrEqual(3);
      for (const { part } of said) expect(SCENE_PARTS).toContain(part);
    }
    expect(scene.say.sentences(valuesKept(scene), null).length).toBeGreaterThan(0);
    for (const { from, to, part } of scene.moments) {
      expect(to).toBeGreaterThanOrEqual(from);
      expect(SCENE_PARTS).toContain(part);
    }
  });

  it('claims no difference that the test does not tell', () => {
    const claimed =
      /\b(lost|loses|gained|gains|better|worse|wins?|won|behind|ahead|adds|costs?|starves|cure|victim)\b/i;
    for (const told of ['cannot-tell', 'untested'] as const) {
      for (const text of saidOf(scene, valuesTold(scene, told))) {
        for (const sentence of sentencesOf(text)) {
          // what cannot be told, and what is asked, is no claim
          const isOpen = /cannot tell|could tell|Whether|usually|\?$/.test(sentence);
          expect(isOpen || !claimed.test(sentence), `${told}: ${sentence}`).toBe(true);
        }
      }
    }
  });

  it('says of a race that does not show it that another seed may', () => {
    const isRule = scene.races.length < 3;
    const said = saidOf(scene, valuesTold(scene, 'cannot-tell')).join(' ');
    if (isRule) expect(said).toMatch(/another seed|cannot tell/);
  });

  it('is not done before anything was guessed, and done once it was and its races ended', () => {
    const before: SceneState = { guess: null, ended: [], hasTried: false, values: missing(scene) };
    const ended = scene.races.map(({ id }) => id);
    const guess = scene.guess.kind === 'choice' ? (scene.guess.options[0]?.id ?? null) : 0.5;
    expect(scene.done(before)).toBe(false);
    expect(scene.done({ ...before, ended, hasTried: true })).toBe(false);
    expect(scene.done({ ...before, guess })).toBe(false);
    expect(scene.done({ ...before, guess, ended })).toBe(true);
  });
});

describe('a guess by choice', () => {
  const choices = SCENES.flatMap((scene) =>
    scene.guess.kind === 'choice' ? [[scene.id, scene, scene.guess] as const] : [],
  );

  it.each(choices)(
    'of %s has an option for every outcome, and none before the end',
    (_, scene, guess) => {
      const options = guess.options.map(({ id }) => id);
      for (const { id } of scene.races) {
        expect(guess.came(missing(scene), id)).toBeNull();
        for (const told of ['more', 'less', 'cannot-tell'] as const) {
          expect(options).toContain(guess.came(valuesTold(scene, told), id));
        }
      }
    },
  );
});

describe('what the cure says of the answer’s trust', () => {
  const cure = SCENES.find(({ id }) => id === 'the-cure');
  if (!cure) throw new Error('There is no cure.');
  const said = (picture: number, sound: number) => {
    const trust = (value: number): SceneValue => ({ value, told: 'untested' });
    const values = {
      ...valuesKept(cure),
      'trust-picture': trust(picture),
      'trust-sound': trust(sound),
    };
    return cure.say.sentences(values, null).find(({ failuresOf }) => failuresOf)?.text;
  };

  it.each([
    [0.86, 0.84, 'Each time the one that is right counts more.'],
    [0.86, 0.34, 'So it leans to the picture, also where that is wrong.'],
    [0.36, 0.84, 'So it leans to the sound, also where that is wrong.'],
    [0.5, 0.5, 'Neither time does the one that is right count more.'],
  ])('follows from where it lies: %d and %d', (picture, sound, end) => {
    expect(said(picture, sound)).toContain(`picture gets ${(100 * picture).toFixed(1)}`);
    expect(said(picture, sound)).toContain(`sound gets ${(100 * sound).toFixed(1)}`);
    expect(said(picture, sound)?.endsWith(end)).toBe(true);
  });
});

describe('a slider to try', () => {
  const controls = SCENES.flatMap(({ id, try: { control } }) =>
    control.kind === 'slider' ? [[id, control] as const] : [],
  );

  it.each(controls)('of %s says in words what each of its values is', (_, control) => {
    for (let value = control.min; value <= control.max; value += control.step) {
      expect(control.show(value)).toMatch(/^\d{2,4}$|[a-z]{3}/);
    }
  });

  it('does not call a sound that was made slower the fast one', () => {
    const victim = SCENES.find(({ id }) => id === 'the-victim');
    const control = victim?.try.control;
    if (control?.kind !== 'slider') throw new Error('There is no such slider.');
    const values: SceneValues = {
      'lost-fast': { value: 31, told: 'more' },
      'alone-fast': { value: 0.74, told: 'untested' },
    };
    const said = control.say?.('fast');
    expect(said?.heading(values)).toBe(
      'With tones that start so, the sound lost 31.0\u00A0points.',
    );
    expect(said?.sentences(values, null).map(({ text }) => text)).toEqual([
      'Alone this sound reaches 74.0\u00A0%.',
    ]);
    expect([control.show(0), control.show(0.25), control.show(1)]).toEqual([
      'at one point of the wave',
      'within 25\u00A0% of the wave',
      'anywhere in the wave',
    ]);
  });

  it('names the most trust that the surer one can get at a temperature', () => {
    const cure = SCENES.find(({ id }) => id === 'the-cure');
    const control = cure?.try.control;
    if (control?.kind !== 'slider') throw new Error('There is no such slider.');
    // two heads, one quite sure of its class, one of two classes that it holds alike
    const heads = [
      { values: Float64Array.of(40, 0), rows: 1, columns: 2 },
      { values: Float64Array.of(0, 0), rows: 1, columns: 2 },
    ];
    for (let t = control.min; t <= control.max; t += control.step) {
      const most = Number(/(\d+)/.exec(control.show(t))?.[1]) / 100;
      const [surer = 0] = certaintyWeights(heads, t).values;
      expect(surer).toBeLessThanOrEqual(most + 0.005);
      // the less sure one is at best not sure at all
      expect(most).toBeCloseTo(1 / (1 + Math.exp(-1 / t)), 2);
    }
  });
});

describe('what comes of several races', () => {
  const several = SCENES.find(({ id }) => id === 'when-joint-wins');
  if (!several) throw new Error('There is no such scene.');
  const heading = (...told: readonly Told[]) => {
    const ids = ['halves-lead', 'noise-lead', 'pair-lead'];
    return several.say.heading(
      Object.fromEntries(told.map((each, place) => [ids[place] ?? '', { value: 5, told: each }])),
    );
  };

  it('is told in points after one race, and afterwards as who won how many', () => {
    expect(heading('more')).toBe('Each knows half: joint training wins by 5.0\u00A0points.');
    expect(heading('more', 'more')).toBe('Joint training wins both races.');
    expect(heading('more', 'more', 'more')).toBe('Joint training wins all three races.');
    expect(heading('less', 'less')).toBe('DI-MML wins both races.');
    expect(heading('cannot-tell', 'untested')).toBe(
      'In both races the samples cannot tell who wins.',
    );
    expect(heading('more', 'cannot-tell', 'less')).toBe(
      'Of 3 races joint training wins 1, DI-MML wins 1, in 1 the samples cannot tell.',
    );
  });
});

it('an answer that the test tells but that hardly moved is not called clearly better', () => {
  const arrows = SCENES.find(({ id }) => id === 'the-arrows');
  if (arrows?.guess.kind !== 'choice') throw new Error('There is no such guess.');
  const { came } = arrows.guess;
  const moved = (value: number) => ({
    ...valuesKept(arrows),
    answer: { value, told: 'more' } as const,
  });
  expect(came(moved(0.6), 'teaching')).toBe('features');
  expect(came(moved(1.6), 'teaching')).toBe('answer');
});
