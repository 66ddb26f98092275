import { expect, test } from 'vitest';
import type { TriedAnswer } from '../../protocol/tried';
import { triedStory } from './tried-story';

const MODALITIES = [
  { id: 'picture', word: 'picture', tone: 'modality-1' },
  { id: 'sound', word: 'sound', tone: 'modality-2' },
] as const;

const WEIGHED: TriedAnswer = {
  run: 'di-mml',
  epoch: 5,
  logits: {
    picture: [3, 0, 0],
    sound: [0, 1, 0],
    'shared.sound': [0, 2, 0],
    fusionHead: [0, 0, 4],
  },
  unasked: 0,
  prediction: [1, 2, 3],
  fusionSource: 'method',
  certainty: { heads: ['picture', 'sound', 'fusionHead'], temperature: 0.5 },
};
const keys = (story: ReturnType<typeof triedStory>) => story.heads.map(({ key }) => key).sort();

test('a whole sample gets the run\u2019s own prediction, and every head its weight', () => {
  const story = triedStory(WEIGHED, MODALITIES);
  expect(keys(story)).toEqual(['fusionHead', 'picture', 'shared.sound', 'sound']);
  expect(story).toMatchObject({ unasked: 0, answer: 2, epoch: 5 });
  const sure = [3, 1, 4].map((z) => Math.exp(z) / (Math.exp(z) + 2) / 0.5);
  const sum = sure.reduce((total, q) => total + Math.exp(q), 0);
  const weights = ['picture', 'sound', 'fusionHead'].map(
    (name) => story.heads.find(({ key }) => key === name)?.weight ?? Number.NaN,
  );
  weights.forEach((weight, k) => {
    expect(weight).toBeCloseTo(Math.exp(sure[k] ?? 0) / sum, 10);
  });
  expect(story.heads.find(({ key }) => key === 'shared.sound')?.weight).toBeNull();
});

test('heads that are left are weighed among themselves', () => {
  const { sound = [], 'shared.sound': shared = [] } = WEIGHED.logits;
  const logits = { sound, 'shared.sound': shared };
  const story = triedStory({ ...WEIGHED, logits, unasked: 2, prediction: [0, 1, 0] }, MODALITIES);
  expect(story).toMatchObject({ unasked: 2, answer: 1 });
  expect(story.heads.find(({ key }) => key === 'sound')?.weight).toBe(1);
  expect(story.sum?.[1]).toBeCloseTo(Math.E / (Math.E + 2), 10);
});

test('nothing is summed where nothing is weighed, and no answer is none', () => {
  expect(triedStory({ ...WEIGHED, certainty: null, prediction: null }, MODALITIES)).toMatchObject({
    sum: null,
    answer: null,
  });
  expect(triedStory({ ...WEIGHED, logits: {}, prediction: null }, MODALITIES)).toMatchObject({
    heads: [],
    sum: null,
  });
});
