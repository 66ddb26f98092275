import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { catalogue } from '../../method/catalogue';
import type { LossSeen, StepSeen } from '../../protocol/step';
import { fakeSummary } from '../../testing/fake-lab-data';
import { seenLanes } from './seen-lanes';

const settings = defaultSettings();
const summary = fakeSummary(settings);

const guess = (name: string, gradientOn: Record<string, number>): LossSeen => ({
  name,
  kind: 'cross-entropy',
  value: 1.5,
  weight: 1,
  probabilities: [0.5, 0.25, 0.25, 0, 0, 0, 0, 0],
  residual: 0.7,
  gradientOn,
});

function told(seen: Partial<StepSeen> & Pick<StepSeen, 'run' | 'stage' | 'losses'>) {
  const step: StepSeen = {
    epoch: 3,
    rows: [17, 4, 9],
    label: 1,
    features: { picture: [3, 4], sound: [0, 2] },
    factor: { picture: 1, sound: 1 },
    gradient: { picture: 0.2, sound: 0.05 },
    learningRate: 0.02,
    ...seen,
  };
  const lanes = seenLanes(step, { catalogue, settings, summary, record: [] });
  if (!lanes) throw new Error('nothing to tell');
  const moment = (title: RegExp) => lanes.moments.find((each) => title.test(each.title));
  const numbers = (title: RegExp) =>
    (moment(title)?.numbers ?? []).flat().map(({ label, value }) => `${label} ${value}`);
  return { ...lanes, moment, numbers };
}

describe('a step of joint training', () => {
  const joint = told({
    run: 'joint',
    stage: 'joint',
    losses: [guess('fusion', { picture: 0.2, sound: 0.05 })],
  });

  it('is told in eight moments, from the batch to the step', () => {
    expect(joint.moments.map(({ title }) => title)).toEqual([
      'A batch',
      'The encoders look',
      'The heads guess',
      'The losses',
      'The error',
      'Through the open wall',
      'What reaches the encoders',
      'The step',
    ]);
    expect(joint.moment(/batch/)?.text).toContain('sample 17, a ring');
  });

  it('has the real numbers', () => {
    expect(joint.numbers(/look/)).toEqual([
      'picture, 2 numbers of length 5.00',
      'sound, 2 numbers of length 2.00',
    ]);
    expect(joint.numbers(/guess/)).toEqual(['fusion head 25\u00A0%']);
    expect(joint.numbers(/losses/)).toEqual(['fusion head 1.50']);
    expect(joint.numbers(/open wall/)).toEqual([
      'fusion head, to picture 0.20',
      'fusion head, to sound 0.050',
    ]);
  });

  it('shows one error for all, and frames the wall it runs through', () => {
    const error = joint.moment(/error/);
    expect(error?.text).toContain('one error for all modalities');
    expect(error?.bars.map(({ values }) => values.slice(0, 3))).toEqual([[0.5, -0.75, 0.25]]);
    expect(error?.parts).toEqual(['fusion', 'wall.0']);
  });
});

describe('a step of DI-MML', () => {
  const detached = told({
    run: 'di-mml',
    stage: 'encoders',
    losses: [
      guess('picture', { picture: 0.1, sound: 0 }),
      guess('sound', { picture: 0, sound: 0.04 }),
      guess('shared.sound', { picture: 0, sound: 0.02 }),
      {
        ...guess('duc.picture>sound', { picture: 0, sound: 0.03 }),
        kind: 'contrast',
        probabilities: null,
        residual: null,
      },
    ],
  });

  it('has a lesson whose teacher gets exactly nothing', () => {
    expect(detached.numbers(/teach/)).toEqual([
      'picture teaches sound, DUC 1.50',
      'picture teaches sound, sent to picture exactly 0',
      'picture teaches sound, sent to sound 0.030',
    ]);
  });

  it('finds exactly nothing across the shut wall', () => {
    expect(detached.model.wall).toBe('shut');
    expect(detached.numbers(/shut wall/)).toEqual([
      'picture, private head, to sound exactly 0',
      'sound, private head, to picture exactly 0',
      'sound, shared head, to picture exactly 0',
    ]);
  });

  it('adds up what reaches each encoder, loss by loss', () => {
    expect(detached.moment(/reaches/)?.numbers.map((column) => column.length)).toEqual([2, 4]);
    expect(detached.numbers(/reaches/)).toContain('sound, from DUC 0.030');
  });

  it('waits with its lesson until dimensions are chosen', () => {
    const early = told({
      run: 'di-mml',
      stage: 'encoders',
      losses: [guess('picture', { picture: 0.1, sound: 0 })],
    });
    expect(early.moment(/lesson/)?.parts).toEqual(['teaching.0', 'teaching.1']);
  });

  it('in the fusion stage stops before frozen encoders', () => {
    const last = told({
      run: 'di-mml',
      stage: 'fusion',
      losses: [guess('fusion', { picture: 0, sound: 0 })],
      gradient: { picture: null, sound: null },
    });
    expect(last.moments.map(({ title }) => title)).not.toContain('What reaches the encoders');
    expect(last.numbers(/shut wall/)).toEqual([
      'fusion head, to picture exactly 0',
      'fusion head, to sound exactly 0',
    ]);
    expect(last.moment(/step/)?.parts).toEqual(['fusion']);
  });
});

it('says how a method steers', () => {
  const { moment } = told({
    run: 'ogm',
    stage: 'joint',
    losses: [guess('fusion', { picture: 0.2, sound: 0.05 })],
    factor: { picture: 0.62, sound: 1 },
  });
  expect(moment(/reaches/)?.text).toContain('multiplies picture\u2019s by 0.62');
});

it('every loss of every method has a place in its picture', () => {
  for (const { id, losses, stages } of catalogue) {
    for (const { id: stage } of stages) {
      const names = losses
        .filter((loss) => loss.stage === stage && loss.on !== 'paired-features')
        .flatMap((loss) => {
          if (loss.on === 'fused-features') return ['fusion'];
          return loss.head === 'shared-head' ? ['shared.sound'] : ['sound'];
        });
      const { moments } = told({
        run: id,
        stage,
        losses: names.map((name) => guess(name, { picture: 0, sound: 0.1 })),
      });
      for (const moment of moments) {
        for (const part of moment.parts) expect(part).not.toContain('-1');
        expect(moment.text).not.toMatch(/undefined|NaN/);
      }
    }
  }
});
