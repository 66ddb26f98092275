/** Scene 6: when joint training wins. Three small races; what only the pair shows, no net behind a wall can learn. */
import { accuracyOf, highestOf, lead, type Net } from '../../state/lessons/numbers';
import type { SaidOf, Scene, SceneValues } from '../../state/lessons/scene';
import { APART, APART_KNOBS, raceOn } from '../races';
import { ANOTHER_SEED, inPercent, inPoints, NO_END } from '../words';

const HALVES = 'halves';
const NOISE = 'noise';
const PAIR = 'pair';

const JOINT = { fusion: 'joint' } as const;
const DI_MML = { fusion: 'di-mml' } as const;
/** Every net behind a wall. */
const DETACHED: readonly Net[] = [{ fusion: APART }, { fusion: 'frozen-fusion' }, DI_MML];

const RACES = [HALVES, NOISE, PAIR];
const NAMES: Readonly<Record<string, string>> = {
  [HALVES]: 'Each knows half',
  [NOISE]: 'A useless sound',
  [PAIR]: 'Only the pair knows',
};

/** Joint training against DI-MML, by race. */
const LEAD_OF: Readonly<Record<string, string>> = {
  [HALVES]: 'halves-lead',
  [NOISE]: 'noise-lead',
  [PAIR]: 'pair-lead',
};

function whoWins(values: SceneValues, race: string): string | null {
  const found = values[LEAD_OF[race] ?? ''];
  if (!found || found.told === 'untested') return null;
  return { more: 'together', less: 'apart', 'cannot-tell': 'alike' }[found.told];
}

/** One race in a sentence, in the words of the test; null before it was trained. */
function wonText(values: SceneValues, race: string): string | null {
  const found = values[LEAD_OF[race] ?? ''];
  const name = NAMES[race];
  if (!found || !name) return null;
  switch (found.told) {
    case 'more':
      return `${name}: joint training wins by ${inPoints(found.value)}.`;
    case 'less':
      return `${name}: DI-MML wins by ${inPoints(found.value)}.`;
    default:
      return `${name}: the samples cannot tell.`;
  }
}

/** What came of the races that were trained: of one by how much, of several who won how many. */
function cameText(values: SceneValues): string {
  const told = RACES.flatMap((race) => values[LEAD_OF[race] ?? '']?.told ?? []);
  if (told.length < 2) return RACES.flatMap((race) => wonText(values, race) ?? [])[0] ?? NO_END;
  const count = told.length;
  const joint = told.filter((each) => each === 'more').length;
  const apart = told.filter((each) => each === 'less').length;
  const open = count - joint - apart;
  const every = count === 2 ? 'both' : 'all three';
  if (joint === count) return `Joint training wins ${every} races.`;
  if (apart === count) return `DI-MML wins ${every} races.`;
  if (open === count) return `In ${every} races the samples cannot tell who wins.`;
  const parts = [
    ...(joint > 0 ? [`joint training wins ${joint}`] : []),
    ...(apart > 0 ? [`DI-MML wins ${apart}`] : []),
    ...(open > 0 ? [`in ${open} the samples cannot tell`] : []),
  ];
  return `Of ${count} races ${parts.join(', ')}.`;
}

export const whenJointWins: Scene = {
  id: 'when-joint-wins',
  title: 'When joint wins',
  question: 'When must picture and sound learn together after all?',
  races: [
    {
      id: HALVES,
      label: 'Each knows half',
      about: 'The first four classes look alike in the picture, the last four sound alike.',
      settings: raceOn('complementary-classes', { joint: {}, 'di-mml': {} }),
    },
    {
      id: NOISE,
      label: 'A useless sound',
      about: 'The sound is noise and nothing else.',
      settings: raceOn('useless-sound', { joint: {}, 'di-mml': {} }),
    },
    {
      id: PAIR,
      label: 'Only the pair knows',
      about: 'Each shows a number of its own, and the class is their sum.',
      settings: raceOn('synergy', {
        joint: {},
        [APART]: APART_KNOBS,
        'frozen-fusion': {},
        'di-mml': {},
      }),
    },
  ],
  lanes: { open: 'joint', shut: 'di-mml' },
  chart: {
    title: 'Right answers from picture and sound',
    curves: [
      { of: JOINT, label: 'wall open' },
      { of: DI_MML, label: 'wall shut' },
      { of: { alone: 'picture' }, label: 'picture alone', isPale: true },
    ],
  },
  numbers: [
    lead({ id: 'halves-lead', race: HALVES, label: 'each knows half: joint ahead' }, JOINT, DI_MML),
    lead({ id: 'noise-lead', race: NOISE, label: 'useless sound: joint ahead' }, JOINT, DI_MML),
    lead(
      { id: 'noise-behind', race: NOISE, label: 'useless sound: DI-MML behind the picture' },
      { alone: 'picture' },
      DI_MML,
    ),
    lead({ id: 'pair-lead', race: PAIR, label: 'only the pair: joint ahead' }, JOINT, DI_MML),
    accuracyOf({ id: 'pair-joint', race: PAIR, label: 'only the pair: joint' }, JOINT),
    highestOf(
      { id: 'pair-shut', race: PAIR, label: 'only the pair: best behind a wall' },
      DETACHED,
    ),
  ],
  big: ['halves-lead', 'noise-lead', 'pair-lead'],
  scatter: { x: 'halves-lead', y: 'pair-lead' },
  hasSample: true,
  guess: {
    kind: 'choice',
    question: 'Who answers more often right here?',
    options: [
      { id: 'together', text: 'The nets that learn together.' },
      { id: 'apart', text: 'The nets with a wall between them (DI-MML).' },
      { id: 'alike', text: 'The test samples cannot tell.' },
    ],
    came: whoWins,
  },
  pace: [{ untilEpoch: 6, epochsPerSecond: 1 }],
  moments: [],
  slowMotion: null,
  say: {
    heading: cameText,
    sentences: (values) => {
      const [behind, pairLead] = [values['noise-behind'], values['pair-lead']];
      const [pair, shut] = [values['pair-joint'], values['pair-shut']];
      const noise: readonly SaidOf[] =
        behind?.told === 'more'
          ? [
              {
                text: `With a useless sound DI-MML stays ${inPoints(behind.value)} behind the picture alone: it listens to a net that knows nothing.`,
                part: 'numbers',
              },
            ]
          : [];
      if (!pair || !shut || !pairLead) {
        const others = 'Train the others too: who wins depends on the data.';
        return [...noise, { text: others, part: 'controls' }];
      }
      if (pairLead.told !== 'more') {
        const text = `Where only the pair knows, joint training usually wins; this time the samples cannot tell it. ${ANOTHER_SEED}`;
        return [...noise, { text, part: 'numbers' }];
      }
      return [
        ...noise,
        {
          text: `Where only the pair knows, joint training is right on ${inPercent(pair.value)}. Of three methods with a wall none comes beyond ${inPercent(shut.value)}.`,
          part: 'numbers',
        },
        { text: 'An error of one’s own cannot show what only the pair knows.', part: 'chart' },
      ];
    },
  },
  try: {
    question: 'Which of the three can no net behind a wall ever learn?',
    control: { kind: 'races', label: 'Another race' },
  },
  done: ({ guess, ended }) => guess !== null && ended.length >= 2 && ended.includes(PAIR),
  claims: [
    {
      id: 'halves',
      text: 'Where each knows half, joint training is at least 2 points ahead of DI-MML.',
      number: 'halves-lead',
      op: '>=',
      than: 2,
    },
    {
      id: 'noise',
      text: 'With a useless sound DI-MML answers worse than the picture alone.',
      number: 'noise-behind',
      op: '>',
      than: 0,
    },
    {
      id: 'pair-joint',
      text: 'Where only the pair knows, joint training is right on more than 95 %.',
      number: 'pair-joint',
      op: '>',
      than: 0.95,
    },
    {
      id: 'pair-shut',
      text: 'There every method behind a wall stays below 45 %; guessing is 25 %.',
      number: 'pair-shut',
      op: '<',
      than: 0.45,
    },
  ],
  teachers: {
    minutes: 7,
    aim: 'An error of one’s own cannot show what only the pair knows.',
    misconceptions: [
      {
        thought: 'The wall is always better.',
        shown: 'In all three races joint training answers better than DI-MML.',
      },
      {
        thought: 'Trusting the surer net protects against a useless sensor.',
        shown: 'A net that has learned noise by heart is sure of itself and wrong.',
      },
    ],
    ask: [
      {
        question: 'What does the picture alone say about the sum of two numbers?',
        answer: 'Nothing: for each number in the picture every sum is equally likely.',
      },
      {
        question: 'How would you find out which kind your own data are?',
        answer: 'Train both ways on several seeds and compare.',
      },
    ],
  },
};
