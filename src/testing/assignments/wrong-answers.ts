/**
 * Fifty wrong answers to the six assignments that come with the lab, of every kind that a grader meets: files that are
 * no answers, settings that do not exist, changes that are not allowed, luck, and answers that miss what was asked.
 */
import type { SettingsInput } from '../../protocol/settings';

export interface WrongAnswer {
  /** The assignment that it is handed in to. */
  readonly task: string;
  readonly wrong: string;
  /** The file, as a text or as what it holds. */
  readonly file: string | object | null;
  /** 2 for a file that is no answer, 1 for an answer that is wrong. */
  readonly exit: 1 | 2;
  /** What is said of it: a sentence, or the measure that does not hold. */
  readonly says: string;
}

const SLOW = 'slow-learner';
const FEED = 'less-starving';
const NEED = 'need-each-other';
const SURER = 'trust-the-surer';
const JOINT = 'joint-wins';
const WORSE = 'worse-than-alone';

/** No answer at all. */
const malformed = (wrong: string, file: WrongAnswer['file'], says: string): WrongAnswer => ({
  ...{ task: SLOW, wrong, file, exit: 2, says },
});

const answer = (task: string, settings: unknown) => ({ format: 1, task, settings });

/** An answer whose settings do not exist, or are out of range. */
const unusable = (task: string, wrong: string, settings: object, says: string): WrongAnswer => ({
  ...{ task, wrong, file: answer(task, settings), exit: 2, says },
});

/** An answer as it should be written, which is wrong. */
const wrong = (
  task: string,
  why: string,
  settings: SettingsInput | object,
  says: string,
): WrongAnswer => ({ task, wrong: why, file: answer(task, settings), exit: 1, says });

/** What would solve the first assignment, if nothing else were changed. */
const SOLVED = { generator: { sound: { phaseRange: 0 } } };

const MALFORMED: readonly WrongAnswer[] = [
  malformed('cut off', '{"format": 1, "task": "slow-learner", "sett', 'is not JSON'),
  malformed('empty', '', 'is not JSON'),
  malformed('numbers that JSON does not have', '{"format": NaN}', 'is not JSON'),
  malformed('nothing', null, 'holds null; an answer is an object'),
  malformed('a list of answers', [answer(SLOW, SOLVED)], 'an answer is an object with format'),
  malformed('a word', '"slow-learner"', 'holds "slow-learner"; an answer is an object'),
  malformed('no format', { task: SLOW, settings: SOLVED }, 'has no format'),
  malformed('of a format to come', { ...answer(SLOW, SOLVED), format: 2 }, 'format is 2'),
  malformed('no task', { format: 1, settings: SOLVED }, 'has no task'),
  malformed('the task by its title', answer('Who is the victim?', SOLVED), 'task is "Who is'),
  malformed('no settings', { format: 1, task: SLOW }, 'has no settings'),
  malformed('settings as a list', answer(SLOW, [SOLVED]), 'it must be an object of settings'),
  malformed('says itself that it passed', { ...answer(SLOW, {}), passed: true }, 'no passed in an'),
  malformed(
    'the line of a race',
    { kind: 'race-ended', settings: SOLVED, runs: [] },
    'has no format',
  ),
];

const UNUSABLE: readonly WrongAnswer[] = [
  unusable(
    SLOW,
    'below the range',
    { generator: { sound: { phaseRange: -0.1 } } },
    'phaseRange is',
  ),
  unusable(SLOW, 'a number as a text', { generator: { sound: { phaseRange: '0' } } }, 'is "0"'),
  unusable(SLOW, 'no such view', { generator: { sound: { view: 'score' } } }, 'wave, spectrum'),
  unusable(SLOW, 'no such setting', { generator: { sound: { volume: 3 } } }, 'sound.volume'),
  unusable(FEED, 'a weight below 0', { methods: { 'multi-loss': { weight: -1 } } }, 'weight is -1'),
  unusable(FEED, 'no learning at all', { optimizer: { learningRate: 0 } }, 'learningRate is 0'),
  unusable(NEED, 'classes that are not there', { generator: { sound: { merge: '0-9' } } }, 'merge'),
];

const NOT_ALLOWED: readonly WrongAnswer[] = [
  wrong(SLOW, 'another seed', { ...SOLVED, seed: 77 }, 'changes seed, which'),
  wrong(SLOW, 'other first weights', { ...SOLVED, weightSeed: 4 }, 'changes weightSeed, which'),
  wrong(
    FEED,
    'luck under a run',
    { methods: { 'multi-loss': { weight: 1, weightSeed: 9 } } },
    'changes methods.multi-loss.weightSeed',
  ),
  wrong(SLOW, 'one epoch', { ...SOLVED, epochs: 1 }, 'changes epochs, which'),
  wrong(FEED, 'more epochs', { epochs: 60 }, 'changes epochs, which'),
  wrong(
    SLOW,
    'hardly any test',
    { ...SOLVED, samples: { test: 8 } },
    'changes samples.test, which',
  ),
  wrong(FEED, 'more samples', { samples: { train: 4000 } }, 'changes samples.train, which'),
  wrong(SLOW, 'less noise', { generator: { sound: { noise: 0 } } }, 'generator.sound.noise, which'),
  wrong(JOINT, 'two classes', { generator: { classes: 2 } }, 'changes generator.classes, which'),
  wrong(WORSE, 'another preset', { data: { id: 'worse-than-alone' } }, 'changes data.id, '),
  wrong(
    SLOW,
    'one more method',
    { methods: { joint: {}, 'di-mml': {} } },
    'changes methods.di-mml',
  ),
  wrong(
    FEED,
    'a knob that does not exist',
    { methods: { 'multi-loss': { wieght: 1 } } },
    'changes methods.multi-loss.wieght, which',
  ),
  wrong(SLOW, 'a larger net', { encoders: { sound: { hidden: [512] } } }, 'encoders.sound.hidden'),
  wrong(
    FEED,
    'the knob by another way',
    { methodDefaults: { 'multi-loss': { weight: 1 } } },
    'changes methodDefaults.multi-loss.weight',
  ),
  {
    ...{ task: SLOW, wrong: 'right, but for another task', exit: 1 },
    ...{ file: answer(NEED, SOLVED), says: 'The answer is to need-each-other, and this' },
  },
];

const MISSES: readonly WrongAnswer[] = [
  wrong(SLOW, 'nothing changed', {}, 'gap.joint.sound'),
  wrong(
    SLOW,
    'too little changed',
    { generator: { sound: { phaseRange: 0.7 } } },
    'gap.joint.sound',
  ),
  wrong(
    FEED,
    'nearly, on one seed',
    { methods: { 'multi-loss': { weight: 0.4 } } },
    'gap.multi-loss',
  ),
  wrong(FEED, 'diverges', { methods: { 'multi-loss': { weight: 10 } } }, 'Training diverged'),
  wrong(FEED, 'nobody learns', { optimizer: { learningRate: 0.0001 } }, 'multi-loss.fusion'),
  wrong(
    FEED,
    'features that gate',
    { methods: { 'multi-loss': { fusion: 'gated' } } },
    'multi-loss',
  ),
  wrong(
    NEED,
    'the same classes alike in both',
    { generator: { picture: { merge: '0-2', fail: 0 }, sound: { merge: '0-2', fail: 0 } } },
    'joint.fusion - alone.picture',
  ),
  wrong(
    NEED,
    'both missing often',
    { generator: { picture: { fail: 0.4 }, sound: { fail: 0.4 } } },
    'joint.fusion - alone.picture',
  ),
  wrong(
    SURER,
    'missing while it learns, too',
    { generator: { picture: { fail: 0.5 }, sound: { fail: 0.5 } } },
    'late-ensemble@certainty.fusion - late-ensemble.fusion',
  ),
  wrong(
    SURER,
    'the wrong one missing',
    { generator: { sound: { failTest: 0.5 } } },
    'late-ensemble@certainty.fusion - late-ensemble.fusion',
  ),
  wrong(
    JOINT,
    'each knows what the other does not',
    { generator: { picture: { merge: '0-2', fail: 0 }, sound: { merge: '3-5', fail: 0 } } },
    'joint.fusion - di-mml.fusion',
  ),
  wrong(JOINT, 'its rival taken away', { methods: { joint: {} } }, 'joint.fusion - di-mml.fusion'),
  wrong(
    WORSE,
    'the picture is mere noise',
    { generator: { picture: { noise: 3, fail: 0 }, sound: { noise: 0.5, fail: 0 } } },
    'alone.picture',
  ),
  wrong(WORSE, 'a noisy picture only', { generator: { picture: { noise: 0.9 } } }, 'alone.sound'),
];

export const WRONG_ANSWERS: readonly WrongAnswer[] = [
  ...MALFORMED,
  ...UNUSABLE,
  ...NOT_ALLOWED,
  ...MISSES,
];
