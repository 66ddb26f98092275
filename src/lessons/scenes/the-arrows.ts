/** Scene 5: what the arrows across the wall (DUC) change: features, much less the answer. */
import { fromRun, fromRuns, lead, measuredAt, type SceneValue } from '../../state/lessons/numbers';
import type { Scene, SceneValues } from '../../state/lessons/scene';
import type { RunRecord } from '../../state/race-record';
import { raceOn } from '../races';
import { ANOTHER_SEED, inPoints, inTwoDigits, NO_END } from '../words';

const RACE = 'teaching';
const WITH = 'di-mml';
const WITHOUT = 'di-mml@no-duc';
/** Epochs of the encoders; a fusion head follows. */
const ENCODERS_END = 40;
/** From here on features count as closer. */
const CLOSER = 0.1;
/** And below this they count as equally close. */
const SAME = 0.05;
/** Points by which an answer may move and still hardly moves. */
const HARDLY = 1.5;

const alignment = (run: RunRecord) => measuredAt(run, 'alignment', ENCODERS_END);
const control = (run: RunRecord) => measuredAt(run, 'alignmentWithinClass', ENCODERS_END);

/** The difference of two values, null where one is missing. */
const minus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b;

function whatChanged({ closer, answer }: SceneValues): string | null {
  if (!closer || !answer) return null;
  if (answer.told === 'more' && answer.value >= HARDLY) return 'answer';
  return closer.value >= CLOSER ? 'features' : 'nothing';
}

/** What the weak modality got from it, in the words of the test. */
function taughtText({ value, told }: SceneValue): string {
  if (told === 'more') return `The sound gained ${inPoints(value)}.`;
  if (told === 'less') return `The sound lost ${inPoints(value)}.`;
  return 'Whether the sound gained by it, these samples cannot tell.';
}

function answerText({ value, told }: SceneValue): string {
  if (told === 'more') return `The answer gained ${inPoints(value)}.`;
  if (told === 'less') return `The answer lost ${inPoints(value)}.`;
  return 'Whether the answer changed, these samples cannot tell.';
}

const gainedText = (taught: SceneValue, answer: SceneValue): string =>
  [taught, answer].some(({ told }) => told === 'more' || told === 'less')
    ? `${taughtText(taught)} ${answerText(answer)}`
    : 'Whether the sound or the answer gained by it, these samples cannot tell.';

const alikeText = ({ with: on, without: off }: SceneValues): string =>
  on && off
    ? `With arrows picture and sound are alike to ${inTwoDigits(on.value)}, without to ${inTwoDigits(off.value)}.`
    : NO_END;

export const theArrows: Scene = {
  id: 'the-arrows',
  title: 'What the arrows do',
  question: 'Can a strong picture teach a weak sound across the wall?',
  races: [
    {
      id: RACE,
      label: 'The strong one teaches the weak one',
      settings: raceOn('strong-teaches-weak', { [WITH]: {}, [WITHOUT]: { duc: { kind: 'off' } } }),
    },
  ],
  lanes: { open: WITH, shut: null },
  chart: {
    title: 'How much closer picture and sound of one sample lie than of two',
    curves: [
      { of: { run: WITH, measure: 'alignment' }, label: 'with arrows' },
      { of: { run: WITHOUT, measure: 'alignment' }, label: 'without' },
      {
        of: { run: WITH, measure: 'alignmentWithinClass' },
        label: 'with, of one class',
        isPale: true,
      },
    ],
  },
  numbers: [
    fromRun(
      { id: 'with', race: RACE, label: 'alike, with arrows', unit: 'plain' },
      WITH,
      alignment,
    ),
    fromRun(
      { id: 'without', race: RACE, label: 'alike, without', unit: 'plain' },
      WITHOUT,
      alignment,
    ),
    fromRuns(
      { id: 'closer', race: RACE, label: 'what the arrows add', unit: 'plain' },
      [WITH, WITHOUT],
      (on, off) => minus(on && alignment(on), off && alignment(off)),
    ),
    fromRun(
      { id: 'beyond-class', race: RACE, label: 'more than the class alone', unit: 'plain' },
      WITH,
      (run) => minus(alignment(run), control(run)),
    ),
    lead(
      { id: 'taught', race: RACE, label: 'the sound gained' },
      { probe: 'sound', run: WITH },
      { probe: 'sound', run: WITHOUT },
    ),
    lead(
      { id: 'answer', race: RACE, label: 'the answer gained' },
      { fusion: WITH },
      { fusion: WITHOUT },
    ),
  ],
  big: ['closer', 'taught', 'answer'],
  scatter: { x: 'closer', y: 'taught' },
  hasSample: false,
  guess: {
    kind: 'choice',
    question: 'What will the arrows change?',
    options: [
      { id: 'answer', text: 'The answer gets clearly better.' },
      { id: 'features', text: 'Picture and sound come closer; the answer hardly moves.' },
      { id: 'nothing', text: 'Nothing.' },
    ],
    came: whatChanged,
  },
  pace: [
    { untilEpoch: 5, epochsPerSecond: 2 },
    { untilEpoch: 12, epochsPerSecond: 1 },
  ],
  moments: [
    {
      from: 1,
      to: 5,
      part: 'chart',
      text: 'At first each net learns by itself. The curves say how alike a picture and its sound are: 0 like strangers, 1 the same.',
    },
    {
      from: 6,
      to: 12,
      part: 'chart',
      text: 'Now the arrows (DUC) teach: where one net tells the classes apart better, it draws the other along.',
    },
  ],
  slowMotion: null,
  say: {
    heading: alikeText,
    sentences: (values) => {
      const { closer, taught, answer } = values;
      const beyond = values['beyond-class'];
      if (!closer || !beyond || !taught || !answer) return [];
      if (closer.value < CLOSER) {
        return [
          {
            text: `This time the arrows brought picture and sound hardly closer. ${ANOTHER_SEED}`,
            part: 'numbers',
          },
        ];
      }
      return [
        {
          text:
            Math.abs(beyond.value) < SAME
              ? 'A picture and a sound of other samples of the same class are as alike. The arrows line up classes, not samples.'
              : `This time picture and sound of one sample are not just as alike as those of one class. ${ANOTHER_SEED}`,
          part: 'chart',
        },
        {
          text: gainedText(taught, answer),
          part: 'numbers',
        },
        ...(Math.abs(answer.value) < HARDLY
          ? [
              {
                text: 'With nets this small the arrows change more of what the nets see than of what they answer.',
                part: 'numbers',
              } as const,
            ]
          : []),
      ];
    },
  },
  try: {
    question: 'Does teaching still help where there are more samples to learn from?',
    control: {
      kind: 'slider',
      path: 'samples.train',
      label: 'Training samples',
      min: 150,
      max: 1200,
      step: 150,
      ends: ['150', '1200'],
      show: String,
      say: () => ({
        heading: alikeText,
        sentences: ({ taught, answer }) =>
          taught && answer ? [{ text: gainedText(taught, answer), part: 'numbers' }] : [],
      }),
    },
  },
  done: ({ guess, ended }) => guess !== null && ended.includes(RACE),
  claims: [
    {
      id: 'closer',
      text: 'With arrows picture and sound are more alike, by at least 0.1.',
      number: 'closer',
      op: '>=',
      than: CLOSER,
    },
    {
      id: 'classes',
      text: 'Those of other samples of the class are as alike, to within 0.05.',
      number: 'beyond-class',
      op: 'within',
      than: SAME,
    },
    {
      id: 'taught',
      text: 'The weak sound gains at least half a point.',
      number: 'taught',
      op: '>=',
      than: 0.5,
      ofTen: 8,
    },
    {
      id: 'answer',
      text: 'The answer moves by less than 1.5 points.',
      number: 'answer',
      op: 'within',
      than: HARDLY,
    },
  ],
  teachers: {
    minutes: 7,
    aim: 'Teaching across the wall changes features more than answers.',
    misconceptions: [
      {
        thought: 'Better features must give better answers.',
        shown: 'The nets grow much more alike; the answer moves by less than 1.5 points.',
      },
      {
        thought: 'The arrows join the picture and the sound of one sample.',
        shown: 'Samples of one class are just as alike: the arrows know classes.',
      },
    ],
    ask: [
      {
        question: 'What is a feature?',
        answer: 'The list of 16 numbers that a net hands on instead of the picture or the sound.',
      },
      {
        question: 'Who profits from the arrows, and when?',
        answer: 'A weak net with few samples beside a strong one.',
      },
    ],
  },
};
