/** Results of tasks go through the page's own reader, which is the one that must take them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { readRunFile } from '../../state/runs/run-file';
import { openTinyLab, TINY, type TinyLab } from '../../testing/tiny-lab';
import { runRace } from '../lab/run-race';
import {
  checkpointPath,
  type ReadResult,
  readResult,
  resultPath,
  writeResult,
} from './result-file';
import { storedRuns, writeRunFile } from './run-file';
import { RunFiles } from './run-files';
import { RunLog } from './run-log';
import { sweptTable } from './swept-table';
import { hashOf } from './task-list';

let open: TinyLab;
let folder = '';
let read: ReadResult;
const SETTINGS = settingsFrom(TINY);
const HASH = hashOf(SETTINGS);
/** Of no runs. */
const TABLE = sweptTable([], null);
const ABOUT = {
  ...{ host: 'here', node: 'v0', tasks: 'tasks.jsonl', data: null, resumed: false },
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:09.000Z',
};

beforeAll(async () => {
  open = await openTinyLab();
  folder = await mkdtemp(join(tmpdir(), 'results-'));
  const log = new RunLog();
  const { runs, summary } = await runRace(
    open.lab,
    { settings: SETTINGS, dataSet: null },
    (event) => log.add(event),
  );
  if (!summary) throw new Error('the race said nothing of its data');
  const all = runs.map((result) => ({ result, events: log.eventsOf(result.method) }));
  await writeResult(folder, { hash: HASH, settings: SETTINGS, summary, runs: all }, ABOUT);
  read = await readResult(folder, HASH);
});
afterAll(async () => {
  await open.lab.closed();
  await rm(folder, { recursive: true });
});

describe('the result of a task', () => {
  it('holds no time of day and no duration; they lie beside it', async () => {
    const result = await readFile(resultPath(folder, HASH), 'utf8');
    expect(result).not.toMatch(/Ms"|"cost"|2026-|"host"/);
    const times = await readFile(join(folder, `${HASH}.times.json`), 'utf8');
    expect(times).toMatch(/"trainMs"/);
    expect(times).toMatch(/"host":"here"/);
    expect(checkpointPath(folder, HASH)).not.toBe(resultPath(folder, HASH));
  });

  it('is opened by the page with nothing missing', () => {
    const runs = storedRuns([read]);
    const opened = readRunFile(
      'runs.json',
      writeRunFile(
        runs.map((each) => JSON.stringify(each)),
        TABLE,
      ),
    );
    expect(opened.repairs).toEqual([]);
    expect(opened.runs.map(({ stored }) => stored.run.name)).toEqual(['joint', 'di-mml']);
    const [joint, dimml] = opened.runs.map(({ stored }) => stored);
    expect(joint?.run.epochs).toHaveLength(3);
    // an older format's live numbers would be another probe's, and blank
    const said = open.events.filter(
      (event) => event.kind === 'epoch-ended' && event.run === 'joint',
    );
    expect(joint?.run.epochs.map(({ accuracy }) => accuracy)).toEqual(
      said.map((event) => event.kind === 'epoch-ended' && event.accuracy),
    );
    expect(joint?.run.epochs[0]?.trainMs).toBeGreaterThan(0);
    expect(joint?.run.end?.accuracy.fusion).toBe(joint?.run.epochs.at(-1)?.accuracy.fusion);
    expect(joint?.run.end?.durationMs).toBeGreaterThan(0);
    expect(joint?.run.status).toBe('ended');
    expect(joint?.savedAt).toBe(ABOUT.endedAt);
    expect(joint?.settings.methods).toEqual({ joint: {} });
    expect(dimml?.run.stages.map(({ afterEpoch }) => afterEpoch)).toEqual([0, 3]);
    expect(dimml?.race).toBe(joint?.race);
    expect(dimml?.id).not.toBe(joint?.id);
  });

  it('that went on with another back end lists its stretches, as the page does', () => {
    const runs = read.runs.map((run) => {
      const [started = {}, ...rest] = run.events;
      const at = rest.findIndex(({ kind, epoch }) => kind === 'epoch-ended' && epoch === 2);
      const again = { ...started, backend: 'webgpu', adapter: 'a card', afterEpoch: 2 };
      return { ...run, events: [started, ...rest.slice(0, at + 1), again, ...rest.slice(at + 1)] };
    });
    const texts = storedRuns([{ ...read, runs }]).map((each) => JSON.stringify(each));
    const { runs: opened, repairs } = readRunFile('runs.json', writeRunFile(texts, TABLE));
    expect(repairs).toEqual([]);
    const [joint] = opened.map(({ stored }) => stored.run);
    expect(joint).toMatchObject({ backend: 'webgpu', adapter: 'a card' });
    expect(joint?.stretches?.map(({ afterEpoch, backend }) => [afterEpoch, backend])).toEqual([
      [0, joint?.stretches?.[0]?.backend],
      [2, 'webgpu'],
    ]);
  });

  it('of a run that failed in its first epoch has nothing that a page could show', () => {
    const [run] = read.runs;
    if (!run) throw new Error('there is no run');
    const events = run.events.filter(({ kind }) => kind !== 'epoch-ended');
    expect(storedRuns([{ ...read, runs: [{ ...run, events }] }])).toEqual([]);
  });
});

describe('files of runs', () => {
  it('hold no more than the page takes from one, and take the place of older ones', async () => {
    const [run] = storedRuns([read]);
    if (!run) throw new Error('there is no run');
    const many = await RunFiles.in(folder, TABLE);
    await many.add(Array.from({ length: 501 }, () => run));
    expect(await many.end()).toEqual(
      ['runs.json', 'runs-2.json'].map((name) => join(folder, name)),
    );
    const letters = JSON.stringify(run).length;
    const large = await RunFiles.in(folder, TABLE, 2.5 * letters);
    await large.add(Array.from({ length: 5 }, () => run));
    const written = await large.end();
    expect(written).toHaveLength(3);
    const counts = await Promise.all(
      written.map(async (path) => readRunFile(path, await readFile(path, 'utf8')).runs.length),
    );
    expect(counts).toEqual([2, 2, 1]);
    const few = await RunFiles.in(folder, TABLE);
    await few.add([run]);
    expect(await few.end()).toEqual([join(folder, 'runs.json')]);
    await expect(readFile(join(folder, 'runs-2.json'))).rejects.toThrow();
    expect(await readFile(resultPath(folder, HASH), 'utf8')).toContain('task-result');
  });
});
