import { describe, expect, it } from 'vitest';
import { asRow } from '../../protocol/units';
import { fakeCatalogue } from '../../testing/fake-lab-data';
import { handSnapshot } from '../../testing/hand-snapshot';
import { answeringHeads, confusionView, placesInCell } from './confusion-view';
import { learnings, learningText } from './first-learned';
import { judgeText, pilesOf } from './piles';
import { sampleStory } from './sample-story';

const TWO = [
  { id: 'picture', name: 'Picture' },
  { id: 'sound', name: 'Sound' },
];
const NAMED = [
  { id: 'picture', word: 'picture', tone: 'modality-1' as const },
  { id: 'sound', word: 'sound', tone: 'modality-2' as const },
];

describe('pilesOf', () => {
  it('sorts samples by who is right', () => {
    const snapshot = handSnapshot([0, 1, 2, 0, 1], {
      picture: [0, 1, 0, 1, 0],
      sound: [0, 0, 2, 2, 2],
    });
    expect(pilesOf(snapshot, TWO, 'readout')).toEqual({
      total: 5,
      piles: [
        { key: '3', label: 'both right', tone: null, places: [0] },
        { key: '1', label: 'only picture', tone: 'modality-1', places: [1] },
        { key: '2', label: 'only sound', tone: 'modality-2', places: [2] },
        { key: '0', label: 'neither', tone: null, places: [3, 4] },
      ],
    });
  });

  it('with three modalities lists every exact subset, the larger first', () => {
    const three = [...TWO, { id: 'vector', name: 'Vector' }];
    const snapshot = handSnapshot([0, 0], { picture: [0, 1], sound: [0, 1], vector: [1, 0] });
    expect(
      pilesOf(snapshot, three, 'readout')?.piles.map(({ label, places }) => [label, places]),
    ).toEqual([
      ['all right', []],
      ['only picture and sound', [0]],
      ['only picture and vector', []],
      ['only sound and vector', []],
      ['only picture', []],
      ['only sound', []],
      ['only vector', [1]],
      ['none', []],
    ]);
  });

  it('with four leaves out subsets without samples, but never all and none', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id.toUpperCase() }));
    const snapshot = handSnapshot([0], { a: [1], b: [0], c: [1], d: [0] });
    expect(pilesOf(snapshot, four, 'readout')?.piles.map(({ label }) => label)).toEqual([
      'all right',
      'only b and d',
      'none',
    ]);
  });

  it('makes none where a modality has no readout', () => {
    expect(pilesOf(handSnapshot([0], { picture: [0] }), TWO, 'readout')).toBeNull();
  });

  it('goes by the probes where they are asked, whatever the readouts say', () => {
    const probes = { picture: Uint16Array.from([0, 0]), sound: Uint16Array.from([1, 1]) };
    const snapshot = handSnapshot([0, 1], { picture: [1, 1], sound: [0, 0] }, { probes });
    const by = (judge: 'probe' | 'readout') =>
      pilesOf(snapshot, TWO, judge)?.piles.map(({ places }) => places);
    expect(by('probe')).toEqual([[], [0], [1], []]);
    expect(by('readout')).toEqual([[], [1], [0], []]);
    expect(pilesOf(handSnapshot([0], { picture: [0], sound: [0] }), TWO, 'probe')).toBeNull();
  });
});

it('says by whose answer the piles are made', () => {
  const [joint] = fakeCatalogue;
  if (!joint) throw new Error('the fake catalogue is empty');
  const own = {
    id: 'own',
    label: '',
    stage: '',
    on: 'own-feature',
    head: 'private-head',
    reaches: 'own',
  } as const;
  expect(judgeText({ ...joint, losses: [own] }, 'readout', true)).toContain('private head');
  expect(judgeText(joint, 'readout', true)).toContain('share of the fused answer');
  expect(judgeText(joint, 'readout', false)).toContain('no readout of one modality alone');
  expect(judgeText(joint, 'probe', true)).toContain('logistic probe');
  expect(judgeText(joint, 'probe', false)).toContain('older version of this lab');
});

describe('learnings', () => {
  const at = (epoch: number, answer: number, extra: Record<string, number[]> = {}) =>
    handSnapshot([1], { sound: [answer], ...extra }, { epoch });

  it('tells when a sample was first right, forgotten and learned again', () => {
    const snapshots = [at(1, 0), at(3, 1), at(5, 1), at(7, 2), at(9, 1)];
    const [sound] = learnings(snapshots, asRow(100), ['sound']);
    expect(sound).toMatchObject({ first: 3, forgotten: [7], since: 9 });
    expect(sound && learningText(sound)).toBe(
      'first right at epoch 3, forgotten at 7, right since 9',
    );
  });

  it('counts from the snapshot in which a head first answered', () => {
    const snapshots = [at(1, 0), at(2, 0, { fusionHead: [1] })];
    expect(learnings(snapshots, asRow(100), ['fusionHead', 'shared.sound'])).toEqual([
      {
        head: 'fusionHead',
        moments: [{ epoch: 2, isRight: true }],
        first: 2,
        forgotten: [],
        since: 2,
      },
    ]);
  });

  it('says never, and wrong now', () => {
    const [never] = learnings([at(1, 0), at(2, 0)], asRow(100), ['sound']);
    expect(never && learningText(never)).toBe('never right so far (2 snapshots)');
    const [lost] = learnings([at(1, 1), at(2, 0)], asRow(100), ['sound']);
    expect(lost && learningText(lost)).toBe('first right at epoch 1, forgotten at 2, wrong now');
  });
});

describe('sampleStory', () => {
  // probabilities of the heads: picture (.75, .25), sound (.5, .5), fusion head (.2, .8)
  const logits = {
    sound: Float32Array.from([9, 9, 0, 0]),
    picture: Float32Array.from([0, 0, Math.log(3), 0]),
    fusionHead: Float32Array.from([0, 0, 0, Math.log(4)]),
  };
  const snapshot = handSnapshot(
    [0, 1],
    { fusion: [0, 1], fusionHead: [0, 1] },
    { logits, certainty: { heads: ['picture', 'sound', 'fusionHead'], temperature: 0.5 } },
  );

  it('weighs the heads by certainty as R9 does', () => {
    const story = sampleStory(snapshot, asRow(101), 2, NAMED);
    expect(story?.heads.map(({ key, answer, isRight }) => [key, answer, isRight])).toEqual([
      ['sound', 0, false],
      ['picture', 0, false],
      ['fusionHead', 1, true],
    ]);
    const sum = story?.sum;
    const q = [0.75, 0.5, 0.8];
    const total = q.reduce((all, each) => all + Math.exp(each / 0.5), 0);
    const weights = q.map((each) => Math.exp(each / 0.5) / total);
    sum?.voices.forEach((voice, k) => {
      expect(voice.certainty).toBeCloseTo(q[k] as number, 6);
      expect(voice.weight).toBeCloseTo(weights[k] as number, 6);
    });
    expect(sum?.logits[0]).toBeCloseTo((weights[0] as number) * Math.log(3), 6);
    expect(sum?.logits[1]).toBeCloseTo((weights[2] as number) * Math.log(4), 6);
    expect(story?.prediction).toEqual({ answer: 1, isRight: true, how: 'certainty' });
  });

  it('knows a fusion head that speaks alone, an ensemble, and a run that predicts nothing', () => {
    const how = (rest: object) =>
      sampleStory({ ...snapshot, certainty: null, ...rest }, asRow(101), 2, NAMED)?.prediction?.how;
    expect(how({})).toBe('head');
    expect(how({ fusionSource: 'ensemble' })).toBe('ensemble');
    expect(how({ predictions: { fusion: [0, 0], fusionHead: [0, 1] } })).toBe('other');
    expect(how({ predictions: {} })).toBeUndefined();
  });

  it('has nothing to say of a sample that the snapshot does not hold', () => {
    expect(sampleStory(snapshot, asRow(7), 2, NAMED)).toBeNull();
  });
});

describe('a confusion matrix', () => {
  const snapshot = handSnapshot([0, 0, 1, 1], { fusion: [0, 1, 1, 1], sound: [1, 1, 0, 1] });

  it('counts, and finds the samples of a cell', () => {
    const view = confusionView(snapshot, 'sound', 2);
    expect(view).toMatchObject({ totals: [2, 2], right: 1, total: 4 });
    expect([...(view?.counts ?? [])]).toEqual([0, 2, 1, 1]);
    expect(placesInCell(snapshot, 'sound', 0, 1)).toEqual([0, 1]);
    expect(confusionView(snapshot, 'picture', 2)).toBeNull();
  });

  it('offers every head that answers, the prediction first and mixtures last', () => {
    const all = { ensembleLogits: [0, 0, 0, 0], 'shared.sound': [0, 0, 0, 0] };
    const heads = answeringHeads(
      handSnapshot([0, 0, 1, 1], { ...all, sound: [0, 0, 0, 0], fusion: [0, 0, 0, 0] }),
      NAMED,
    );
    expect(heads.map(({ label }) => label)).toEqual([
      'prediction',
      'sound head',
      'sound, shared head',
      'mean of logits',
    ]);
  });

  it('has one of every probe, too', () => {
    const probes = { picture: Uint16Array.from([0, 0, 1, 0]) };
    const probed = handSnapshot([0, 0, 1, 1], { fusion: [0, 0, 0, 0] }, { probes });
    const [, probe] = answeringHeads(probed, NAMED);
    expect(probe?.label).toBe('picture, probe');
    expect(confusionView(probed, probe?.key ?? '', 2)?.right).toBe(3);
    expect(placesInCell(probed, probe?.key ?? '', 1, 0)).toEqual([3]);
  });
});
