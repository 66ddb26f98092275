/**
 * A race in progress as this browser kept it, checked field by field like a file of runs: whatever stands there is put on
 * the page by itself, and one bad value would stop the page at every load. Pure, but for what it is given, which it
 * changes.
 */
import * as v from 'valibot';
import type { Checkpoint, Memory, SavedArena } from '../../protocol/checkpoint';
import {
  epochRecord,
  finiteNumber,
  shortText,
  trainingSpent,
  wholeCount,
} from '../../protocol/epoch-record';
import { toFailure } from '../../protocol/failure';
import { parseSettings } from '../../protocol/settings';
import type { RunRecord } from '../race-record';
import { eachEpoch } from '../runs/read-epochs';
import { repaired } from '../runs/repair';
import { keptRunEntries, levelsSchema, stageSchema } from '../runs/run-file-schema';
import type { UnfinishedRace } from './unfinished-race';

const floats = v.instance(Float32Array);

const arena: v.GenericSchema<unknown, SavedArena> = v.object({
  values: floats,
  moments: v.array(floats),
  steps: v.union([wholeCount, v.array(wholeCount)]),
});
/** Only its writer reads it, and says so where it is not what it wrote. */
const memory = v.custom<Memory>((value) => value !== undefined);

const checkpoint: v.GenericSchema<unknown, Checkpoint> = v.object({
  run: shortText,
  epoch: wholeCount,
  stage: wholeCount,
  stageEpoch: wholeCount,
  durationMs: finiteNumber,
  spent: trainingSpent,
  arenas: v.array(arena),
  memory,
  measures: memory,
});

const runSchema = v.object({
  ...keptRunEntries,
  status: v.picklist(['waiting', 'training', 'ended', 'failed']),
  stages: v.optional(v.array(stageSchema), []),
  // without one the run begins anew, and no other suffers
  checkpoint: v.optional(v.nullable(checkpoint), null),
  onShelf: v.exactOptional(v.literal(true)),
});

const raceSchema = v.object({
  format: wholeCount,
  id: v.pipe(v.string(), v.minLength(1)),
  savedAt: finiteNumber,
  levels: levelsSchema,
  isLeft: v.exactOptional(v.boolean()),
});

export type ReadUnfinished =
  | { readonly race: UnfinishedRace }
  /** Where and why: "record.0.status is 7; ...". */
  | { readonly refusal: string };

const listAt = (value: unknown, key: string): readonly unknown[] => {
  const list =
    typeof value === 'object' && value !== null && key in value
      ? (value as Readonly<Record<string, unknown>>)[key]
      : null;
  return Array.isArray(list) ? list : [];
};

function readRecord(raws: readonly unknown[]): readonly RunRecord[] | { readonly refusal: string } {
  const record: RunRecord[] = [];
  for (const [i, raw] of raws.entries()) {
    const read = repaired(runSchema, raw);
    if ('reason' in read) return { refusal: `record.${i}.${read.reason}` };
    const epochs = eachEpoch(epochRecord, listAt(raw, 'epochs'));
    // an end that was lost would be a run that trains for ever
    const lost = read.lost.find((path) => !path.startsWith('checkpoint'));
    if (lost !== undefined) return { refusal: `record.${i}.${lost} cannot be read` };
    const last = epochs.items.at(-1)?.epoch ?? 0;
    const { checkpoint: taken } = read.value;
    record.push({
      ...read.value,
      epochs: epochs.items,
      snapshots: [],
      progress: null,
      // it goes on after epochs that are there
      checkpoint: taken && taken.epoch <= last ? taken : null,
    });
  }
  return record;
}

/** @param raw as it stands in storage. */
export function readUnfinished(raw: unknown): ReadUnfinished {
  const read = v.safeParse(raceSchema, raw);
  if (!read.success) {
    const [issue] = read.issues;
    return { refusal: `${v.getDotPath(issue) ?? 'it'} cannot be read` };
  }
  const runs = listAt(raw, 'record');
  if (runs.length === 0) return { refusal: 'record must hold at least one run' };
  const record = readRecord(runs);
  if ('refusal' in record) return record;
  try {
    const settings = parseSettings((raw as { readonly settings: object }).settings);
    return { race: { ...read.output, settings, record } };
  } catch (error) {
    return { refusal: `settings: ${toFailure(error).message}` };
  }
}
