/** Teaching is drawn and told as the run's knobs have it: who moves, along which dimensions, and which sets are skipped. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import type { MethodDescription } from '../../protocol/catalogue';
import { isDrawn, type LaneInput, laneModel } from './lane-model';
import { laneCaption, laneParts } from './tell-lanes';

const method = catalogue.find(({ id }) => id === 'di-mml') as MethodDescription;
const every = Array.from({ length: 16 }, (_, d) => d);
const set = (teacher: string, student: string, dimensions: readonly number[]) => ({
  teacher,
  student,
  dimensions,
});
const bothSets = (first: readonly number[], second: readonly number[]) => [
  set('picture', 'sound', first),
  set('sound', 'picture', second),
];

function picture(knobs: Record<string, unknown>, rest: Partial<LaneInput> = {}) {
  const model = laneModel({
    method,
    label: 'DI-MML',
    knobAt: (path) => knobs[path] ?? method.knobs.find((knob) => knob.path === path)?.default,
    modalities: ['picture', 'sound'].map((id) => ({ id, name: id, featureDim: 16 })),
    stage: 'encoders',
    gradientNorm: {},
    pairs: null,
    ...rest,
  });
  const texts = laneParts(model).filter(({ kind }) => kind === 'teaching');
  return {
    model,
    caption: laneCaption(model),
    arrows: model.teaching.filter((each) => isDrawn(model, each)).length,
    titles: texts.map(({ title }) => title),
    texts: texts.map(({ text }) => text),
    ticks: model.lanes.map(({ taught }) => taught),
    feature: laneParts(model).find(({ key }) => key === 'feature.0')?.text ?? '',
  };
}

describe('the complementary dimensions', () => {
  const pairs = bothSets([1, 2, 5], [7, 9]);

  it('lie above the teacher\u2019s own mean and below the student\u2019s: nothing is said of who separates better', () => {
    const { texts, feature, caption } = picture({}, { pairs });
    expect(texts[0]).toBe(
      'DUC, one way: sound is pulled towards picture, and nothing of it reaches picture. It runs along 3 dimensions: above picture\u2019s own mean and below sound\u2019s.',
    );
    expect(feature).toContain(
      'It teaches along the 3 strong ticks: above the teacher\u2019s own mean and below the student\u2019s.',
    );
    expect(caption).not.toMatch(/only .* separates|cannot/);
  });

  it('of one dimension are skipped by the cosine form: no arrow, no strong tick, a reason', () => {
    const { arrows, ticks, caption, titles } = picture({}, { pairs: bothSets([4], [7, 9]) });
    expect(arrows).toBe(1);
    expect(ticks).toEqual([[], [7, 9]]);
    expect(titles).toEqual(['sound teaches picture']);
    expect(caption).toContain(
      'Sound teaches picture along 2 dimensions (above the teacher\u2019s own mean and below the student\u2019s). Picture teaches sound nothing. A cosine along one dimension is only a sign, so a set of one is skipped.',
    );
  });

  it('of one dimension teach in the dot form', () => {
    const { arrows, ticks, caption } = picture(
      { 'duc.kind': 'dot' },
      { pairs: bothSets([4], [7, 9]) },
    );
    expect(arrows).toBe(2);
    expect(ticks).toEqual([[4], [7, 9]]);
    expect(caption).toContain(
      'Picture teaches sound along 1 dimension, sound teaches picture along 2',
    );
  });

  it.each([
    ['cosine', 'An empty set has no loss and no gradient.'],
    ['dot', 'The loss of an empty set stands at ln(batch size) and has no gradient.'],
  ])('that are none have no arrow in the %s form, which says what their loss is', (kind, says) => {
    const { arrows, caption } = picture({ 'duc.kind': kind }, { pairs: bothSets([], []) });
    expect(arrows).toBe(0);
    expect(caption).toContain(
      `Picture teaches sound nothing, sound teaches picture nothing. ${says}`,
    );
  });

  it('are chosen anew where the run does so, and it is said how often', () => {
    expect(picture({ 'duc.refreshEvery': 3 }, { pairs }).texts[0]).toMatch(
      /They are chosen anew every 3 epochs\.$/,
    );
    expect(picture({}, { pairs }).texts[0]).not.toContain('anew');
  });
});

describe('the ablations', () => {
  it('"all" teaches along all dimensions, complementary or not', () => {
    const { texts, caption, titles } = picture(
      { 'duc.kind': 'all' },
      { pairs: bothSets(every, every) },
    );
    expect(titles).toEqual(['picture teaches sound', 'sound teaches picture']);
    expect(texts[0]).toContain(
      'It runs along 16 dimensions: all there are, whatever they separate.',
    );
    expect(caption).toContain(
      'along 16 dimensions, sound teaches picture along 16 (all there are, whatever they separate)',
    );
    const waiting = picture({ 'duc.kind': 'all' });
    expect(waiting.caption).toContain('DUC waits until the warm-up is over.');
    for (const text of [...texts, caption, waiting.caption]) {
      expect(text).not.toMatch(/own mean|complementary/);
    }
  });

  it('"both ways" moves the teacher too: two heads on an arrow, and no modality that stays', () => {
    const { model, texts, titles, ticks, caption } = picture(
      { 'duc.kind': 'both-ways' },
      { pairs: bothSets([1, 2], [7, 9]) },
    );
    expect(model.lesson?.rule?.isMutual).toBe(true);
    expect(titles[0]).toBe('picture and sound teach each other');
    expect(texts[0]).toBe(
      'DUC, both ways: picture and sound are pulled towards each other. It runs along 2 dimensions: above picture\u2019s own mean and below sound\u2019s.',
    );
    expect(ticks).toEqual([
      [1, 2, 7, 9],
      [1, 2, 7, 9],
    ]);
    expect(caption).toContain(
      'Picture and sound teach each other along 2 dimensions of picture and 2 of sound (',
    );
    expect(texts.join(' ')).not.toMatch(/one way|nothing of it reaches/);
  });

  it('"ineffective" teaches where both are below their own mean', () => {
    const { texts, caption } = picture(
      { 'duc.kind': 'ineffective' },
      { pairs: bothSets([3, 4, 6], [3, 4, 6]) },
    );
    expect(texts[0]).toContain(
      'It runs along 3 dimensions: below both picture\u2019s own mean and sound\u2019s.',
    );
    expect(caption).not.toContain('above');
  });

  it('"label-aware" keeps its sets and is told by its own explanation', () => {
    const { texts } = picture({ 'duc.kind': 'label-aware' }, { pairs: bothSets([1, 2], [7, 9]) });
    expect(texts[0]).toContain('above picture\u2019s own mean and below sound\u2019s');
  });

  it.each([{ 'duc.kind': 'off' }, { 'duc.weight': 0 }])('%o has no lesson at all', (knobs) => {
    const { model, caption } = picture(knobs, { pairs: bothSets([1, 2], [7, 9]) });
    expect(model.teaching).toEqual([]);
    expect(model.lesson).toBeNull();
    expect(model.lanes.map(({ taught }) => taught)).toEqual([[], []]);
    expect(caption).not.toContain('DUC');
  });
});

describe('before and after', () => {
  it('DUC waits for its dimensions, at rest', () => {
    const { model, caption } = picture({});
    expect(model.teaching.map(({ presence }) => presence)).toEqual(['resting', 'resting']);
    expect(caption).toContain('DUC waits until the complementary dimensions are chosen.');
  });

  it('a run that ended within its warm-up never taught', () => {
    const { arrows, caption } = picture({}, { stage: null, isOver: true });
    expect(arrows).toBe(0);
    expect(caption).toContain('DUC never began.');
  });

  it('the whole method, before any race, is drawn with its lesson', () => {
    expect(picture({}, { stage: null }).arrows).toBe(2);
  });
});

it('of three modalities says how many directions teach', () => {
  const modalities = ['picture', 'sound', 'vector'].map((id) => ({ id, name: id, featureDim: 16 }));
  const pairs = [
    ...bothSets([1, 2, 3], [4]),
    set('picture', 'vector', [1, 2]),
    set('vector', 'picture', []),
    set('sound', 'vector', [5, 6]),
    set('vector', 'sound', [7, 8]),
  ];
  const { caption, arrows } = picture({}, { modalities, pairs });
  expect(arrows).toBe(4);
  expect(caption).toContain('4 of 6 directions teach along 2 to 3 dimensions');
});

it('the wall speaks of the fused answer: DUC and the shared head cross it', () => {
  const { model, caption } = picture({}, { pairs: bothSets([1, 2], [7, 9]) });
  expect(laneParts(model).find(({ kind }) => kind === 'wall')?.text).toBe(
    'No gradient of a loss of the fused answer reaches an encoder: what one modality has learned is still asked of the others.',
  );
  expect(caption).not.toContain('own losses only');
});
