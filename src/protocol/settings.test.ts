import { describe, expect, it } from 'vitest';
import { DEFAULT_RUNS } from './default-race';
import { encoderOf } from './encoders';
import { parseSettings, runLabel, runNames, SettingsError } from './settings';
import { isTree, mergeSettings, parseValue, withPath } from './settings-paths';

describe('settings', () => {
  it('are complete from nothing, and complete settings parse to themselves', () => {
    const settings = parseSettings({});
    expect(settings).toMatchObject({ seed: 1, epochs: 40, batchSize: 32, format: 2 });
    expect(runNames(settings)).toEqual(DEFAULT_RUNS);
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it.each([
    [{ seed: -1 }, 'seed is -1; it must be from 0 to 2147483647.'],
    [{ seed: 1.5 }, 'seed is 1.5; it must be a whole number from 0 to 2147483647.'],
    [{ epochs: 5001 }, 'epochs is 5001; it must be from 1 to 5000.'],
    [{ epochs: 'ten' }, 'epochs is "ten"; it must be a whole number from 1 to 5000.'],
    [
      { optimizer: { learningRate: 0 } },
      'optimizer.learningRate is 0; it must be above 0 and at most 100.',
    ],
    [{ optimizer: { kind: 'lion' } }, 'optimizer.kind is "lion"; it must be one of sgd, adam.'],
    [
      { generator: { sound: { phaseRange: 2 } } },
      'generator.sound.phaseRange is 2; it must be from 0 to 1.',
    ],
    [
      { generator: { picture: { merge: '0-9' } } },
      'generator.picture.merge is "0-9"; with 8 classes its numbers must lie from 0 to 7.',
    ],
    [{ magic: 1 }, 'There is no setting called magic.'],
    [{ generator: { picture: { blur: 1 } } }, 'There is no setting called generator.picture.blur.'],
    [
      { encoders: { picture: { hidden: [0] } } },
      'encoders.picture.hidden.0 is 0; it must be from 1 to 1024.',
    ],
    [{ methods: {} }, 'methods is empty; it must name at least one method such as joint.'],
    [
      { split: { train: 0.5 } },
      'split.train, split.validation and split.test are 0.5, 0.1 and 0.2; they must add up to 1, with some for training and some for the test.',
    ],
    [
      { format: 3 },
      'format is 3; it must be 2; other formats come from another version of the lab.',
    ],
  ])('%j is refused by name', (input, message) => {
    expect(() => parseSettings(input)).toThrow(message);
  });

  it('of the wrong sort at any place are refused in words of our own', () => {
    const whole = parseSettings({
      encoders: { '*': { hidden: [3] } },
      methodDefaults: { '*': {} },
    });
    const data = { ...whole.data, modalities: { a: ['b'] }, classes: { a: 'b' }, sound: {} };
    const pathsIn = (value: unknown): string[] =>
      isTree(value)
        ? Object.entries(value).flatMap(([key, part]) => [
            key,
            ...pathsIn(part).map((path) => `${key}.${path}`),
          ])
        : [];
    const paths = pathsIn({ ...whole, data });
    const told = new Set<string>();
    for (const path of paths) {
      for (const value of [{}, [[]], 7.5, 'x', true, null]) {
        try {
          parseSettings(withPath({ ...whole, data }, path, value));
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
          told.add((error as SettingsError).message);
        }
      }
    }
    expect(told).toContain('data.classes is 7.5; it must be an object.');
    expect(told.size).toBeGreaterThan(paths.length);
    expect(
      [...told].filter((sentence) => !/must|There is no setting called/.test(sentence)),
    ).toEqual([]);
    expect([...told].filter((sentence) => /Invalid|Expected/.test(sentence))).toEqual([]);
  });

  it('the default of all encoders yields to a modality’s own', () => {
    const settings = parseSettings({
      encoders: { '*': { hidden: [9], featureDim: 4 }, sound: { featureDim: 5 } },
    });
    expect(encoderOf(settings, 'picture')).toMatchObject({ hidden: [9], featureDim: 4 });
    expect(encoderOf(settings, 'sound')).toMatchObject({ hidden: [9], featureDim: 5 });
  });

  it('runs are called by their method and their tag in words', () => {
    expect(runLabel('di-mml', { label: 'DI-MML' })).toBe('DI-MML');
    const ablation = {
      label: 'Ablation',
      explanation: '',
      variants: [{ knobs: {} }, { tag: 'no-duc', words: 'no DUC', knobs: {} }],
    };
    expect(runLabel('di-mml', { label: 'DI-MML', ablation })).toBe('DI-MML');
    expect(runLabel('di-mml@no-duc', { label: 'DI-MML', ablation })).toBe('DI-MML (no DUC)');
    expect(runLabel('di-mml@no-heads', { label: 'DI-MML', ablation })).toBe('DI-MML (no heads)');
    expect(runLabel('joint@late-start', { label: 'Joint' })).toBe('Joint (late start)');
  });
});

describe('settings by path', () => {
  it('set one value and leave the rest, dots and tags in run names included', () => {
    const settings = withPath({ seed: 3 }, 'methods.di-mml@no-duc.duc.kind', 'off');
    expect(settings).toEqual({ seed: 3, methods: { 'di-mml@no-duc': { duc: { kind: 'off' } } } });
  });

  it('refuse paths through values and into prototypes', () => {
    expect(() => withPath({ seed: 3 }, 'seed.x', 1)).toThrow('There is no setting called seed.x.');
    expect(() => withPath({}, '__proto__.polluted', 1)).toThrow('There is no setting called');
    expect(() => withPath({}, 'a..b', 1)).toThrow('There is no setting called a..b.');
  });

  it('merging lays one over the other and never touches a prototype', () => {
    const over = JSON.parse('{"__proto__":{"polluted":1},"epochs":2}') as object;
    expect(mergeSettings({ seed: 1, epochs: 1 }, over)).toEqual({ seed: 1, epochs: 2 });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('a typed value is JSON where it can be, else text', () => {
    expect(['0.5', '.5', '+2', '-1.'].map(parseValue)).toEqual([0.5, 0.5, 2, -1]);
    expect(parseValue('[64,32]')).toEqual([64, 32]);
    expect(parseValue('adam')).toBe('adam');
    expect(parseValue('auto')).toBe('auto');
  });
});
