/**
 * The shapes in a file of runs, checked field by field: a file may come from anywhere, and from an older lab. What
 * comes out has the types of the protocol, so that views can trust it. A field without which a run still says
 * something has a default; `run-file.ts` says how the rest is repaired.
 */
import * as v from 'valibot';
import { MODALITY_KINDS, MOST_MODALITIES } from '../../protocol/data-set';
import { describedSchema } from '../../protocol/described';
import {
  accuracies,
  byName,
  finiteNumber,
  fusionSource,
  listOf,
  rightAnswers,
  shortText,
  splitName,
  trainingSpent,
  wholeCount,
} from '../../protocol/epoch-record';
import { RUN_FORMAT } from '../../protocol/run-format';
import { type NumberArray, textToArray } from './array-text';
import type { PackedLogits } from './pack-snapshots';
import { READABLE_FORMATS } from './stored-run';

/** More than any real file needs, and far less than what would freeze the page. */
export const MOST = { epochs: 10_000, stages: 2000, snapshots: 400, runs: 500 } as const;
/** Of a run whose file does not say when it was kept. */
const UNKNOWN_TIME = '1970-01-01T00:00:00.000Z';

/** A typed array of one of these kinds, written as text, or as an export with bytes of its own gives it. */
const array = <T extends NumberArray>(...kinds: readonly (new (length: number) => T)[]) =>
  v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === 'string' ? textToArray(value) : value)),
    v.custom<T>(
      (value) => kinds.some((kind) => value instanceof kind),
      'must be numbers in base64 of the right kind',
    ),
  );

const maybe = <T extends v.GenericSchema>(schema: T) => v.optional(v.nullable(schema), null);
const plain = v.optional(v.string(), '');
const none = v.optional(wholeCount, 0);

/** A stage of a run that has begun. */
export const stageSchema = v.object({ stage: shortText, label: shortText, afterEpoch: wholeCount });

/** Of a run, without its status, and its epochs and stages, which are read one by one. */
export const keptRunEntries = {
  name: shortText,
  methodId: v.optional(shortText, ''),
  label: v.optional(shortText, ''),
  backend: v.optional(shortText, ''),
  adapter: v.optional(shortText, ''),
  stretches: v.exactOptional(
    listOf(
      v.object({ afterEpoch: wholeCount, backend: shortText, adapter: v.optional(shortText, '') }),
      MOST.stages,
    ),
  ),
  expectedEpochs: none,
  end: maybe(
    v.object({
      kind: v.literal('run-ended'),
      run: shortText,
      seq: none,
      label: v.optional(shortText, ''),
      accuracy: accuracies,
      scoredOn: v.exactOptional(byName(wholeCount)),
      right: v.exactOptional(rightAnswers),
      constantFeatures: v.exactOptional(listOf(shortText)),
      ridge: v.optional(byName(finiteNumber), {}),
      durationMs: v.optional(finiteNumber, 0),
    }),
  ),
  failed: maybe(v.object({ code: shortText, message: v.string(), hint: plain })),
};

const run = v.object({
  ...keptRunEntries,
  status: v.optional(v.picklist(['ended', 'failed', 'stopped']), 'stopped'),
});

const summary = v.object({
  id: v.optional(shortText, ''),
  name: v.optional(shortText, ''),
  classNames: v.pipe(listOf(shortText), v.minLength(2)),
  provenance: v.optional(v.object({ origin: plain, licence: plain }), {}),
  modalities: v.pipe(
    listOf(
      v.object({
        id: shortText,
        name: shortText,
        kind: v.picklist(MODALITY_KINDS),
        shape: listOf(v.pipe(wholeCount, v.minValue(1)), 6),
        featureNames: v.exactOptional(listOf(shortText, MOST.epochs)),
        isPhoto: v.exactOptional(v.boolean()),
        lacking: v.exactOptional(
          v.object({ train: wholeCount, validation: wholeCount, test: wholeCount }),
        ),
      }),
      MOST_MODALITIES,
    ),
    v.minLength(1),
  ),
  counts: v.optional(v.object({ train: none, validation: none, test: none }), {}),
  classCounts: v.optional(listOf(wholeCount), []),
  classCountsOf: v.exactOptional(
    v.object({
      train: listOf(wholeCount),
      validation: listOf(wholeCount),
      test: listOf(wholeCount),
    }),
  ),
  complete: v.exactOptional(
    v.object({ train: wholeCount, validation: wholeCount, test: wholeCount }),
  ),
  notes: v.optional(
    listOf(v.object({ message: v.string(), count: v.exactOptional(wholeCount) })),
    [],
  ),
  previews: v.optional(
    listOf(
      v.object({
        row: v.exactOptional(wholeCount),
        label: wholeCount,
        values: listOf(array(Float32Array), MOST_MODALITIES),
        lacks: v.exactOptional(listOf(wholeCount, MOST_MODALITIES)),
        texts: v.exactOptional(listOf(v.nullable(v.string()), MOST_MODALITIES)),
      }),
      1,
    ),
    [],
  ),
});

const aloneNumbers = {
  accuracy: byName(finiteNumber),
  right: maybe(rightAnswers),
};

/** How far each modality got alone; null where nobody knew. */
export const levelsSchema = maybe(
  v.object({
    alone: v.optional(
      listOf(
        v.object({
          epoch: v.pipe(wholeCount, v.minValue(1)),
          spent: v.exactOptional(trainingSpent),
          ...aloneNumbers,
        }),
        MOST.epochs,
      ),
      [],
    ),
    end: maybe(v.object(aloneNumbers)),
    untrained: v.optional(byName(finiteNumber), {}),
  }),
);

/** A run as it is kept, without its epochs and stages; `settings` are still to be read by `parseSettings`. */
export const storedRunSchema = v.object({
  id: shortText,
  race: v.optional(shortText, ''),
  savedAt: v.optional(v.pipe(v.string(), v.isoTimestamp()), UNKNOWN_TIME),
  build: v.exactOptional(shortText),
  settings: v.custom<object>((value) => typeof value === 'object' && value !== null),
  summary,
  levels: levelsSchema,
  run,
});

/** What one snapshot says; every array must be there. */
export const snapshotSchema = v.object({
  epoch: v.pipe(wholeCount, v.minValue(1)),
  fusionSource: v.optional(fusionSource, 'method'),
  certainty: maybe(v.object({ heads: listOf(shortText, 64), temperature: finiteNumber })),
  logits: byName(array<PackedLogits>(Uint8Array, Uint16Array, Int8Array)),
  predictions: byName(array(Uint16Array)),
  probes: maybe(byName(array(Uint16Array))),
  featureShare: v.exactOptional(byName(finiteNumber)),
  features: byName(
    v.object({
      largest: finiteNumber,
      values: array<Int8Array | Int16Array>(Int8Array, Int16Array),
    }),
  ),
  trained: v.exactOptional(v.object({ rows: array(Int32Array), times: byName(array(Uint8Array)) })),
});

/** What all snapshots of a run have in common. */
export const snapshotFrameSchema = v.object({
  heldOut: v.optional(splitName, 'test'),
  rows: array(Int32Array),
  labels: array(Int32Array),
});

/** The file around its runs. */
export const runFileSchema = v.object({
  kind: v.literal('modality-lab-runs', 'must be modality-lab-runs'),
  format: v.picklist(
    READABLE_FORMATS,
    `must be ${RUN_FORMAT} or older; the file is of another version of this lab`,
  ),
  note: v.optional(v.unknown()),
  described: v.optional(v.nullable(describedSchema), null),
  /** Of a sweep that the runs are of; read by itself, for it costs no run. */
  table: v.optional(v.unknown()),
  runs: v.pipe(
    v.array(v.unknown(), 'must be a list of runs'),
    v.minLength(1, 'must hold at least one run'),
    v.maxLength(MOST.runs, `must hold at most ${MOST.runs} runs; export fewer at once`),
  ),
});
