/** Scene 7: two noisy sensors, trained together, answer worse than one of them alone; then the pupil's own data. */
import { accuracyOf, lead } from '../../state/lessons/numbers';
import type { Scene } from '../../state/lessons/scene';
import { raceOn } from '../races';
import { ANOTHER_SEED, inPercent, inPoints, NO_END } from '../words';

const RACE = 'noisy';
const JOINT = { fusion: 'joint' } as const;
const SOUND = { alone: 'sound' } as const;

export const worseThanAlone: Scene = {
  id: 'worse-than-alone',
  title: 'Worse than alone, then yours',
  question: 'Two noisy sensors: are both together better than the better one alone?',
  races: [
    { id: RACE, label: 'Both are noisy', settings: raceOn('worse-than-alone', { joint: {} }) },
  ],
  lanes: { open: 'joint', shut: null },
  chart: {
    title: 'Right answers',
    curves: [
      { of: SOUND, label: 'sound alone' },
      { of: JOINT, label: 'both together' },
      { of: { alone: 'picture' }, label: 'picture alone', isPale: true },
    ],
  },
  numbers: [
    accuracyOf({ id: 'sound', race: RACE, label: 'sound alone' }, SOUND),
    accuracyOf({ id: 'picture', race: RACE, label: 'picture alone' }, { alone: 'picture' }),
    accuracyOf({ id: 'both', race: RACE, label: 'both together' }, JOINT),
    lead({ id: 'behind', race: RACE, label: 'both together behind the sound' }, SOUND, JOINT),
  ],
  big: ['sound', 'both', 'behind'],
  scatter: { x: 'sound', y: 'behind' },
  hasSample: true,
  guess: {
    kind: 'curve-end',
    question: 'Drag the ring: how often are both together right?',
    number: 'both',
    start: 0.5,
  },
  pace: [{ untilEpoch: 8, epochsPerSecond: 1 }],
  moments: [],
  slowMotion: null,
  say: {
    heading: ({ sound, both }) =>
      sound && both
        ? `Both together are right on ${inPercent(both.value)}, the sound alone on ${inPercent(sound.value)}.`
        : NO_END,
    sentences: ({ behind }) =>
      behind?.told === 'more'
        ? [
            {
              text: `Two sensors answer worse than one, by ${inPoints(behind.value)}.`,
              part: 'numbers',
            },
          ]
        : [{ text: ANOTHER_SEED, part: 'numbers' }],
  },
  try: {
    question: 'Does anything starve in your own data?',
    control: { kind: 'own-data', label: 'Open your own data or a real set' },
  },
  done: ({ guess, ended }) => guess !== null && ended.includes(RACE),
  claims: [
    {
      id: 'worse',
      text: 'Trained together both answer at least 8 points worse than the sound alone.',
      number: 'behind',
      op: '>=',
      than: 8,
    },
  ],
  teachers: {
    minutes: 6,
    aim: 'More sensors may answer worse; one has to look.',
    misconceptions: ['Two sensors are always better than one.'],
    ask: ['What would you try first with data of your own?'],
  },
};
