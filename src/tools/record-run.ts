/**
 * `npm run record`: trains the default race once in this thread and writes what it said to `public/`, for the page to
 * show while nobody has pressed Play. It is thinned out, as the file itself says.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createInThreadLab } from '../client/in-thread-lab';
import { defaultSettings } from '../data/starting-settings';
import { catalogue } from '../method/catalogue';
import { measureCatalogue } from '../method/measures/measure-catalogue';
import type { DataSetSummary } from '../protocol/data-set';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { Described } from '../protocol/described';
import type { RunEvent } from '../protocol/events';
import type { ReferenceLevels } from '../protocol/reference-levels';
import { type RaceRecord, recordAfter, waitingRuns } from '../state/race-record';
import { RECORDING_ADDRESS } from '../state/runs/recording-address';
import { writeRecording } from '../state/runs/recording-file';
import { storedRun, type WholeRun } from '../state/runs/stored-run';
import { NOTE, thinnedRun, thinnedSnapshots } from './thin-recording';

const FILE = `public/${RECORDING_ADDRESS}`;
/** Small enough to come with the page. */
const MOST_BYTES = 95_000;

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
      const snapshots = thinnedSnapshots(run.snapshots, summary.classNames.length);
      return { stored: thinnedRun(stored), snapshots };
    });
  const bytes = gzipSync(writeRecording(runs, { note: NOTE, described: described(runs) }), {
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
