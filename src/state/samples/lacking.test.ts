/** Samples that lack a modality, in piles, tables and stories: what is not there is neither right nor wrong. */
import { expect, test } from 'vitest';
import { FUSION_HEAD, ownKey, PREDICTION } from '../../protocol/names';
import { NO_ANSWER } from '../../protocol/snapshot';
import { asRow } from '../../protocol/units';
import { handSnapshot } from '../../testing/hand-snapshot';
import { modalityTone } from '../charts/chart';
import { mappedRows } from '../features/feature-map';
import { confusionView } from './confusion-view';
import { learnings } from './first-learned';
import { comparePiles, pilesOf } from './piles';
import { sampleStory } from './sample-story';

const MODALITIES = [
  { id: 'picture', name: 'Picture', word: 'picture', tone: modalityTone(0) },
  { id: 'sound', name: 'Sound', word: 'sound', tone: modalityTone(1) },
];
const LABELS = [0, 1, 0, 1, 1];
const SOUND = [0, 0, 1, NO_ANSWER, NO_ANSWER];
const PICTURE = [0, 1, 1, 1, 0];
const SNAPSHOT = handSnapshot(
  LABELS,
  { picture: PICTURE, sound: SOUND, [PREDICTION]: [0, 1, 0, 1, 0] },
  {
    probes: { picture: Uint16Array.from(PICTURE), sound: Uint16Array.from(SOUND) },
    logits: {
      picture: Float32Array.from(PICTURE.flatMap((answer) => (answer === 0 ? [2, 0] : [0, 2]))),
      sound: new Float32Array(10),
    },
    certainty: { heads: ['picture', 'sound'], temperature: 1 },
  },
);

test('piles of their own hold them, after the others, and every sample lies in one pile', () => {
  const made = pilesOf(SNAPSHOT, MODALITIES, 'probe');
  expect(made?.piles.map(({ label, places }) => [label, [...places]])).toEqual([
    ['both right', [0]],
    ['only picture', [1]],
    ['only sound', []],
    ['neither', [2]],
    ['no sound, picture right', [3]],
    ['no sound, picture wrong', [4]],
  ]);
  expect(made?.total).toBe(5);
  const keys = made?.piles.map(({ key }) => key) ?? [];
  expect([...keys].reverse().sort(comparePiles)).toEqual(keys);
});

test('a confusion matrix counts the samples that its head answers', () => {
  const view = confusionView(SNAPSHOT, 'sound', 2);
  expect([view?.total, view?.right]).toEqual([3, 1]);
  expect([...(view?.counts ?? [])]).toEqual([1, 1, 1, 0]);
  expect(confusionView(SNAPSHOT, PREDICTION, 2)?.total).toBe(5);
});

test('heads of what is not there say nothing and weigh nothing', () => {
  const story = sampleStory(SNAPSHOT, asRow(103), 2, MODALITIES);
  expect(story?.heads.map(({ key }) => key)).toEqual([ownKey('picture')]);
  expect(story?.sum?.voices.map(({ weight }) => weight)).toEqual([1]);
  expect(story?.sum?.logits).toEqual([0, 2]);
  expect(story?.isComplete).toBe(false);
  expect(sampleStory(SNAPSHOT, asRow(100), 2, MODALITIES)?.isComplete).toBe(true);
  expect(learnings([SNAPSHOT], asRow(103), ['picture', 'sound']).map(({ head }) => head)).toEqual([
    'picture',
  ]);
});

test('maps show the samples that have everything', () => {
  expect(mappedRows(SNAPSHOT)).toBe(3);
  expect(mappedRows({ ...SNAPSHOT, probes: null })).toBe(5);
});

test('a fusion head that needs everything leaves the others to the private heads', () => {
  const { certainty: _, ...rest } = SNAPSHOT;
  const frozen = {
    ...rest,
    certainty: null,
    logits: { ...SNAPSHOT.logits, [FUSION_HEAD]: new Float32Array(10) },
    predictions: {
      ...SNAPSHOT.predictions,
      [FUSION_HEAD]: Uint16Array.from([0, 1, 0, NO_ANSWER, NO_ANSWER]),
    },
  };
  const how = (row: number) => sampleStory(frozen, asRow(row), 2, MODALITIES)?.prediction?.how;
  expect([how(100), how(103)]).toEqual(['head', 'ensemble']);
});
