/** Scene 2: why the sound stops. One common error, handed to both; where the picture makes it small, both stand still. */
import { fromRun, lead, measuredAt } from '../../state/lessons/numbers';
import type { Scene, SceneValues } from '../../state/lessons/scene';
import { raceOn } from '../races';
import { ANOTHER_SEED, inPercent, inPoints, NO_END } from '../words';

const RACE = 'together';
/** Below this share of the first pull a pull counts as gone. */
const A_FIFTH = 0.2;

/** What is left of the pull on a modality's net after the last epoch, as a share of its pull in the first. */
const pullLeft = (id: string, modality: string, label: string) =>
  fromRun({ id, race: RACE, label, unit: 'share' }, 'joint', (run) => {
    const first = measuredAt(run, 'gradientNorm', 1, modality);
    const last = measuredAt(run, 'gradientNorm', Infinity, modality);
    return first && last !== null ? last / first : null;
  });

function whoseFaded({ picture, sound }: SceneValues): string | null {
  if (!picture || !sound) return null;
  const [p, s] = [picture.value < A_FIFTH, sound.value < A_FIFTH];
  if (p && s) return 'both';
  if (p) return 'picture';
  return s ? 'sound' : 'neither';
}

export const why: Scene = {
  id: 'why',
  title: 'Why',
  question: 'Both learn from one common error. Whose pull to learn fades away?',
  races: [
    { id: RACE, label: 'The sound starves', settings: raceOn('sound-starves', { joint: {} }) },
  ],
  lanes: { open: 'joint', shut: null },
  chart: {
    title: 'How hard training pulls at each net',
    curves: [
      { of: { run: 'joint', measure: 'gradientNorm', part: 'picture' }, label: 'picture' },
      { of: { run: 'joint', measure: 'gradientNorm', part: 'sound' }, label: 'sound' },
    ],
  },
  numbers: [
    pullLeft('picture', 'picture', 'left of the pull on the picture'),
    pullLeft('sound', 'sound', 'left of the pull on the sound'),
    lead(
      { id: 'lost', race: RACE, label: 'the sound lost' },
      { alone: 'sound' },
      { probe: 'sound', run: 'joint' },
    ),
    fromRun(
      { id: 'trained', race: RACE, label: 'training samples answered right', unit: 'share' },
      'joint',
      (run) => measuredAt(run, 'trainingAccuracy.fusion', Infinity),
    ),
  ],
  big: ['picture', 'sound', 'trained'],
  scatter: { x: 'picture', y: 'sound' },
  hasSample: false,
  guess: {
    kind: 'choice',
    question: 'In the end: whose pull is less than a fifth of what it was?',
    options: [
      { id: 'picture', text: 'Only the picture’s: it has learned everything.' },
      { id: 'sound', text: 'Only the sound’s: it is pushed aside.' },
      { id: 'both', text: 'Both.' },
      { id: 'neither', text: 'Neither: both go on learning.' },
    ],
    came: whoseFaded,
  },
  pace: [
    { untilEpoch: 3, epochsPerSecond: 0.5 },
    { untilEpoch: 8, epochsPerSecond: 1 },
  ],
  moments: [
    {
      from: 1,
      to: 2,
      part: 'lanes',
      text: 'Every answer is compared with the right one. The difference is the error. It pulls at both nets.',
    },
    {
      from: 3,
      to: 5,
      part: 'chart',
      text: 'The picture’s net is pulled harder than at first: it learns. The pull on the sound’s net fades already.',
    },
    {
      from: 6,
      to: 8,
      part: 'chart',
      text: 'The picture makes the common answer right. The error shrinks, and with it the pull on both.',
    },
  ],
  slowMotion: { run: 'joint', epoch: 3 },
  say: {
    heading: ({ picture, sound }) =>
      picture && sound
        ? `Of its first pull the sound’s net keeps ${inPercent(sound.value)}, the picture’s ${inPercent(picture.value)}.`
        : NO_END,
    sentences: (values) => {
      const { picture, sound, trained, lost } = values;
      if (!picture || !sound || !trained) return [];
      if (whoseFaded(values) !== 'both') {
        return [
          {
            text: `This time the two pulls did not both fall below a fifth. ${ANOTHER_SEED}`,
            part: 'numbers',
          },
        ];
      }
      return [
        {
          text: `The common answer is right on ${inPercent(trained.value)} of the samples that it learns from.`,
          part: 'numbers',
        },
        {
          text: 'Where the answer is right there is hardly an error, and without an error nothing pulls. The pull is called gradient.',
          part: 'chart',
        },
        ...(lost?.told === 'more'
          ? [
              {
                text: `So the sound’s net stops too, ${inPoints(lost.value)} below what it learns alone.`,
                part: 'lanes',
              } as const,
            ]
          : []),
      ];
    },
  },
  try: {
    question: 'An epoch is one pass through all training samples. Will more of them mend it?',
    control: {
      kind: 'slider',
      path: 'epochs',
      label: 'Epochs',
      min: 40,
      max: 120,
      step: 20,
      ends: ['40', '120'],
      show: String,
    },
  },
  done: ({ guess, ended }) => guess !== null && ended.includes(RACE),
  claims: [
    {
      id: 'picture-fades',
      text: 'After 40 epochs the pull on the picture’s net is below a fifth of the first.',
      number: 'picture',
      op: '<',
      than: A_FIFTH,
    },
    {
      id: 'sound-fades',
      text: 'After 40 epochs the pull on the sound’s net is below a fifth of the first.',
      number: 'sound',
      op: '<',
      than: A_FIFTH,
    },
    {
      id: 'trained',
      text: 'The common answer is right on more than 97 % of the training samples.',
      number: 'trained',
      op: '>',
      than: 0.97,
    },
  ],
  teachers: {
    minutes: 6,
    aim: 'One error for all: whoever learns first takes it away from the others.',
    misconceptions: [
      {
        thought: 'The picture pushes the sound aside.',
        shown: 'Nothing acts on the sound but the common error, and that is nearly gone.',
      },
      {
        thought: 'More epochs will mend it.',
        shown: 'The pull that would have to mend it has faded; the slider shows it.',
      },
    ],
    ask: [
      {
        question: 'Where does the pull on the sound come from?',
        answer: 'From the common error, and from nowhere else.',
      },
      {
        question: 'When is the error nearly zero?',
        answer: 'When the common answer is right, whoever made it so.',
      },
    ],
  },
};
