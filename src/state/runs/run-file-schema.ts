/**
 * The shape of a file of runs, checked field by field: a file may come from anywhere. What comes out has the types
 * of the protocol, so that views can trust it.
 */
import * as v from 'valibot';
import { type NumberArray, textToArray } from './array-text';
import { RUN_FORMAT } from './stored-run';

/** More than any real file needs, and far less than what would freeze the page. */
const MOST = { name: 500, entries: 2000, epochs: 10_000, snapshots: 400, runs: 500 } as const;

const number = v.pipe(v.number(), v.finite());
const count = v.pipe(number, v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(MOST.name));
const nullable = <T extends v.GenericSchema>(schema: T) => v.nullable(schema);
const list = <T extends v.GenericSchema>(schema: T, most: number = MOST.entries) =>
  v.pipe(v.array(schema), v.maxLength(most));
const byName = <T extends v.GenericSchema>(schema: T) => v.record(text, schema);
const split = v.picklist(['train', 'validation', 'test']);
const fusionSource = v.picklist(['method', 'ensemble']);

/** A typed array of one of these kinds, written as text. */
const array = <T extends NumberArray>(...kinds: readonly (new (length: number) => T)[]) =>
  v.pipe(
    v.string(),
    v.transform(textToArray),
    v.custom<T>(
      (value) => kinds.some((kind) => value instanceof kind),
      'must be numbers in base64 of the right kind',
    ),
  );

const accuracies = v.object({
  fusion: nullable(number),
  unimodal: byName(number),
  readouts: byName(number),
});

const pairAlignment = v.object({
  teacher: text,
  student: text,
  dimensions: list(count),
  paired: nullable(number),
  shuffledWithinClass: nullable(number),
  shuffled: nullable(number),
  retrieval: nullable(number),
  retrievalChance: nullable(number),
  nats: nullable(number),
  transferGain: nullable(number),
});

const spectrum = v.object({
  separability: byName(list(number)),
  mean: byName(number),
  sizes: nullable(v.object({ both: count, only: byName(count), neither: count })),
  drift: nullable(list(v.object({ teacher: text, student: text, jaccard: number }))),
});

const calibration = v.object({
  error: number,
  count: list(count),
  confidence: list(nullable(number)),
  accuracy: list(nullable(number)),
});

const failureRow = v.object({
  right: list(text),
  count,
  weights: nullable(byName(number)),
  accuracy: nullable(byName(number)),
});

const epoch = v.object({
  kind: v.literal('epoch-ended'),
  run: text,
  seq: count,
  epoch: v.pipe(count, v.minValue(1)),
  stage: text,
  losses: byName(
    v.pipe(
      nullable(number),
      v.transform((loss) => loss ?? Number.NaN),
    ),
  ),
  accuracy: accuracies,
  fusionSource,
  heldOut: split,
  alignment: nullable(number),
  setsFixed: v.boolean(),
  trainMs: number,
  measureMs: number,
  cost: v.object({
    msPerStep: number,
    kernelsPerStep: v.optional(v.nullable(number), null),
    measureMs: number,
    arrays: count,
    bytes: count,
  }),
  pairAlignments: list(pairAlignment),
  dimensionSpectrum: nullable(spectrum),
  discrepancyRatio: nullable(byName(number)),
  discrepancyRatioTraining: nullable(byName(number)),
  shapley: nullable(byName(number)),
  modalityGap: nullable(number),
  cka: nullable(number),
  certaintyByFailure: nullable(list(failureRow)),
  calibration: nullable(byName(calibration)),
  gradientNorm: byName(nullable(number)),
  gradientCosine: byName(nullable(number)),
});

const run = v.object({
  name: text,
  methodId: text,
  label: text,
  backend: text,
  adapter: text,
  status: v.picklist(['ended', 'failed', 'stopped']),
  expectedEpochs: count,
  stages: list(v.object({ stage: text, label: text, afterEpoch: count })),
  epochs: v.pipe(
    list(epoch, MOST.epochs),
    v.minLength(1, 'must hold at least one epoch'),
    v.check(
      (epochs) => epochs.every((each, i) => i === 0 || each.epoch > (epochs[i - 1]?.epoch ?? 0)),
      'must be in the order of their epochs',
    ),
  ),
  end: nullable(
    v.object({
      kind: v.literal('run-ended'),
      run: text,
      seq: count,
      label: text,
      accuracy: accuracies,
      ridge: byName(number),
      durationMs: number,
    }),
  ),
  failed: nullable(v.object({ code: text, message: v.string(), hint: v.string() })),
});

const summary = v.object({
  id: text,
  name: text,
  classNames: v.pipe(list(text), v.minLength(2)),
  provenance: v.object({ origin: v.string(), licence: v.string() }),
  modalities: v.pipe(
    list(
      v.object({
        id: text,
        name: text,
        kind: v.picklist(['vector', 'image', 'audio', 'video', 'flow']),
        shape: list(v.pipe(count, v.minValue(1)), 6),
        featureNames: v.exactOptional(list(text, MOST.epochs)),
        isPhoto: v.exactOptional(v.boolean()),
      }),
      16,
    ),
    v.minLength(1),
  ),
  counts: v.object({ train: count, validation: count, test: count }),
  classCounts: list(count),
  notes: list(v.object({ message: v.string(), count: v.exactOptional(count) })),
  previews: list(
    v.object({
      row: v.exactOptional(count),
      label: count,
      values: list(array(Float32Array), 16),
    }),
    1,
  ),
});

const level = v.object({ ridge: number, logistic: number });

const packedSnapshot = v.object({
  epoch: v.pipe(count, v.minValue(1)),
  fusionSource,
  certainty: nullable(v.object({ heads: list(text, 64), temperature: number })),
  logits: byName(array<Uint8Array | Uint16Array>(Uint8Array, Uint16Array)),
  predictions: byName(array(Uint16Array)),
  features: byName(
    v.object({
      largest: number,
      values: array<Int8Array | Int16Array>(Int8Array, Int16Array),
    }),
  ),
});

const snapshots = v.object({
  heldOut: split,
  rows: array(Int32Array),
  labels: array(Int32Array),
  taken: list(packedSnapshot, MOST.snapshots),
});

const storedRun = v.object({
  format: v.literal(RUN_FORMAT),
  id: text,
  race: text,
  savedAt: v.pipe(v.string(), v.isoTimestamp()),
  settings: v.custom<object>((value) => typeof value === 'object' && value !== null),
  summary,
  levels: nullable(
    v.object({ alone: byName(level), untrained: byName(v.object({ ridge: number })) }),
  ),
  run,
});

/** The whole file; `settings` are still to be read by `parseSettings`. */
export const runFileSchema = v.object({
  kind: v.literal('modality-lab-runs', 'must be modality-lab-runs'),
  format: v.literal(
    RUN_FORMAT,
    `must be ${RUN_FORMAT}; the file is of another version of this lab`,
  ),
  note: v.exactOptional(v.string()),
  runs: v.pipe(
    list(v.object({ stored: storedRun, snapshots: nullable(snapshots) }), MOST.runs),
    v.minLength(1, 'must hold at least one run'),
  ),
});
