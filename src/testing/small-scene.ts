/** A scene that belongs to no list, with two races and every kind of claim: a scene is one file and named nowhere else. */
import { accuracyOf, fromRun, lead } from '../state/lessons/numbers';
import type { Scene } from '../state/lessons/scene';

const settings = { samples: { train: 64, test: 64 }, epochs: 3, methods: { joint: {} } };

export const SMALL_SCENE: Scene = {
  id: 'small-scene',
  title: 'A small scene',
  question: 'Does a scene need more than one file?',
  races: [
    { id: 'one', label: 'One', about: 'The first.', settings },
    { id: 'two', label: 'Two', about: 'The second.', settings: { ...settings, epochs: 4 } },
  ],
  lanes: { open: 'joint', shut: null },
  chart: { title: 'Right answers', curves: [{ of: { fusion: 'joint' }, label: 'together' }] },
  numbers: [
    accuracyOf({ id: 'both', race: 'one', label: 'both together' }, { fusion: 'joint' }),
    lead(
      { id: 'lost', race: 'one', label: 'the sound lost' },
      { alone: 'sound' },
      { probe: 'sound', run: 'joint' },
    ),
    {
      ...fromRun(
        { id: 'length', race: 'two', label: 'epochs', unit: 'plain' },
        'joint',
        (run) => run.epochs.length,
      ),
      isHeavy: true,
    },
  ],
  big: ['both'],
  scatter: { x: 'both', y: 'lost' },
  hasSample: false,
  guess: { kind: 'curve-end', question: 'Where does it end?', number: 'both', start: 0.5 },
  pace: [],
  moments: [],
  slowMotion: null,
  say: { heading: () => 'It does not.', sentences: () => [] },
  try: { question: 'And with other samples?', control: { kind: 'seed', label: 'Another seed' } },
  done: ({ guess }) => guess !== null,
  claims: [
    { id: 'right', text: 'Both are right on at least 60 %.', number: 'both', op: '>=', than: 0.6 },
    { id: 'kept', text: 'The sound keeps what it knows.', number: 'lost', op: 'within', than: 5 },
    {
      id: 'length',
      text: 'It trains more than 3 epochs.',
      number: 'length',
      op: '>',
      than: 3,
      ofTen: 5,
    },
  ],
  teachers: {
    minutes: 3,
    aim: 'A scene is data.',
    misconceptions: [{ thought: 'It takes a component.', shown: 'It takes none.' }],
    ask: [{ question: 'What is a scene made of?', answer: 'Of data.' }],
  },
};
