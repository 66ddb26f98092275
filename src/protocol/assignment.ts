/**
 * An assignment (TASK.json) and an answer to it (ANSWER.json): their schemas, and sentences for every file that is
 * neither. What settings say is checked where the settings are put together; what a race must come to, in src/verdict.
 */
import * as v from 'valibot';
import {
  MEASURE_EXAMPLES,
  type Measure,
  needsAlone,
  parseMeasure,
  runOf,
  termsOf,
} from './assignment-measure';
import { LabError, show } from './failure';
import type { SettingsInput } from './settings';
import { isTree } from './settings-paths';

/** Format number of both files. */
export const ASSIGNMENT_FORMAT = 1;

/** A file that is no assignment, or no answer; the message names the file, the place and what belongs there. */
export class AssignmentError extends LabError {
  constructor(message: string, hint = 'Correct the file and try again; nothing was trained.') {
    super('assignment-invalid', message, hint);
  }
}

export const OPS = ['<', '<=', '>', '>='] as const;
export type Op = (typeof OPS)[number];

/** Seeds go up to, and not including, this (training-knobs.ts). */
const SEEDS_END = 2 ** 31;
/** Paths, or conditions: more than anyone reads. */
const MOST_LISTED = 200;
/** Every seed is a race; more are a slip of the finger. */
const MOST_SEEDS = 20;

const format = v.literal(
  ASSIGNMENT_FORMAT,
  `must be ${ASSIGNMENT_FORMAT}; other formats come from another version of the lab`,
);
const NAME = 'must be a name of small letters, digits and hyphens, such as less-starving';
const id = v.pipe(v.string(NAME), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, NAME), v.maxLength(80, NAME));
const text = (what: string, most: number) =>
  v.pipe(
    v.string(`must be ${what}`),
    v.check((value) => value.trim() !== '', `must be ${what}`),
    v.maxLength(most, `must have at most ${most} letters`),
  );
const settings = v.custom<SettingsInput>(isTree, 'must be an object of settings');
const some = <T extends v.GenericSchema>(entry: T, what: string) =>
  v.pipe(
    v.array(entry, `must be a list of ${what}`),
    v.minLength(1, `must name ${what}`),
    v.maxLength(MOST_LISTED, `must list at most ${MOST_LISTED}`),
  );

/** Settings that draw the random numbers: no answer may choose its luck, so no assignment can allow them. */
const DRAWS = new Set(['seed', 'weightSeed']);
/** Whether a path is one of luck: `seed`, `weightSeed`, `methods.RUN.weightSeed`. */
export const isOfLuck = (path: string): boolean => DRAWS.has(path.split('.').at(-1) ?? '');

const PATH = 'must be the path of a setting, such as generator.sound.noise';
const allowedPath = v.pipe(
  v.string(PATH),
  v.regex(/^[^.\s]+(\.[^.\s]+)*$/, PATH),
  v.maxLength(500, PATH),
  v.check(
    (path) => !isOfLuck(path),
    'must be no seed; which seeds are trained is said by the assignment itself, under seeds',
  ),
);

const measure = v.pipe(
  v.string(`must be a measure: ${MEASURE_EXAMPLES}`),
  v.check((value) => parseMeasure(value) !== null, `must be a measure: ${MEASURE_EXAMPLES}`),
);

const conditionSchema = v.strictObject(
  {
    measure,
    op: v.picklist(OPS, `must be one of ${OPS.join(', ')}`),
    /** A share from 0 to 1; of gaps and differences from -1. */
    value: v.pipe(
      v.number('must be a number: a share such as 0.6, for 60 %'),
      v.minValue(-1, 'must be a share from -1 to 1: 0.1 stands for 10 points'),
      v.maxValue(1, 'must be a share from -1 to 1: 0.1 stands for 10 points'),
    ),
  },
  'must be an object with measure, op and value',
);

const seed = v.custom<number>(
  (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < SEEDS_END,
  `must be a whole number from 0 to ${SEEDS_END - 1}`,
);

const assignmentSchema = v.strictObject({
  format,
  /** What answers call it. */
  id,
  /** A few words for a list; the id where absent. */
  title: v.exactOptional(text('a few words', 80)),
  /** What there is to do, for a pupil. */
  question: text('a question in words', 2000),
  /** The settings that the answer starts from. */
  base: settings,
  /** Settings that an answer may change, each with everything below it. */
  allowed: some(allowedPath, 'paths of settings, such as generator.sound.noise'),
  conditions: some(conditionSchema, 'conditions'),
  /** On each of these every condition must hold; the seed of `base` where absent. */
  seeds: v.exactOptional(
    v.pipe(
      some(seed, 'seeds such as 1'),
      v.maxLength(MOST_SEEDS, `must name at most ${MOST_SEEDS} seeds`),
      v.check((list) => new Set(list).size === list.length, 'must name each seed once'),
    ),
  ),
});

const answerSchema = v.strictObject({
  format,
  /** The id of the assignment that it answers. */
  task: id,
  /** What differs from the assignment's `base`; all settings are taken too. */
  settings,
});

export type Assignment = v.InferOutput<typeof assignmentSchema>;
export type Condition = Assignment['conditions'][number];
export type Answer = v.InferOutput<typeof answerSchema>;

/**
 * @param what the file is called in sentences, e.g. its name.
 * @throws AssignmentError naming the first place that is wrong.
 */
export const parseAssignment = (input: unknown, what: string): Assignment =>
  parsed(assignmentSchema, input, what, 'an assignment');

/**
 * @param what the file is called in sentences.
 * @throws AssignmentError naming the first place that is wrong.
 */
export const parseAnswer = (input: unknown, what: string): Answer =>
  parsed(answerSchema, input, what, 'an answer');

/**
 * @param what the file is called in sentences.
 * @throws AssignmentError where the text is no JSON.
 */
export function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AssignmentError(`${what} is not JSON: ${(error as Error).message}.`);
  }
}

type Schema = typeof assignmentSchema | typeof answerSchema;

function parsed<S extends Schema>(
  schema: S,
  input: unknown,
  what: string,
  kind: string,
): v.InferOutput<S> {
  const fields = Object.keys(schema.entries);
  if (!isTree(input)) {
    throw new AssignmentError(
      `${what} holds ${show(input)}; ${kind} is an object with ${fields.join(', ')}.`,
    );
  }
  const read = v.safeParse(schema, input, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  const place = v.getDotPath(issue) ?? kind;
  if (issue.expected === 'never') {
    throw new AssignmentError(
      place.includes('.')
        ? `${what}: there is no ${place}; a condition has measure, op and value.`
        : `${what}: there is no ${place} in ${kind}; it has ${fields.join(', ')}.`,
    );
  }
  const isMissing = issue.type === 'strict_object' && issue.received === 'undefined';
  throw new AssignmentError(
    isMissing
      ? `${what} has no ${place}; ${place.includes('.') ? 'a condition needs measure, op and value' : `${kind} needs ${needed(schema).join(', ')}`}.`
      : `${what}: ${place} is ${show(issue.input)}; it ${issue.message}.`,
  );
}

const needed = (schema: Schema): string[] =>
  Object.entries(schema.entries).flatMap(([name, entry]) =>
    entry.type === 'exact_optional' ? [] : [name],
  );

/** The measure of a condition, which was checked when the file was read. */
export const measureOf = ({ measure }: Pick<Condition, 'measure'>): Measure =>
  parseMeasure(measure) as Measure;

/** The runs that the conditions speak of, each once. */
export const runsMeasured = ({ conditions }: Pick<Assignment, 'conditions'>): readonly string[] => [
  ...new Set(conditions.flatMap((each) => termsOf(measureOf(each)).flatMap((t) => runOf(t) ?? []))),
];

/** Whether the modalities must be trained alone, too, to check the conditions. */
export const isAloneNeeded = ({ conditions }: Pick<Assignment, 'conditions'>): boolean =>
  conditions.some((each) => termsOf(measureOf(each)).some(needsAlone));
