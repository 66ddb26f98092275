/** The lane model of every method, from the real descriptions. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { lossesAsSet } from '../../protocol/as-set';
import type { MethodDescription } from '../../protocol/catalogue';
import type { PairAlignment } from '../../protocol/measures';
import { isDrawn, type LaneInput, laneModel } from './lane-model';
import { laneCaption, laneParts } from './tell-lanes';

function methodCalled(id: string): MethodDescription {
  const method = catalogue.find((each) => each.id === id);
  if (!method) throw new Error(`There is no method called ${id}.`);
  return method;
}

const TWO = [
  { id: 'picture', name: 'Picture', featureDim: 16 },
  { id: 'sound', name: 'Sound', featureDim: 16 },
];
const THREE = [...TWO, { id: 'vector', name: 'Vector', featureDim: 16 }];

const pair = (teacher: string, student: string, dimensions: number[]): PairAlignment => ({
  teacher,
  student,
  dimensions,
  paired: null,
  shuffledWithinClass: null,
  shuffled: null,
  retrieval: null,
  retrievalChance: null,
  nats: null,
  transferGain: null,
});

/** The picture of a method; knobs that are not given have their defaults. */
function picture(
  id: string,
  { knobs = {}, ...rest }: Partial<LaneInput> & { knobs?: Record<string, unknown> } = {},
) {
  const method = methodCalled(id);
  return laneModel({
    method,
    label: method.label,
    knobAt: (path) => knobs[path] ?? method.knobs.find((knob) => knob.path === path)?.default,
    modalities: TWO,
    stage: null,
    gradientNorm: {},
    pairs: null,
    ...rest,
  });
}

/** What stands in the pictures of methods with an idea of their own, by hand: wall, fusion head, stop sign, own head, shared head, arrows. */
const EXPECTED: Record<string, readonly [string, string, boolean, string, string, number]> = {
  joint: ['open', 'learning', false, 'absent', 'absent', 0],
  'di-mml': ['shut', 'learning', true, 'private-head', 'learning', 2],
  unimodal: ['shut', 'absent', false, 'private-head', 'absent', 0],
  'late-ensemble': ['shut', 'absent', false, 'private-head', 'absent', 0],
  'frozen-fusion': ['shut', 'learning', true, 'private-head', 'absent', 0],
  'multi-loss': ['open', 'learning', false, 'private-head', 'absent', 0],
  dgl: ['shut', 'learning', true, 'own-share', 'absent', 0],
  ogm: ['open', 'learning', false, 'absent', 'absent', 0],
  'ogm-ge': ['open', 'learning', false, 'absent', 'absent', 0],
  agm: ['open', 'learning', false, 'absent', 'absent', 0],
  pmr: ['open', 'learning', false, 'own-loss', 'absent', 0],
  mslr: ['open', 'learning', false, 'absent', 'absent', 0],
  opm: ['open', 'learning', false, 'absent', 'absent', 0],
  lfm: ['open', 'absent', false, 'private-head', 'absent', 0],
};

describe('the lane model', () => {
  it.each(catalogue)('of $id follows from its description', (method) => {
    const model = picture(method.id);
    const losses = lossesAsSet(
      method,
      (path) => method.knobs.find((knob) => knob.path === path)?.default,
    );
    expect(model.wall).toBe(losses.some(({ reaches }) => reaches === 'all') ? 'open' : 'shut');
    expect(model.fusionHead !== 'absent').toBe(
      method.stages.some(({ trains }) => trains.includes('fusion-head')),
    );
    expect(model.sharedHead !== 'absent').toBe(losses.some(({ head }) => head === 'shared-head'));
    const pairs = losses.some(({ on }) => on === 'paired-features') ? 2 : 0;
    expect(model.teaching).toHaveLength(pairs);
  });

  it.each(Object.entries(EXPECTED))('of %s has the parts it declares', (id, expected) => {
    const model = picture(id);
    const [lane] = model.lanes;
    const own = lane?.own.presence === 'absent' ? 'absent' : lane?.own.kind;
    const { wall, fusionHead, isStopped, sharedHead, teaching } = model;
    expect([wall, fusionHead, isStopped, own, sharedHead, teaching.length]).toEqual(expected);
  });

  it.each(catalogue.map(({ id }) => id))(
    'of %s lets gradient reach an encoder in its first stage',
    (id) => {
      const [first] = picture(id).stages;
      const model = picture(id, { stage: first?.id ?? null });
      for (const lane of model.lanes) {
        expect(lane.encoder).toBe('learning');
        expect(Object.values(lane.gradientFrom)).toContain(true);
      }
    },
  );

  it('opens the wall exactly where fused gradient reaches the encoders', () => {
    for (const { id } of catalogue) {
      const { wall, lanes } = picture(id);
      expect(lanes.every(({ gradientFrom }) => gradientFrom.fusion)).toBe(wall === 'open');
    }
  });
});

describe('DI-MML’s picture', () => {
  it('lets the fusion head rest while the encoders learn', () => {
    const model = picture('di-mml', { stage: 'encoders' });
    expect(model.fusionHead).toBe('resting');
    expect(model.sharedHead).toBe('learning');
    expect(model.isStopped).toBe(true);
    expect(model.lanes[0]?.gradientFrom).toEqual({ own: true, shared: true, fusion: false });
    expect(model.stages.map(({ isNow }) => isNow)).toEqual([true, false]);
  });

  it('lets everything but the fusion head rest in the second stage, with no gradient to an encoder', () => {
    const pairs = [pair('picture', 'sound', [1, 2]), pair('sound', 'picture', [3, 5])];
    const model = picture('di-mml', { stage: 'fusion', pairs });
    expect(model.fusionHead).toBe('learning');
    expect(model.sharedHead).toBe('resting');
    expect(model.teaching.map(({ presence }) => presence)).toEqual(['resting', 'resting']);
    for (const { encoder, own, gradientFrom } of model.lanes) {
      expect([encoder, own.presence]).toEqual(['resting', 'resting']);
      expect(gradientFrom).toEqual({ own: false, shared: false, fusion: false });
    }
  });

  it('has no shared head once its weight is 0', () => {
    const model = picture('di-mml', { knobs: { sharedWeight: 0 } });
    expect(model.sharedHead).toBe('absent');
    expect(model.lanes[0]?.gradientFrom.shared).toBe(false);
  });

  it('has no arrows once DUC is off', () => {
    expect(picture('di-mml', { knobs: { 'duc.kind': 'off' } }).teaching).toEqual([]);
  });

  it('lets DUC rest until the dimensions are chosen', () => {
    const [arrow] = picture('di-mml', { stage: 'encoders' }).teaching;
    expect(arrow).toMatchObject({ presence: 'resting', dimensions: null });
  });

  it('calls what modalities teach each other as the method does, and by its label where it has no word', () => {
    const method = methodCalled('di-mml');
    const as = (change: object) =>
      picture('di-mml', {
        stage: 'encoders',
        method: {
          ...method,
          losses: method.losses.map((loss) =>
            loss.on === 'paired-features' ? { ...loss, ...change } : loss,
          ),
        },
      });
    const other = as({ word: 'KL', waiting: { until: 'both are sure', sentence: 'KL waits.' } });
    expect(laneCaption(other)).toContain('KL waits until both are sure.');
    const [arrow] = laneParts(other).filter(({ kind }) => kind === 'teaching');
    expect(arrow?.text).toMatch(/^KL, one way: .* It begins once both are sure\.$/);
    expect(laneCaption(as({ word: undefined }))).toContain(
      'DUC along complementary dimensions waits until the complementary dimensions are chosen.',
    );
  });

  it('counts the dimensions from teacher to student and marks the teacher’s ticks', () => {
    const pairs = [pair('picture', 'sound', [1, 4, 7]), pair('sound', 'picture', [])];
    const model = picture('di-mml', { stage: 'encoders', pairs });
    expect(model.teaching).toEqual([
      { teacher: 0, student: 1, dimensions: 3, presence: 'learning' },
      { teacher: 1, student: 0, dimensions: 0, presence: 'absent' },
    ]);
    expect(model.lanes.map(({ taught }) => taught)).toEqual([[1, 4, 7], []]);
  });

  it('has an arrow for every ordered pair of three modalities', () => {
    const pairs = [pair('picture', 'sound', [1, 2]), pair('picture', 'vector', [0, 2])];
    const model = picture('di-mml', { modalities: THREE, stage: 'encoders', pairs });
    expect(model.teaching.map(({ teacher, student }) => [teacher, student])).toEqual([
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 2],
      [2, 0],
      [2, 1],
    ]);
    expect(model.lanes[0]?.taught).toEqual([0, 1, 2]);
    expect(model.lanes.map(({ tone }) => tone)).toEqual(['modality-1', 'modality-2', 'modality-3']);
  });
});

it('draws arrows between neighbours only, once there are more than three modalities', () => {
  const modalities = [...THREE, { id: 'depth', name: 'Depth', featureDim: 16 }];
  const model = picture('di-mml', { modalities });
  const drawn = model.teaching.filter((teaching) => isDrawn(model, teaching));
  expect([model.teaching.length, drawn.length]).toEqual([12, 6]);
});

it('carries the measured gradients, and null where there is none', () => {
  const { lanes } = picture('joint', { gradientNorm: { picture: 0.12, sound: null } });
  expect(lanes.map(({ gradient }) => gradient)).toEqual([0.12, null]);
});

it('draws no taught dimensions for a method that does not teach', () => {
  const { lanes } = picture('joint', { pairs: [pair('picture', 'sound', [1])] });
  expect(lanes[0]?.taught).toEqual([]);
});

describe('a method with teachers', () => {
  it('has private heads while they train, then the teacher in the place of the head', () => {
    const own = (stage: string | null) =>
      picture('umt', { stage }).lanes.map(({ own: { kind, box } }) => [kind, ...box]);
    expect(own('teachers')).toEqual(TWO.map(() => ['private-head', 'private', 'head']));
    expect(own('joint')).toEqual(TWO.map(() => ['own-loss', 'frozen', 'teacher']));
    expect(picture('umt', { stage: 'teachers' }).wall).toBe('shut');
    expect(picture('umt', { stage: 'joint' }).wall).toBe('open');
  });
});
