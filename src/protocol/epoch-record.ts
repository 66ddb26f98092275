/**
 * What an epoch's record looks like, for files that come from anywhere: events, run files and made-up labs all have
 * this one shape. A measure that an older lab did not take is null; numbers of a measure that this lab does not know
 * are kept as they are.
 */
import * as v from 'valibot';
import type { EpochEnded } from './events';
import type { MeasuredValue } from './measure';
import { isRightText } from './right-answers';

/** More than any real file needs, and far less than what would freeze the page. */
const MOST = { name: 500, entries: 2000 } as const;

export const finiteNumber = v.pipe(v.number(), v.finite());
export const wholeCount = v.pipe(finiteNumber, v.integer(), v.minValue(0));
export const shortText = v.pipe(v.string(), v.maxLength(MOST.name));
export const splitName = v.picklist(['train', 'validation', 'test']);
export const fusionSource = v.picklist(['method', 'ensemble']);

/** A list of at most so many entries. */
export const listOf = <T extends v.GenericSchema>(schema: T, most: number = MOST.entries) =>
  v.pipe(v.array(schema), v.maxLength(most));

/** Values by name. */
export const byName = <T extends v.GenericSchema>(schema: T) => v.record(shortText, schema);

const orNull = <T extends v.GenericSchema>(schema: T) => v.nullable(schema);
/** Null where the file says nothing of it. */
const maybe = <T extends v.GenericSchema>(schema: T) => v.optional(v.nullable(schema), null);

export const accuracies = v.object({
  fusion: maybe(finiteNumber),
  unimodal: v.optional(byName(finiteNumber), {}),
  readouts: v.optional(byName(finiteNumber), {}),
});

/** Which samples are right; texts that are too short or too long for them are no such thing. */
export const rightAnswers = v.pipe(
  v.object({
    samples: wholeCount,
    fusion: v.nullable(v.string()),
    unimodal: byName(v.string()),
  }),
  v.check(
    ({ samples, fusion, unimodal }) =>
      [...Object.values(unimodal), ...(fusion === null ? [] : [fusion])].every((text) =>
        isRightText(text, samples),
      ),
    'must hold as many answers as samples',
  ),
);

const pairAlignment = v.object({
  teacher: shortText,
  student: shortText,
  dimensions: listOf(wholeCount),
  paired: maybe(finiteNumber),
  shuffledWithinClass: maybe(finiteNumber),
  shuffled: maybe(finiteNumber),
  retrieval: maybe(finiteNumber),
  retrievalChance: maybe(finiteNumber),
  nats: maybe(finiteNumber),
  transferGain: maybe(finiteNumber),
});

const spectrum = v.object({
  separability: byName(listOf(finiteNumber)),
  mean: byName(finiteNumber),
  sizes: maybe(v.object({ both: wholeCount, only: byName(wholeCount), neither: wholeCount })),
  drift: maybe(listOf(v.object({ teacher: shortText, student: shortText, jaccard: finiteNumber }))),
});

const calibrationOfHead = v.object({
  error: finiteNumber,
  count: listOf(wholeCount),
  confidence: listOf(orNull(finiteNumber)),
  accuracy: listOf(orNull(finiteNumber)),
});

const curves = byName(byName(finiteNumber));
const spoiledCurves = maybe(
  v.object({ prediction: curves, own: curves, area: byName(finiteNumber) }),
);

const failureRow = v.object({
  right: listOf(shortText),
  count: wholeCount,
  weights: maybe(byName(finiteNumber)),
  accuracy: maybe(byName(finiteNumber)),
});

/** A run that diverges has losses that are no numbers, which JSON writes as null. */
const loss = v.pipe(
  v.nullable(finiteNumber),
  v.transform((value) => value ?? Number.NaN),
);

const cost = v.object({
  msPerStep: v.optional(finiteNumber, 0),
  kernelsPerStep: maybe(finiteNumber),
  measureMs: v.optional(finiteNumber, 0),
  probeMs: v.exactOptional(finiteNumber),
  arrays: v.optional(wholeCount, 0),
  bytes: v.optional(wholeCount, 0),
});

/** What training has taken. */
export const trainingSpent = v.object({
  steps: wholeCount,
  trainMs: finiteNumber,
  encoders: wholeCount,
});

/** A measure that is numbers: those of this lab, of an older one, or of one that is not built yet. */
const measuredValue: v.GenericSchema<unknown, MeasuredValue> = v.nullable(
  v.union([finiteNumber, byName(orNull(finiteNumber))], 'must be a number, or numbers by name'),
);

/** An epoch as `epoch-ended` says it. Only which epoch it is must be there. */
export const epochRecord = v.objectWithRest(
  {
    kind: v.literal('epoch-ended'),
    run: shortText,
    seq: v.optional(wholeCount, 0),
    epoch: v.pipe(wholeCount, v.minValue(1)),
    stage: v.optional(shortText, ''),
    losses: v.optional(byName(loss), {}),
    accuracy: v.optional(accuracies, {}),
    scoredOn: v.exactOptional(byName(wholeCount)),
    right: v.exactOptional(rightAnswers),
    constantFeatures: v.exactOptional(listOf(shortText)),
    fusionSource: v.optional(fusionSource, 'method'),
    heldOut: v.optional(splitName, 'test'),
    setsFixed: v.optional(v.boolean(), false),
    trainMs: v.optional(finiteNumber, 0),
    measureMs: v.optional(finiteNumber, 0),
    cost: v.optional(cost, {}),
    spent: v.exactOptional(trainingSpent),
    costly: v.exactOptional(
      v.object({ every: v.pipe(wholeCount, v.minValue(2)), isDue: v.boolean() }),
    ),
    pairAlignments: v.optional(listOf(pairAlignment), []),
    dimensionSpectrum: maybe(spectrum),
    certaintyByFailure: maybe(listOf(failureRow)),
    calibration: maybe(byName(calibrationOfHead)),
    missingCurve: spoiledCurves,
    noiseCurve: spoiledCurves,
  },
  measuredValue,
) satisfies v.GenericSchema<unknown, EpochEnded>;
