import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { catalogue } from '../../method/catalogue';
import { parseSettings } from '../../protocol/settings';
import type { LossSeen, StepSeen } from '../../protocol/step';
import { fakeSummary } from '../../testing/fake-lab-data';
import { percent } from '../format';
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

function told(
  seen: Partial<StepSeen> & Pick<StepSeen, 'run' | 'stage' | 'losses'>,
  knobs: Record<string, unknown> = {},
) {
  const step: StepSeen = {
    epoch: 3,
    rows: [17, 4, 9],
    label: 1,
    features: { picture: [3, 4], sound: [0, 2] },
    steering: {},
    steeringOfFirst: {},
    gradientBefore: { picture: null, sound: null },
    sets: null,
    gradient: { picture: 0.2, sound: 0.05 },
    learningRate: 0.02,
    ...seen,
  };
  const changed = parseSettings({ ...settings, methods: { [seen.run]: knobs } });
  const lanes = seenLanes(step, { catalogue, settings: changed, summary, record: [] });
  if (!lanes) throw new Error('nothing to tell');
  const moment = (title: RegExp) => lanes.moments.find((each) => title.test(each.title));
  const numbers = (title: RegExp) =>
    (moment(title)?.numbers ?? []).flat().map(({ label, value }) => `${label} ${value}`);
  return { ...lanes, moment, numbers };
}

it('a loss that is no surprise at the truth says itself what it is', () => {
  const losses = [guess('fusion', { picture: 0.2, sound: 0.05 })];
  const text = (run: string) => told({ run, stage: 'joint', losses }).moment(/losses/)?.text;
  expect(text('joint')).toContain('mean surprise at the truth');
  expect(text('tcmax')).toMatch(/^Features of different samples are put together/);
});

it('p - y is shown of those losses only whose error it is', () => {
  const losses = [guess('fusion', { picture: 0.2, sound: 0.05 })];
  const error = told({ run: 'tcmax', stage: 'joint', losses }).moment(/error/);
  expect(error?.text).toContain('is not p \u2212 y. It is not shown here');
  expect(error).toMatchObject({ numbers: [], bars: [], parts: ['fusion', 'wall.0'] });
});

it('a loss of all beside one of each is told as both', () => {
  const fused = guess('fusion', { picture: 0.2, sound: 0.05 });
  const own = [guess('picture', { picture: 0.1 }), guess('sound', { sound: 0.1 })];
  const step = told({ run: 'inforeg', stage: 'joint', losses: [fused, ...own] });
  expect(step.moment(/error/)?.text).toMatch(
    /one error for all modalities.* Besides, every modality is asked for its own mistakes\./,
  );
  expect(step.moment(/error/)?.bars).toHaveLength(3);
});

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

describe('a lesson under other knobs', () => {
  const lesson = (name: string, gradientOn: Record<string, number>): LossSeen => ({
    ...guess(name, gradientOn),
    kind: 'contrast',
    probabilities: null,
    residual: null,
  });
  const set = (teacher: string, student: string, dimensions: number[]) => ({
    teacher,
    student,
    dimensions,
  });
  const step = (knobs: object, sets: StepSeen['sets'], lessons: readonly LossSeen[]) =>
    told(
      {
        run: 'di-mml',
        stage: 'encoders',
        losses: [guess('picture', { picture: 0.1, sound: 0 }), ...lessons],
        sets,
      },
      { duc: knobs },
    );
  const fromPicture = lesson('duc.picture>sound', { picture: 0, sound: 0.03 });
  const fromSound = lesson('duc.sound>picture', { picture: 0.02, sound: 0 });

  it('draws and tells no lesson along one dimension, which the cosine form skips', () => {
    const sets = [set('picture', 'sound', [1, 2, 5]), set('sound', 'picture', [7])];
    const { moment, model } = step({ kind: 'cosine' }, sets, [fromPicture]);
    expect(moment(/teach each other/)?.text).toContain(
      'Sound teaches picture nothing. A cosine along one dimension is only a sign, so a set of one is skipped.',
    );
    expect(model.teaching.map(({ presence }) => presence)).toEqual(['learning', 'absent']);
    expect(model.lanes.map(({ taught }) => taught)).toEqual([[1, 2, 5], []]);
  });

  it('says that there is nothing to teach where no set has enough dimensions', () => {
    const sets = [set('picture', 'sound', []), set('sound', 'picture', [7])];
    const { moment } = step({ kind: 'cosine' }, sets, []);
    expect(moment(/Nothing to teach/)?.text).toBe(
      'Picture teaches sound nothing, sound teaches picture nothing. A cosine along one dimension is only a sign, so a set of one is skipped. An empty set has no loss and no gradient.',
    );
    expect(moment(/Nothing to teach/)?.parts).toEqual([]);
  });

  it('says of the dot form that an empty set has a loss without a gradient', () => {
    const sets = [set('picture', 'sound', []), set('sound', 'picture', [7])];
    const { moment } = step({ kind: 'dot' }, sets, [fromSound]);
    expect(moment(/teach each other/)?.text).toContain(
      'The loss of an empty set stands at ln(batch size) and has no gradient.',
    );
  });

  it('holds no modality constant where both move', () => {
    const sets = [set('picture', 'sound', [1, 2]), set('sound', 'picture', [3, 4])];
    const { moment } = step({ kind: 'both-ways' }, sets, [fromPicture, fromSound]);
    const text = moment(/teach each other/)?.text ?? '';
    expect(text).toContain('DUC pulls both features towards each other');
    expect(text).toContain('Each direction holds its teacher constant, and both are taken.');
    expect(text).not.toContain('it gets exactly nothing back');
  });

  it('says of all dimensions that they are all, and of ineffective ones that they are below both means', () => {
    const every = [0, 1, 2, 3];
    const sets = [set('picture', 'sound', every), set('sound', 'picture', every)];
    const lessons = [fromPicture, fromSound];
    const all = step({ kind: 'all' }, sets, lessons).moment(/teach each other/)?.text ?? '';
    expect(all).toContain('along all dimensions, whatever they separate');
    expect(all).not.toMatch(/own mean|complementary/);
    const ineffective = step({ kind: 'ineffective' }, sets, lessons);
    expect(ineffective.moment(/teach each other/)?.text).toContain(
      'separate the classes worse than the own mean of both',
    );
  });

  it('says when it begins, with the run\u2019s own warm-up', () => {
    const { moment } = step({ kind: 'all', warmupEpochs: 12 }, null, []);
    expect(moment(/No lesson/)?.text).toBe(
      'DUC waits: it begins after 12 epochs of warm-up, along all dimensions.',
    );
  });
});

describe('how a method steers', () => {
  const fused = [guess('fusion', { picture: 0.2, sound: 0.05 })];
  const both = (picture: number, sound: number) => ({ picture, sound });

  it('is told with the factor of this step, the gradient before it and after', () => {
    const { moment, numbers, model } = told({
      run: 'ogm',
      stage: 'joint',
      losses: fused,
      steering: { gradientFactor: both(0.62, 1) },
      gradientBefore: both(0.2, 0.05),
      gradient: both(0.124, 0.05),
    });
    expect(moment(/steers/)?.text).toContain('multiplied by a number below 1');
    expect(numbers(/steers/)).toEqual([
      'picture, gradient of the losses 0.20',
      'picture, in this step \u00D7\u00A00.62',
      'picture, gradient taken 0.12',
      'sound, gradient of the losses 0.050',
      'sound, in this step \u00D7\u00A01.00',
      'sound, gradient taken 0.050',
    ]);
    // what the losses send adds up before it is multiplied
    expect(numbers(/reaches/)).toContain('picture, all together 0.20');
    expect(moment(/steers/)?.parts).toEqual(['steering.0.0', 'steering.0.1']);
    expect(model.lanes.map(({ steering }) => steering[0]?.mark)).toEqual([
      '\u00D7\u00A00.62',
      '\u00D7\u00A01.00',
    ]);
  });

  it('says where a method does not steer in this step', () => {
    const { moment } = told({ run: 'ogm', stage: 'joint', losses: fused });
    expect(moment(/steers/)?.text).toMatch(/Not in this step\.$/);
  });

  it('tells what is dropped before the heads guess, and whether the sample that is followed is hit', () => {
    const { moments, moment, numbers } = told({
      run: 'opm',
      stage: 'joint',
      losses: fused,
      steering: { droppedShare: both(0.375, 0) },
      steeringOfFirst: { droppedShare: both(1, 0) },
    });
    const titles = moments.map(({ title }) => title);
    expect(titles.indexOf('Features are dropped')).toBe(titles.indexOf('The heads guess') - 1);
    expect(moment(/dropped/)?.text).toContain(
      'Of the sample that we follow, picture is dropped in this step.',
    );
    expect(numbers(/dropped/)).toEqual([
      'picture, in this step 38\u00A0% dropped',
      'sound, in this step 0\u00A0% dropped',
    ]);
  });

  it('tells how often samples come and whom they train, and the sample that is followed', () => {
    const { moments, moment, numbers } = told({
      run: 'valuation',
      stage: 'joint',
      losses: fused,
      steering: { timesTrained: both(1.02, 1.4), droppedShare: both(0.25, 0) },
      steeringOfFirst: { timesTrained: both(0, 3), droppedShare: both(1, 0) },
    });
    expect(moments.map(({ title }) => title).slice(0, 2)).toEqual([
      'A batch',
      'Which samples come',
    ]);
    expect(moment(/samples come/)?.text).toContain(
      'In this epoch the sample that we follow trains picture not at all and sound 3 times.',
    );
    expect(numbers(/samples come/)).toEqual([
      'picture, in this epoch comes 1.02\u00D7',
      'sound, in this epoch comes 1.40\u00D7',
    ]);
    expect(moment(/dropped/)?.text).toContain('picture is dropped in this step');
  });

  it('tells which modality is pulled', () => {
    const { numbers, model } = told({
      run: 'pmr',
      stage: 'joint',
      losses: [...fused, guess('prototypes', { picture: 0, sound: 0.03 })],
      steering: { prototypePull: both(0, 1) },
    });
    expect(numbers(/pulled/)).toEqual(['picture, pulled no', 'sound, pulled yes']);
    expect(model.lanes.map(({ gradientFrom }) => gradientFrom.own)).toEqual([false, true]);
  });

  it('tells whose learning rate is changed, and that the gradient is not', () => {
    const { moment, numbers } = told({
      run: 'mslr',
      stage: 'joint',
      losses: fused,
      steering: { rateFactor: both(0.98, 1.07) },
    });
    expect(moment(/steers/)?.text).toContain('The gradient stays as it is');
    expect(numbers(/steers/)).toEqual([
      'picture, in this step rate \u00D7\u00A00.98',
      'sound, in this step rate \u00D7\u00A01.07',
    ]);
  });

  it('has no moment in a method that does not steer', () => {
    const { moments } = told({ run: 'joint', stage: 'joint', losses: fused });
    expect(
      moments.map(({ title }) => title).filter((title) => /steer|drop|pull/.test(title)),
    ).toEqual([]);
  });
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

describe('a step with teachers of the fused answer', () => {
  const apart = (name: string, value: number, gradientOn: Record<string, number>): LossSeen => ({
    ...guess(name, gradientOn),
    ...{ kind: 'distance', value, probabilities: null, residual: null },
  });
  const g2d = told({
    run: 'g2d',
    stage: 'joint',
    losses: [
      guess('fusion', { picture: 0, sound: 0.05 }),
      apart('soft.picture', 0.25, { picture: 0, sound: 0.01 }),
      apart('distil.sound', 0.5, { picture: 0, sound: 0.02 }),
    ],
    steering: { frozenShare: { picture: 1, sound: 0 } },
    gradient: { picture: null, sound: 0.07 },
  });

  it('places each teacher’s part of it at the fusion head, and what it sends goes through the wall', () => {
    expect(g2d.numbers(/How far apart/)).toEqual([
      'fusion head, picture’s soft answers 0.25',
      'sound, the pull to the teacher 0.50',
    ]);
    expect(g2d.numbers(/open wall/)).toContain(
      'fusion head, picture’s soft answers, to sound 0.010',
    );
  });

  it('says whose encoder is frozen in this very batch', () => {
    expect(g2d.numbers(/The method steers/)).toEqual([
      `picture, in this step frozen ${percent(1)}`,
      `sound, in this step frozen ${percent(0)}`,
    ]);
  });
});
