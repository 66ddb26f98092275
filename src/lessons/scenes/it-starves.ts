/** Scene 1: the sound, trained together with the picture, stops half way. */
import { accuracyOf, lead } from '../../state/lessons/numbers';
import type { Scene } from '../../state/lessons/scene';
import { raceOn } from '../races';
import { ANOTHER_SEED, inPercent, inPoints, NO_END } from '../words';

const RACE = 'together';

export const itStarves: Scene = {
  id: 'it-starves',
  title: 'It starves',
  question: 'A picture and a sound learn together. Where does the sound end?',
  races: [
    {
      id: RACE,
      label: 'The sound starves',
      settings: raceOn('sound-starves', { joint: {} }),
    },
  ],
  lanes: { open: 'joint', shut: null },
  chart: {
    title: 'Right answers of the sound by itself',
    curves: [
      { of: { alone: 'sound' }, label: 'alone' },
      { of: { probe: 'sound', run: 'joint' }, label: 'together' },
      { of: { probe: 'picture', run: 'joint' }, label: 'picture', isPale: true },
    ],
  },
  numbers: [
    accuracyOf({ id: 'alone', race: RACE, label: 'sound alone' }, { alone: 'sound' }),
    accuracyOf(
      { id: 'together', race: RACE, label: 'sound, trained together' },
      { probe: 'sound', run: 'joint' },
    ),
    lead(
      { id: 'lost', race: RACE, label: 'the sound lost' },
      { alone: 'sound' },
      { probe: 'sound', run: 'joint' },
    ),
  ],
  big: ['alone', 'together', 'lost'],
  scatter: { x: 'alone', y: 'lost' },
  hasSample: true,
  guess: {
    kind: 'curve-end',
    question: 'How often is the sound right in the end?',
    number: 'together',
    start: 0.5,
  },
  pace: [{ untilEpoch: 8, epochsPerSecond: 1 }],
  moments: [
    {
      from: 1,
      to: 3,
      part: 'lanes',
      text: 'Both learn from one common error. The picture is easy and learns at once.',
    },
    {
      from: 4,
      to: 8,
      part: 'chart',
      text: 'The picture already explains most answers. What it explains, the sound is no longer asked to learn.',
    },
  ],
  slowMotion: null,
  say: {
    heading: ({ alone, together }) =>
      alone && together
        ? `The sound ends at ${inPercent(together.value)}. Alone it reaches ${inPercent(alone.value)}.`
        : NO_END,
    sentences: ({ lost }) => {
      if (!lost) return [];
      if (lost.told !== 'more') {
        return [
          {
            text: `This time the samples cannot tell that the sound lost anything. ${ANOTHER_SEED}`,
            part: 'numbers',
          },
        ];
      }
      return [
        {
          text: `Same sound, same net, same time: together it lost ${inPoints(lost.value)}. A point is one test sample in a hundred.`,
          part: 'numbers',
        },
        {
          text: 'A modality is one kind of input, here picture or sound. When one starves beside the other, that is modality competition.',
          part: 'chart',
        },
      ];
    },
  },
  try: {
    question: 'Was that chance? Take other samples and other first weights.',
    control: { kind: 'seed', label: 'Another seed' },
  },
  done: ({ guess, ended }) => guess !== null && ended.includes(RACE),
  claims: [
    {
      id: 'starves',
      text: 'Under joint training the sound ends at least 20 points below itself alone.',
      number: 'lost',
      op: '>=',
      than: 20,
    },
  ],
  teachers: {
    minutes: 6,
    aim: 'A modality that can be learned alone may stay unlearned in company.',
    misconceptions: [
      {
        thought: 'The sound is simply the worse sensor.',
        shown: 'Alone the same sound comes much further, with the same net in the same time.',
      },
      {
        thought: 'The net will catch up.',
        shown: 'The curve of the sound lies flat long before the end.',
      },
    ],
    ask: [
      {
        question: 'Where would the sound end if it trained alone?',
        answer: 'At the upper curve: that is what starving is measured against.',
      },
      {
        question: 'How do we know what the sound’s net knows, when both answer together?',
        answer:
          'A simple read-out, called a probe, is fitted to what that net hands on, and to nothing else.',
      },
    ],
  },
};
