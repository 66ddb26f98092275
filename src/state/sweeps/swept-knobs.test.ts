/** What can be swept, how its values are typed, and what is refused. */
import { describe, expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { catalogue } from '../../method/catalogue';
import { formStart } from './form-start';
import { sweepAxis } from './sweep-axis';
import { planAsText, planFromText, type SweepPlan, sweepTasks, whyNot } from './sweep-plan';
import { proposedValues, rangeOfValues, readValues, sweptKnobs, valuesText } from './swept-knobs';

const settings = settingsFrom({
  methods: { joint: {}, 'di-mml@hot': { duc: { temperature: 2 } } },
});
const modalities = [
  { id: 'picture', name: 'Picture', kind: 'image', shape: [16, 16, 1] },
  { id: 'sound', name: 'Sound', kind: 'vector', shape: [64] },
] as const;
const knobs = sweptKnobs({ settings, catalogue, modalities: [...modalities] });
const at = (path: string) => {
  const found = knobs.find((each) => each.path === path);
  if (!found) throw new Error(`nothing at ${path}`);
  return found;
};

describe('the knobs', () => {
  test('are those of each run, of training, of the encoders and of the data; a run\u2019s own changes it alone', () => {
    expect(new Set(knobs.map(({ group }) => group.split(':')[0]))).toEqual(
      new Set([
        'Joint',
        'DI-MML (hot)',
        'Training',
        'All encoders',
        'Encoder of Picture',
        'Encoder of Sound',
        'Data',
      ]),
    );
    expect(at('methods.di-mml@hot.duc.temperature').run).toBe('di-mml@hot');
    expect(at('optimizer.learningRate').run).toBeNull();
    expect(knobs.some(({ path }) => /^(seed|folds?)$/.test(path))).toBe(false);
  });

  test('fill the form with the sweep that is kept, and another knob with what is proposed', () => {
    const knob = at('methods.di-mml@hot.duc.temperature');
    const plan: SweepPlan = {
      settings: settingsFrom({ methods: { 'di-mml@hot': { duc: { temperature: 2 } } } }),
      path: knob.path,
      run: 'di-mml@hot',
      values: [0.2, 3],
      numbers: [4, 5, 6, 7],
    };
    const kept = planFromText(planAsText(plan));
    expect(formStart(kept, knob, settings)).toEqual({
      texts: ['0.2', '3'],
      count: 4,
      left: ['joint'],
    });
    const other = at('optimizer.kind');
    const proposed = { texts: ['sgd', 'adam'], count: 3, left: [] };
    expect(formStart(kept, other, settings)).toEqual(proposed);
    expect(formStart(null, other, settings)).toEqual(proposed);
  });

  test('for all encoders are left out where a modality has its own', () => {
    const own = settingsFrom({ encoders: { sound: { hidden: [8] } } });
    const paths = sweptKnobs({ settings: own, catalogue, modalities: [...modalities] }).map(
      ({ path }) => path,
    );
    expect(paths).not.toContain('encoders.*.hidden');
    expect(paths).toContain('encoders.*.embedding');
  });

  test('begin with values round the present one, or with all that a list offers', () => {
    expect(proposedValues(at('methods.di-mml@hot.duc.temperature'), settings)).toEqual([
      '0.5',
      '1',
      '2',
      '4',
      '8',
    ]);
    expect(proposedValues(at('optimizer.kind'), settings)).toEqual(['sgd', 'adam']);
    for (const knob of knobs) {
      const texts = proposedValues(knob, settings);
      if (texts.length > 1) {
        expect(readValues(knob.knob, valuesText(knob.knob, texts)), knob.path).toHaveProperty(
          'values',
        );
      }
    }
  });
});

describe('values', () => {
  const { knob } = at('methods.di-mml@hot.duc.temperature');
  test('are read in their order, each once', () => {
    expect(readValues(knob, '5, 0.1,1 , 5')).toEqual({ values: [5, 0.1, 1] });
    expect(readValues(at('encoders.*.hidden').knob, '64; 64, 32')).toEqual({
      values: [[64], [64, 32]],
    });
  });

  test('out of range, too few and too many are refused with the reason', () => {
    expect(readValues(knob, '1, 0')).toEqual({
      refusal: 'DUC temperature is "0"; it must be a number from 0.01 to 1000.',
    });
    expect(readValues(knob, '1')).toEqual({
      refusal: 'A sweep needs two values at least; write them with commas between.',
    });
    const many = Array.from({ length: 21 }, (_, i) => i + 1).join();
    expect(readValues(knob, many)).toEqual({
      refusal: 'These are 21 values; a sweep takes 20 at most.',
    });
  });

  test('of a range lie apart by equal steps or equal factors, and whole where they must be', () => {
    expect(rangeOfValues({ from: 0.1, to: 10, count: 5, by: 'factors' }, false)).toEqual([
      0.1, 0.316, 1, 3.16, 10,
    ]);
    expect(rangeOfValues({ from: 1, to: 4, count: 4, by: 'steps' }, true)).toEqual([1, 2, 3, 4]);
  });

  test('lie on the axis as numbers, by their logarithm where they span ten times, else side by side', () => {
    expect(sweepAxis([1, 2, 5]).at).toEqual([0, 0.25, 1]);
    expect(sweepAxis([1, 10, 100])).toEqual({ scale: 'log', at: [0, 0.5, 1] });
    expect(sweepAxis(['sgd', 'adam'])).toEqual({ scale: 'side by side', at: [0, 1] });
    expect(sweepAxis([0, 1, 100]).scale).toBe('linear');
  });
});

describe('a plan', () => {
  const plan: SweepPlan = {
    settings,
    path: 'generator.classes',
    run: null,
    values: [2, 8],
    numbers: [1, 2, 3],
  };

  test('of a knob that changes all trains every run at every value', () => {
    const tasks = sweepTasks(plan, []);
    expect(tasks.map(({ value, seed }) => [value, seed])).toEqual([
      [2, 1],
      [8, 1],
      [2, 2],
      [8, 2],
      [2, 3],
      [8, 3],
    ]);
    expect(tasks.every(({ missing }) => missing.length === 2)).toBe(true);
  });

  test('with a value that does not suit the other settings says why', () => {
    const merged = settingsFrom({ generator: { sound: { merge: '4-7' } } });
    expect(whyNot({ ...plan, settings: merged })).toBe(
      'generator.sound.merge is "4-7"; with 2 classes its numbers must lie from 0 to 1.',
    );
  });

  test('is kept whole, and one that is broken or of another version is none', () => {
    const kept = { ...plan, path: 'weightSeed', values: [undefined, 7] };
    expect(planFromText(planAsText(kept))).toEqual(kept);
    expect(planFromText(planAsText(plan).replace('"format":1', '"format":9'))).toBeNull();
    expect(planFromText('{')).toBeNull();
    expect(planFromText(null)).toBeNull();
  });
});
