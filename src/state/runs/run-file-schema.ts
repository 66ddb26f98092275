/**
 * The shape of a file of runs, checked field by field: a file may come from anywhere. What comes out has the types
 * of the protocol, so that views can trust it.
 */
import * as v from 'valibot';
import {
  accuracies,
  byName,
  epochRecord,
  finiteNumber,
  fusionSource,
  listOf,
  shortText,
  splitName,
  wholeCount,
} from '../../protocol/epoch-record';
import { type NumberArray, textToArray } from './array-text';
import { RUN_FORMAT } from './stored-run';

/** More than any real file needs, and far less than what would freeze the page. */
const MOST = { epochs: 10_000, snapshots: 400, runs: 500 } as const;

const nullable = <T extends v.GenericSchema>(schema: T) => v.nullable(schema);

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

const run = v.object({
  name: shortText,
  methodId: shortText,
  label: shortText,
  backend: shortText,
  adapter: shortText,
  status: v.picklist(['ended', 'failed', 'stopped']),
  expectedEpochs: wholeCount,
  stages: listOf(v.object({ stage: shortText, label: shortText, afterEpoch: wholeCount })),
  epochs: v.pipe(
    listOf(epochRecord, MOST.epochs),
    v.minLength(1, 'must hold at least one epoch'),
    v.check(
      (epochs) => epochs.every((each, i) => i === 0 || each.epoch > (epochs[i - 1]?.epoch ?? 0)),
      'must be in the order of their epochs',
    ),
  ),
  end: nullable(
    v.object({
      kind: v.literal('run-ended'),
      run: shortText,
      seq: wholeCount,
      label: shortText,
      accuracy: accuracies,
      ridge: byName(finiteNumber),
      durationMs: finiteNumber,
    }),
  ),
  failed: nullable(v.object({ code: shortText, message: v.string(), hint: v.string() })),
});

const summary = v.object({
  id: shortText,
  name: shortText,
  classNames: v.pipe(listOf(shortText), v.minLength(2)),
  provenance: v.object({ origin: v.string(), licence: v.string() }),
  modalities: v.pipe(
    listOf(
      v.object({
        id: shortText,
        name: shortText,
        kind: v.picklist(['vector', 'image', 'audio', 'video', 'flow']),
        shape: listOf(v.pipe(wholeCount, v.minValue(1)), 6),
        featureNames: v.exactOptional(listOf(shortText, MOST.epochs)),
        isPhoto: v.exactOptional(v.boolean()),
      }),
      16,
    ),
    v.minLength(1),
  ),
  counts: v.object({ train: wholeCount, validation: wholeCount, test: wholeCount }),
  classCounts: listOf(wholeCount),
  notes: listOf(v.object({ message: v.string(), count: v.exactOptional(wholeCount) })),
  previews: listOf(
    v.object({
      row: v.exactOptional(wholeCount),
      label: wholeCount,
      values: listOf(array(Float32Array), 16),
    }),
    1,
  ),
});

const level = v.object({ ridge: finiteNumber, logistic: finiteNumber });

const packedSnapshot = v.object({
  epoch: v.pipe(wholeCount, v.minValue(1)),
  fusionSource,
  certainty: nullable(v.object({ heads: listOf(shortText, 64), temperature: finiteNumber })),
  logits: byName(array<Uint8Array | Uint16Array>(Uint8Array, Uint16Array)),
  predictions: byName(array(Uint16Array)),
  features: byName(
    v.object({
      largest: finiteNumber,
      values: array<Int8Array | Int16Array>(Int8Array, Int16Array),
    }),
  ),
});

const snapshots = v.object({
  heldOut: splitName,
  rows: array(Int32Array),
  labels: array(Int32Array),
  taken: listOf(packedSnapshot, MOST.snapshots),
});

const storedRun = v.object({
  format: v.literal(RUN_FORMAT),
  id: shortText,
  race: shortText,
  savedAt: v.pipe(v.string(), v.isoTimestamp()),
  settings: v.custom<object>((value) => typeof value === 'object' && value !== null),
  summary,
  levels: nullable(
    v.object({ alone: byName(level), untrained: byName(v.object({ ridge: finiteNumber })) }),
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
    listOf(v.object({ stored: storedRun, snapshots: nullable(snapshots) }), MOST.runs),
    v.minLength(1, 'must hold at least one run'),
  ),
});
