/** Scene 3: who starves. The same sound with the same knowledge, learned fast or slowly. */
import { accuracyOf, lead, type SceneValue } from '../../state/lessons/numbers';
import type { Scene } from '../../state/lessons/scene';
import { raceOn } from '../races';
import { ANOTHER_SEED, inPercent, inPoints, NO_END } from '../words';

const FAST = 'fast';
const SLOW = 'slow';
/** Points that a sound may lose and still not starve. */
const FEW = 5;

const soundsThatStart = (phaseRange: number) =>
  raceOn('sound-starves', { joint: {} }, { generator: { sound: { phaseRange } } });

const ALONE = { alone: 'sound' } as const;
const TOGETHER = { probe: 'sound', run: 'joint' } as const;

/** What a sound lost, in the words of the test. */
function lostText({ value, told }: SceneValue): string {
  if (told === 'more') return `lost ${inPoints(value)}`;
  return told === 'less' ? `gained ${inPoints(value)}` : 'lost nothing that the samples could tell';
}

/** Where in its wave a tone may start. */
function whereText(phaseRange: number): string {
  if (phaseRange === 0) return 'at one point of the wave';
  if (phaseRange === 1) return 'anywhere in the wave';
  return `within ${Math.round(100 * phaseRange)}\u00A0% of the wave`;
}

export const theVictim: Scene = {
  id: 'the-victim',
  title: 'Who is the victim?',
  question: 'Who starves: the one that knows less, or the one that learns slowly?',
  races: [
    {
      id: FAST,
      label: 'Learned fast',
      about: 'Every tone starts at the same point of its wave, so one look at the wave is enough.',
      settings: soundsThatStart(0),
    },
    {
      id: SLOW,
      label: 'Learned slowly',
      about: 'Every tone starts anywhere in its wave. The same is in it, but it is harder to find.',
      settings: soundsThatStart(1),
    },
  ],
  lanes: { open: 'joint', shut: null },
  chart: {
    title: 'Right answers of the sound by itself',
    curves: [
      { of: ALONE, label: 'alone' },
      { of: TOGETHER, label: 'together' },
      { of: { probe: 'picture', run: 'joint' }, label: 'picture', isPale: true },
    ],
  },
  numbers: [
    accuracyOf({ id: 'alone-fast', race: FAST, label: 'learned fast, alone' }, ALONE),
    lead({ id: 'lost-fast', race: FAST, label: 'learned fast, lost' }, ALONE, TOGETHER),
    accuracyOf({ id: 'alone-slow', race: SLOW, label: 'learned slowly, alone' }, ALONE),
    lead({ id: 'lost-slow', race: SLOW, label: 'learned slowly, lost' }, ALONE, TOGETHER),
  ],
  big: ['lost-fast', 'lost-slow'],
  scatter: { x: 'lost-fast', y: 'lost-slow' },
  hasSample: true,
  guess: {
    kind: 'number',
    question:
      'Now the sound is learned fast. How many points does it lose? A point is one test sample in a hundred.',
    number: 'lost-fast',
    min: -10,
    max: 50,
    step: 1,
    start: 20,
  },
  pace: [{ untilEpoch: 8, epochsPerSecond: 1 }],
  moments: [
    {
      from: 1,
      to: 8,
      part: 'chart',
      text: 'Alone the sound comes equally far, learned fast or slowly. Together it matters who is first.',
    },
  ],
  slowMotion: null,
  say: {
    heading: (values) => {
      const [fast, slow] = [values['lost-fast'], values['lost-slow']];
      const said = [
        ...(fast ? [`learned fast, the sound ${lostText(fast)}`] : []),
        ...(slow ? [`learned slowly, ${fast ? 'it' : 'the sound'} ${lostText(slow)}`] : []),
      ].join('; ');
      return said ? `${said.charAt(0).toUpperCase()}${said.slice(1)}.` : NO_END;
    },
    sentences: (values) => {
      const [fast, slow] = [values['lost-fast'], values['lost-slow']];
      const [aloneFast, aloneSlow] = [values['alone-fast'], values['alone-slow']];
      if (!fast && !slow) return [];
      if (!fast || !slow || !aloneFast || !aloneSlow) {
        return [
          { text: 'Train the other sound too, and hold the two side by side.', part: 'controls' },
        ];
      }
      const alone = {
        text: `Alone they reach ${inPercent(aloneFast.value)} and ${inPercent(aloneSlow.value)}: both sounds know enough.`,
        part: 'numbers',
      } as const;
      if (slow.told !== 'more' || fast.value >= FEW) {
        return [
          alone,
          {
            text: `This time the two do not come apart as usual. ${ANOTHER_SEED}`,
            part: 'numbers',
          },
        ];
      }
      return [
        alone,
        {
          text: 'The victim is the slow learner, not the one that knows less.',
          part: 'chart',
        },
      ];
    },
  },
  try: {
    question: 'How slow must it be to starve?',
    control: {
      kind: 'slider',
      path: 'generator.sound.phaseRange',
      label: 'Where the tones start',
      min: 0,
      max: 1,
      step: 0.25,
      ends: ['all alike', 'anywhere'],
      show: whereText,
      labels: { 'lost-fast': 'this sound, lost', 'lost-slow': 'this sound, lost' },
      say: (race) => ({
        heading: (values) => {
          const lost = values[`lost-${race}`];
          return lost ? `With tones that start so, the sound ${lostText(lost)}.` : NO_END;
        },
        sentences: (values) => {
          const alone = values[`alone-${race}`];
          if (!alone) return [];
          return [{ text: `Alone this sound reaches ${inPercent(alone.value)}.`, part: 'chart' }];
        },
      }),
    },
  },
  done: ({ guess, ended, hasTried }) =>
    guess !== null && ended.includes(FAST) && (ended.includes(SLOW) || hasTried),
  claims: [
    {
      id: 'fast-keeps',
      text: 'Learned fast, the sound loses less than 5 points.',
      number: 'lost-fast',
      op: '<',
      than: FEW,
    },
    {
      id: 'slow-starves',
      text: 'Learned slowly, it loses more than 20 points.',
      number: 'lost-slow',
      op: '>',
      than: 20,
    },
    {
      id: 'fast-alone',
      text: 'Alone, the fast sound stays above 70 %.',
      number: 'alone-fast',
      op: '>',
      than: 0.7,
    },
    {
      id: 'slow-alone',
      text: 'Alone, the slow sound stays above 70 %.',
      number: 'alone-slow',
      op: '>',
      than: 0.7,
    },
  ],
  teachers: {
    minutes: 6,
    aim: 'The slow learner starves, not the one that knows less.',
    misconceptions: [
      {
        thought: 'The stronger wins.',
        shown: 'Alone both sounds reach about the same; only the slow one starves.',
      },
      {
        thought: 'The sound is worse than the picture.',
        shown: 'The fast sound holds its own beside the same picture.',
      },
    ],
    ask: [
      {
        question: 'What is the same in both sounds, and what is not?',
        answer: 'The same tones and the same noise; only where in its wave a tone starts differs.',
      },
      {
        question: 'Which sensor of a car would you expect to starve?',
        answer: 'The one whose signal takes longest to learn, however good it is in the end.',
      },
    ],
  },
};
