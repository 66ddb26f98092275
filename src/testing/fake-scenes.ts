/** Two scenes of four epochs, for tests of the stage: a ring to drag, and a choice with a wall and two races. */
import { accuracyOf, lead } from '../state/lessons/numbers';
import type { Scene } from '../state/lessons/scene';

const SMALL = { epochs: 4, samples: { train: 96, test: 64 } };
const PLAIN = {
  chart: {
    title: 'Right answers of the sound by itself',
    curves: [
      { of: { alone: 'sound' }, label: 'alone' },
      { of: { probe: 'sound', run: 'joint' }, label: 'together' },
      { of: { probe: 'picture', run: 'joint' }, label: 'picture', isPale: true },
    ],
  },
  scatter: null,
  hasSample: true,
  slowMotion: null,
  claims: [],
  teachers: { minutes: 1, aim: '', misconceptions: [], ask: [] },
} as const satisfies Partial<Scene>;

const RING: Scene = {
  ...PLAIN,
  id: 'ring',
  title: 'The ring',
  question: 'Where does it end?',
  races: [{ id: 'one', label: 'One', settings: { ...SMALL, methods: { joint: {} } } }],
  lanes: { open: 'joint', shut: null },
  numbers: [
    accuracyOf(
      { id: 'together', race: 'one', label: 'together' },
      { probe: 'sound', run: 'joint' },
    ),
    lead(
      { id: 'lost', race: 'one', label: 'lost' },
      { alone: 'sound' },
      { probe: 'sound', run: 'joint' },
    ),
  ],
  big: ['together'],
  guess: { kind: 'curve-end', question: 'Where does it end?', number: 'together', start: 0.5 },
  pace: [{ untilEpoch: 2, epochsPerSecond: 1 }],
  moments: [{ from: 1, to: 2, part: 'lanes', text: 'Both learn.' }],
  say: {
    heading: ({ together }) => (together ? 'It ended.' : 'It did not end.'),
    sentences: () => [
      { text: 'First.', part: 'chart' },
      { text: 'Second.', part: 'numbers' },
    ],
  },
  try: { question: 'Again?', control: { kind: 'seed', label: 'Another seed' } },
  done: ({ guess, ended }) => guess !== null && ended.includes('one'),
};

const BOTH = { ...SMALL, methods: { joint: {}, 'late-ensemble': {} } };

export const CHOICE: Scene = {
  ...PLAIN,
  id: 'choice',
  title: 'The choice',
  question: 'Who wins?',
  races: [
    { id: 'first', label: 'First', about: 'As it is.', settings: BOTH },
    { id: 'second', label: 'Second', settings: { ...BOTH, epochs: 3 } },
  ],
  lanes: { open: 'joint', shut: 'late-ensemble' },
  numbers: ['first', 'second'].map((race) =>
    accuracyOf({ id: `${race}-joint`, race, label: race }, { fusion: 'joint' }),
  ),
  big: ['first-joint', 'second-joint'],
  guess: {
    kind: 'choice',
    question: 'Which?',
    options: [
      { id: 'a', text: 'The one.' },
      { id: 'b', text: 'The other.' },
    ],
    came: (values, race) => (values[`${race}-joint`] ? 'b' : null),
  },
  pace: [],
  moments: [],
  say: { heading: () => 'Over.', sentences: () => [] },
  try: { question: 'And the other?', control: { kind: 'races', label: 'Another race' } },
  done: ({ ended }) => ended.length === 2,
};

export const FAKE_SCENES: readonly Scene[] = [RING, CHOICE];
