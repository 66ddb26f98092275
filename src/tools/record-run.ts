/**
 * `npm run record`: trains the default race once in this thread and writes what it said to `public/`, for the page to
 * show while nobody has pressed Play. Numbers are rounded and snapshots thinned out, as the file itself says.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createInThreadLab } from '../client/in-thread-lab';
import { defaultSettings } from '../data/starting-settings';
import { catalogue } from '../method/catalogue';
import { measureCatalogue } from '../method/measures/catalogue';
import type { DataSetSummary } from '../protocol/data-set';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { Described } from '../protocol/described';
import type { RunEvent } from '../protocol/events';
import type { ReferenceLevels } from '../protocol/reference-levels';
import { SNAPSHOT_FEATURE_ROWS, type Snapshot } from '../protocol/snapshot';
import { type RaceRecord, recordAfter, waitingRuns } from '../state/race-record';
import { type PackedSnapshots, packSnapshot } from '../state/runs/pack-snapshots';
import { RECORDING_ADDRESS } from '../state/runs/recording-address';
import { writeRunFile } from '../state/runs/run-file';
import { storedRun, type WholeRun } from '../state/runs/stored-run';

const FILE = `public/${RECORDING_ADDRESS}`;
/** Snapshots hold their samples in random order, so the first ones are a fair draw. */
const ROWS = 150;
/** Most happens early. */
const EARLY = { until: 12, every: 2 } as const;
const LATE = { every: 4 } as const;
const DIGITS = 4;
/** Small enough to come with the page. */
const MOST_BYTES = 450_000;

const NOTE = [
  'The default race, trained once by `npm run record`; nothing in it was chosen or edited.',
  `Numbers are rounded to ${DIGITS} significant digits. Snapshots: the first epoch, every`,
  `${EARLY.every}nd until epoch ${EARLY.until}, every ${LATE.every}th later, and the last; ${ROWS} of the held-out samples;`,
  'logits and features in 8 bits.',
].join(' ');

interface Race {
  readonly record: RaceRecord;
  readonly levels: ReferenceLevels | null;
  readonly summary: DataSetSummary;
}

/** Trains the default race to its end. */
async function trainRace(): Promise<Race> {
  const lab = createInThreadLab({
    readAsset: () => Promise.reject(new Error('The generator reads no files.')),
  });
  let record: RaceRecord = [];
  let levels: ReferenceLevels | null = null;
  let summary: DataSetSummary | null = null;
  const events: RunEvent[] = [];
  lab.subscribe((event) => {
    if (event.kind === 'race-started') record = waitingRuns(event.runs);
    if (event.kind === 'data-opened') summary = event.summary;
    if (event.kind === 'reference-known') {
      levels = { alone: event.alone, end: event.end, untrained: event.untrained };
    }
    if (event.kind === 'request-failed') throw new Error(event.failed.message);
    if (event.kind === 'run-failed') throw new Error(event.failed.message);
    if ('run' in event) events.push(event);
  });
  lab.send({ kind: 'open-lab', backend: 'wasm' });
  lab.send({
    kind: 'start-race',
    settings: defaultSettings(),
    withReference: true,
    snapshots: true,
    paused: false,
  });
  await lab.settled();
  await lab.closed();
  if (!summary) throw new Error('The lab opened no data.');
  return { record: recordAfter(record, events), levels, summary };
}

/** The first samples only. */
function thinned(snapshot: Snapshot, classes: number): Snapshot {
  const rows = Math.min(ROWS, snapshot.rows.length);
  const featureRows = Math.min(SNAPSHOT_FEATURE_ROWS, snapshot.rows.length);
  const first = <T extends Float32Array | Uint16Array>(
    arrays: Readonly<Record<string, T>>,
    lengthOf: (array: T) => number,
  ) =>
    Object.fromEntries(
      Object.entries(arrays).map(([key, array]) => [key, array.slice(0, lengthOf(array)) as T]),
    );
  return {
    ...snapshot,
    rows: snapshot.rows.slice(0, rows),
    labels: snapshot.labels.slice(0, rows),
    logits: first(snapshot.logits, () => rows * classes),
    predictions: first(snapshot.predictions, () => rows),
    probes: snapshot.probes && first(snapshot.probes, () => rows),
    features: first(
      snapshot.features,
      ({ length }) => (length / featureRows) * Math.min(rows, featureRows),
    ),
  };
}

function packed(snapshots: readonly Snapshot[], classes: number): PackedSnapshots | null {
  const last = snapshots.length - 1;
  const kept = snapshots
    .filter(({ epoch }, i) => {
      const { every } = epoch <= EARLY.until ? EARLY : LATE;
      return i === 0 || i === last || epoch % every === 0;
    })
    .map((snapshot) => thinned(snapshot, classes));
  const [first] = kept;
  if (!first) return null;
  const { heldOut, rows, labels } = first;
  return { heldOut, rows, labels, taken: kept.map((snapshot) => packSnapshot(snapshot, 8)) };
}

/** Every number to a few significant digits; typed arrays are left as they are. */
function rounded<T>(value: T): T {
  if (typeof value === 'number') {
    return (Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS))) as T;
  }
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(rounded) as T;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rounded(part)])) as T;
}

/** What the page has to know to draw these runs; knobs are told by the lab that it opens. */
const described = (runs: readonly WholeRun[]): Described => ({
  catalogue: catalogue.filter(({ id }) => runs.some(({ stored }) => stored.run.methodId === id)),
  measures: measureCatalogue,
});

async function main(): Promise<void> {
  const { record, levels, summary } = await trainRace();
  const settings = defaultSettings();
  const savedAt = new Date().toISOString();
  const runs = record
    .filter(({ name }) => name !== REFERENCE_RUN)
    .map((run): WholeRun => {
      const stored = storedRun(run, { race: 'recording', settings, summary, levels }, savedAt);
      const snapshots = packed(run.snapshots, summary.classNames.length);
      // settings are what the page compares and are kept to the last digit
      return { stored: { ...rounded(stored), settings: stored.settings }, snapshots };
    });
  const bytes = gzipSync(writeRunFile(runs, { note: NOTE, described: described(runs) }), {
    level: 9,
  });
  if (bytes.length > MOST_BYTES) {
    throw new Error(
      `The recording takes ${bytes.length} bytes; it should stay under ${MOST_BYTES}.`,
    );
  }
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, bytes);
  for (const { run } of runs.map(({ stored }) => stored)) {
    console.error(`${run.label}: ${run.epochs.length} epochs, fusion ${run.end?.accuracy.fusion}`);
  }
  console.error(`${FILE}: ${statSync(FILE).size} bytes.`);
}

await main();
