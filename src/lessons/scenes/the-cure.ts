/** Scene 4: the wall. Joint training beside nets that each learn from their own error, and beside DI-MML. */
import {
  accuracyOf,
  fromRun,
  lead,
  type SceneNumber,
  type SceneValue,
} from '../../state/lessons/numbers';
import type { Scene } from '../../state/lessons/scene';
import { withCostly } from '../../state/measures/costly';
import type { RunRecord } from '../../state/race-record';
import { APART, APART_KNOBS, raceOn } from '../races';
import { ANOTHER_SEED, inPercent, inPoints, NO_END } from '../words';

const RACE = 'wall';

const JOINT = { fusion: 'joint' } as const;
const SHUT = { fusion: APART } as const;
const DI_MML = { fusion: 'di-mml' } as const;
/** As much trust as the other gets. */
const HALF = 0.5;

/** The weight that the answer gives to a modality where that modality alone is right; read from the table of who failed. */
function trustIn(run: RunRecord, modality: string): number | null {
  const row = withCostly(run, run.epochs.at(-1) ?? null)?.certaintyByFailure?.find(
    ({ right }) => right.length === 1 && right[0] === modality,
  );
  return row?.weights?.[modality] ?? null;
}

const trust = (id: string, modality: string, label: string): SceneNumber => ({
  ...fromRun({ id, race: RACE, label, unit: 'share' }, APART, (run) => trustIn(run, modality)),
  isHeavy: true,
});

/** The most trust that the surer of two can get: their certainties, 0..1, go through a softmax of this temperature. */
const mostTrust = (temperature: number): string =>
  `the surer one gets up to ${Math.round(100 / (1 + Math.exp(-1 / temperature)))}\u00A0%`;

/** DI-MML beside the wall alone, in the words of the test. */
function apartText({ value, told }: SceneValue): string {
  if (told === 'more') return `DI-MML adds ${inPoints(value)} to the wall.`;
  if (told === 'less') return `DI-MML stays ${inPoints(value)} behind the wall alone.`;
  return 'Which of the two is better, these samples cannot tell.';
}

/** Whether the answer trusts more in the one that is right, where the other fails. */
function trustText(picture: SceneValue, sound: SceneValue): string {
  const told = `Where only the sound is wrong, the picture gets ${inPercent(picture.value)} of the answer’s trust. Where only the picture is wrong, the sound gets ${inPercent(sound.value)}.`;
  const [toPicture, toSound] = [picture.value > HALF, sound.value > HALF];
  if (toPicture && toSound) return `${told} Each time the one that is right counts more.`;
  if (!toPicture && !toSound) return `${told} Neither time does the one that is right count more.`;
  return `${told} So it leans to the ${toPicture ? 'picture' : 'sound'}, also where that is wrong.`;
}

export const theCure: Scene = {
  id: 'the-cure',
  title: 'The cure',
  question: 'Shut the wall: each net learns from its own error. Where does the answer end?',
  races: [
    {
      id: RACE,
      label: 'With and without the wall',
      settings: raceOn('sound-starves', { joint: {}, [APART]: APART_KNOBS, 'di-mml': {} }),
    },
  ],
  lanes: { open: 'joint', shut: APART },
  chart: {
    title: 'Right answers from picture and sound',
    curves: [
      { of: JOINT, label: 'wall open' },
      { of: SHUT, label: 'wall shut' },
      { of: DI_MML, label: 'DI-MML' },
    ],
  },
  numbers: [
    accuracyOf({ id: 'open', race: RACE, label: 'wall open' }, JOINT),
    accuracyOf({ id: 'shut', race: RACE, label: 'wall shut' }, SHUT),
    accuracyOf({ id: 'dimml', race: RACE, label: 'DI-MML' }, DI_MML),
    lead({ id: 'gain-shut', race: RACE, label: 'gained by the wall' }, SHUT, JOINT),
    lead({ id: 'gain-dimml', race: RACE, label: 'gained by DI-MML' }, DI_MML, JOINT),
    lead({ id: 'apart', race: RACE, label: 'DI-MML before the wall alone' }, DI_MML, SHUT),
    trust('trust-picture', 'picture', 'trust in the picture where only it is right'),
    trust('trust-sound', 'sound', 'trust in the sound where only it is right'),
  ],
  big: ['open', 'shut', 'dimml'],
  scatter: { x: 'gain-shut', y: 'gain-dimml' },
  hasSample: false,
  guess: {
    kind: 'curve-end',
    question: 'How often is the answer right with the wall shut?',
    number: 'shut',
    start: 0.5,
  },
  pace: [{ untilEpoch: 8, epochsPerSecond: 1 }],
  moments: [
    {
      from: 1,
      to: 3,
      part: 'lanes',
      text: 'Behind the wall each net has an error of its own. Nobody can take it away.',
    },
    {
      from: 4,
      to: 8,
      part: 'chart',
      text: 'At the end the two answers are added up. The surer net counts more.',
    },
  ],
  slowMotion: null,
  say: {
    heading: ({ open, shut }) =>
      open && shut
        ? `Wall shut: ${inPercent(shut.value)} right answers. Wall open: ${inPercent(open.value)}.`
        : NO_END,
    sentences: (values) => {
      const { apart } = values;
      const [shut, dimml] = [values['gain-shut'], values['gain-dimml']];
      const [picture, sound] = [values['trust-picture'], values['trust-sound']];
      if (!shut || !dimml || !apart) return [];
      if (shut.told !== 'more' || dimml.told !== 'more') {
        return [
          {
            text: `This time the samples cannot tell that the wall helped. ${ANOTHER_SEED}`,
            part: 'numbers',
          },
        ];
      }
      // more than half of what either gains
      const isMostlyWall = Math.abs(apart.value) < shut.value / 2;
      return [
        {
          text: `The wall alone gains ${inPoints(shut.value)}. DI-MML, a method that adds arrows across the wall, gains ${inPoints(dimml.value)}.`,
          part: 'numbers',
        },
        {
          text: `${apartText(apart)}${isMostlyWall ? ' Most of the cure is the wall.' : ''}`,
          part: 'chart',
        },
        ...(picture && sound
          ? [{ text: trustText(picture, sound), part: 'numbers', failuresOf: APART } as const]
          : []),
      ];
    },
  },
  try: {
    question: 'Does it matter whom the answer trusts?',
    control: {
      kind: 'slider',
      path: `methods.${APART}.temperature`,
      label: 'Trust',
      min: 0.1,
      max: 3.1,
      step: 0.5,
      ends: ['the surer one', 'both nearly alike'],
      show: mostTrust,
    },
  },
  done: ({ guess, ended }) => guess !== null && ended.includes(RACE),
  claims: [
    {
      id: 'wall-helps',
      text: 'With the wall shut the answer is at least 6 points better.',
      number: 'gain-shut',
      op: '>=',
      than: 6,
    },
    {
      id: 'dimml-helps',
      text: 'DI-MML’s answer is at least 6 points better than joint training’s.',
      number: 'gain-dimml',
      op: '>=',
      than: 6,
    },
    {
      id: 'mostly-the-wall',
      text: 'The wall alone and DI-MML differ by less than 2 points.',
      number: 'apart',
      op: 'within',
      than: 2,
    },
  ],
  teachers: {
    minutes: 7,
    aim: 'An error of one’s own cures it; what comes on top is small here.',
    misconceptions: [
      {
        thought: 'Learning together must be better than learning apart.',
        shown: 'With the wall shut the same nets answer better.',
      },
      {
        thought: 'The clever part of DI-MML is what helps.',
        shown: 'The wall alone comes as far, to within two points.',
      },
    ],
    ask: [
      {
        question: 'What does the sound’s net learn from when the wall is shut?',
        answer: 'From its own answers: their error stays until the sound itself is right.',
      },
      {
        question: 'Why count the surer net more?',
        answer: 'Where one sensor fails, its net is unsure, and the other should decide.',
      },
    ],
  },
};
