/** The words of conditions, of their numbers and of settings. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import type { Condition } from '../../protocol/assignment';
import { conditionText, fromText, placesText, settingText, stateText } from './assignment-words';
import type { PageCheck } from './check-on-page';

const condition = (measure: string, op: Condition['op'], value: number): Condition => ({
  measure,
  op,
  value,
});

it.each([
  ['gap.joint.sound', '<=', 0.1, 'What the sound loses under Joint: at most 10.0 points'],
  ['joint.unimodal.picture', '>=', 0.6, 'The picture under Joint: at least 60.0 %'],
  ['alone.sound', '<', 0.85, 'The sound alone: less than 85.0 %'],
  [
    'joint.fusion - di-mml@no-duc.fusion',
    '>',
    0,
    'The answer of Joint, minus the answer of DI-MML (no DUC): more than 0.0 points',
  ],
  [
    'di-mml.readouts.equalWeights',
    '>=',
    0.5,
    'The readout equalWeights of DI-MML: at least 50.0 %',
  ],
] as const)('%s %s %d', (measure, op, value, text) => {
  expect(conditionText(condition(measure, op, value), catalogue).replaceAll('\u00A0', ' ')).toBe(
    text,
  );
});

it('says what was measured and whether it holds', () => {
  const of = { ...condition('gap.joint.sound', '<=', 0.1), seed: 1 };
  expect(stateText({ ...of, measured: 0.326, holds: false })).toBe(
    '32.6\u00A0points, does not hold',
  );
  expect(stateText({ ...of, measured: -0.012, holds: true })).toBe('\u22121.2\u00A0points, holds');
  expect(stateText({ ...of, measured: null, holds: false })).toBe('not known yet');
});

it.each([
  ['generator.sound.phaseRange', 'Sound: random phase'],
  ['optimizer.learningRate', 'Learning rate'],
  ['methods.multi-loss.weight', 'Joint + unimodal losses: weight of the unimodal losses'],
  ['methods.di-mml', 'whether DI-MML takes part'],
  ['encoders.picture.featureDim', 'encoder of picture: feature'],
  ['generator.picture', 'Picture: noise, Picture: missing, Picture: missing at the test'],
  ['data.id', 'data.id'],
])('%s is called by its name on the page', (path, name) => {
  expect(settingText(path, catalogue)).toContain(name);
});

it('says where on the page they stand, each place once', () => {
  const paths = [
    ...['generator.sound.view', 'generator.sound.phaseRange', 'methods.joint.fusion'],
    ...['optimizer.learningRate', 'data.id', 'methods'],
  ];
  expect(placesText(paths, catalogue)).toBe(
    'All knobs of the generator, Settings of Joint, Training, Data and Methods',
  );
});

describe('where the numbers come from', () => {
  const check = (from: PageCheck['from'], known: readonly boolean[]): PageCheck => ({
    ...{ notAllowed: [], conditions: [], passed: false, from },
    seeds: known.map((isKnown, i) => ({ seed: i + 1, isKnown })),
  });

  it('is said in a sentence', () => {
    expect(fromText(check(null, [false, false]))).toBe(
      'Nothing was trained with these settings. The answer must hold on seeds 1 and 2.',
    );
    expect(fromText(check({ kind: 'training', seed: 1, epoch: 4 }, [false]))).toBe(
      'So far, after epoch 4, seed 1. What counts is the end, on seed 1.',
    );
    expect(fromText(check({ kind: 'other-seed', seed: 9 }, [false, false]))).toContain(
      'only a try',
    );
    expect(fromText(check({ kind: 'ended', seeds: [1] }, [true, false]))).toBe(
      'At the end, on seed 1. Not trained yet: seed 2.',
    );
    expect(fromText(check({ kind: 'ended', seeds: [1, 2] }, [true, true]))).toContain(
      'the worst of',
    );
  });
});
