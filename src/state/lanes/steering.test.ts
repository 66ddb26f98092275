/** What methods do to their encoders beside the fused loss, drawn from their declarations and the epoch's measures. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import type { MethodDescription } from '../../protocol/catalogue';
import { type LaneInput, laneModel } from './lane-model';
import { steeringText } from './steering';
import { laneAlternative, laneCaption, laneParts } from './tell-lanes';

function picture(
  id: string,
  measures: Record<string, Record<string, number>> = {},
  knobs: Record<string, unknown> = {},
  rest: Partial<LaneInput> = {},
) {
  const method = catalogue.find((each) => each.id === id) as MethodDescription;
  return laneModel({
    method,
    label: method.label,
    knobAt: (path) => knobs[path] ?? method.knobs.find((knob) => knob.path === path)?.default,
    modalities: ['picture', 'sound'].map((name) => ({ id: name, name, featureDim: 16 })),
    stage: 'joint',
    gradientNorm: {},
    measured: (measure) => measures[measure] ?? {},
    pairs: null,
    ...rest,
  });
}

const both = (picture: number, sound: number) => ({ picture, sound });
const marks = (model: ReturnType<typeof picture>) =>
  model.lanes.map(({ steering }) => steering.map(({ mark }) => mark));

describe('the picture of a method that steers', () => {
  it.each([
    ['ogm', { gradientFactor: both(0.17, 1) }, ['\u00D7\u00A00.17'], ['\u00D7\u00A01.00']],
    [
      'ogm-ge',
      { gradientFactor: both(0.17, 1) },
      ['\u00D7\u00A00.17', '+ noise'],
      ['\u00D7\u00A01.00', '+ noise'],
    ],
    ['agm', { gradientFactor: both(0.42, 123.4) }, ['\u00D7\u00A00.42'], ['\u00D7\u00A0123']],
    [
      'mslr',
      { rateFactor: both(0.98, 1.07) },
      ['rate \u00D7\u00A00.98'],
      ['rate \u00D7\u00A01.07'],
    ],
    ['opm', { droppedShare: both(0.31, 0) }, ['31\u00A0% dropped'], ['0\u00A0% dropped']],
    ['mla', { turn: both(1, 2) }, ['turn 1'], ['turn 2']],
    ['pmr', { prototypePull: both(0.25, 0.75) }, ['pulled 25\u00A0%'], ['pulled 75\u00A0%']],
    [
      'remix',
      { timesTrained: both(0.25, 0.75), droppedShare: both(0.75, 0.25) },
      ['comes 0.25\u00D7', '75\u00A0% masked'],
      ['comes 0.75\u00D7', '25\u00A0% masked'],
    ],
    [
      'valuation',
      { timesTrained: both(1, 1.625), droppedShare: both(0.5, 0) },
      ['comes 1.00\u00D7', '50\u00A0% masked'],
      ['comes 1.63\u00D7', '0\u00A0% masked'],
    ],
  ])('%s has the epoch\u2019s own numbers at its lanes', (id, measures, first, second) => {
    expect(marks(picture(id, measures))).toEqual([first, second]);
  });

  it.each(['ogm', 'ogm-ge', 'agm', 'mslr', 'opm', 'pmr', 'remix', 'valuation'])(
    '%s is not joint training\u2019s: every lane has a part that tells what is done',
    (id) => {
      const joint = laneParts(picture('joint')).map(({ key }) => key);
      const parts = laneParts(picture(id)).filter(({ key }) => !joint.includes(key));
      expect(parts.some(({ kind }) => kind === 'steering')).toBe(true);
      expect(laneCaption(picture(id))).not.toBe(laneCaption(picture('joint')));
    },
  );

  it('says its numbers in the caption and to those who do not see it', () => {
    const model = picture('ogm', { gradientFactor: both(0.17, 1) });
    expect(laneCaption(model)).toBe(
      'The fused loss reaches both encoders; the wall is open. Picture\u2019s gradient \u00D7\u00A00.17, sound\u2019s gradient \u00D7\u00A01.00.',
    );
    expect(laneAlternative(model)).toContain('Picture\u2019s gradient \u00D7\u00A00.17');
  });

  it('before any number says what the method does', () => {
    const model = picture('agm', {}, {}, { stage: null });
    expect(marks(model)).toEqual([['\u00D7'], ['\u00D7']]);
    expect(laneCaption(model)).toContain('In every batch the gradient of a modality is multiplied');
  });

  it('draws no own gradient into a modality that was never the weakest', () => {
    const { lanes } = picture('pmr', { prototypePull: both(0, 1) });
    expect(lanes.map(({ gradientFrom }) => gradientFrom.own)).toEqual([false, true]);
    expect(lanes[0]?.own.box).toEqual(['class', 'means']);
  });

  it.each([
    ['ogm', { alpha: 0 }],
    ['agm', { alpha: 0 }],
    ['pmr', { alpha: 0 }],
    ['opm', { p: 0 }],
  ])('%s has no mark where its knob %o leaves joint training as it is', (id, knobs) => {
    expect(marks(picture(id, {}, knobs))).toEqual([[], []]);
  });

  it('OGM-GE adds its noise whatever its factor', () => {
    expect(marks(picture('ogm-ge', {}, { alpha: 0 }))).toEqual([['+ noise'], ['+ noise']]);
  });
});

it('shows numbers that are measures of this build', () => {
  const ids = new Set(measureCatalogue.map(({ id }) => id));
  for (const { id, steering = [], stages } of catalogue) {
    for (const { measure, stage, explanation, told } of steering) {
      expect(measure === null || ids.has(measure), `${id} ${measure}`).toBe(true);
      expect(stages.map((each) => each.id)).toContain(stage);
      expect(explanation).toMatch(/^[A-Z].*\.$/);
      expect(told).toContain('{modality}');
    }
  }
});

it('writes factors of any size in few letters', () => {
  expect(
    [0, 0.0031, 0.43, 1, 7.389, 22026.4].map((value) => steeringText('factor', value)),
  ).toEqual(['0.00', '0.003', '0.43', '1.00', '7.39', '22026']);
  expect([1, 1.48].map((value) => steeringText('place', value))).toEqual(['1', '1.5']);
});
