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
      { of: JOINT, label: 'both together', isGuessed: true },
      { of: { alone: 'picture' }, label: 'picture alone', isPale: true },
    ],
  },
  numbers: [
    accuracyOf({ id: 'sound', race: RACE, label: 'sound alone' }, SOUND),
    accuracyOf({ id: 'picture', race: RACE, label: 'picture alone' }, { alone: 'picture' }),
    accuracyOf({ id: 'both', race: RACE, label: 'both together' }, JOINT),
    lead({ id: 'behind', race: RACE, label: 'both together behind the sound' }, SOUND, JOINT),
    lead({ id: 'lost', race: RACE, label: 'the sound lost' }, SOUND, {
      probe: 'sound',
      run: 'joint',
    }),
  ],
  big: ['sound', 'both', 'behind'],
  scatter: { x: 'sound', y: 'behind' },
  hasSample: true,
  guess: {
    kind: 'curve-end',
    question: 'How often are both together right?',
    number: 'both',
    start: 0.5,
  },
  pace: [{ untilEpoch: 8, epochsPerSecond: 1 }],
  moments: [
    {
      from: 1,
      to: 8,
      part: 'chart',
      text: 'Alone, the sound has the whole error to learn from. Together the two share one.',
    },
  ],
  slowMotion: null,
  say: {
    heading: ({ sound, both }) =>
      sound && both
        ? `Both together are right on ${inPercent(both.value)}, the sound alone on ${inPercent(sound.value)}.`
        : NO_END,
    sentences: ({ behind, lost }) => {
      if (!behind) return [];
      if (behind.told !== 'more') {
        return [
          {
            text: `This time the samples cannot tell that both together are worse. ${ANOTHER_SEED}`,
            part: 'numbers',
          },
        ];
      }
      return [
        {
          text: `Here two sensors answer worse than one, by ${inPoints(behind.value)}.`,
          part: 'numbers',
        },
        ...(lost?.told === 'more'
          ? [
              {
                text: `Together the sound’s net starves: by itself it is ${inPoints(lost.value)} worse, and the picture cannot make up for it.`,
                part: 'chart',
              } as const,
            ]
          : []),
      ];
    },
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
    aim: 'Two sensors may answer worse than one. One has to look.',
    misconceptions: [
      {
        thought: 'Two sensors are always better than one.',
        shown: 'Here the sound alone beats both together.',
      },
    ],
    ask: [
      {
        question: 'Whom would you ask before you add a second sensor?',
        answer: 'Each sensor alone, and both with the wall shut.',
      },
      {
        question: 'What would you look at first in data of your own?',
        answer: 'Whether each modality alone is above guessing, and what it loses in company.',
      },
    ],
  },
};
