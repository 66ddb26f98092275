/** A back end that changes in the middle of a run is told on the page, and written into the run epoch by epoch. */
import { expect, test } from 'vitest';
import { measureCatalogue } from '../method/measures/measure-catalogue';
import type { RunStarted } from '../protocol/events';
import type { BackendReport } from '../protocol/messages';
import { trainedAfter } from '../protocol/stretches';
import { openedSession } from '../testing/opened-session';
import { wholeRun } from '../testing/stored-runs';
import { endLimits } from './end-limits';
import { raceWords } from './figure-files/race-words';
import { endedRuns } from './links/end-numbers-link';
import { tellReproduced } from './links/tell-reproduced';
import type { RunRecord } from './race-record';
import { cardOf } from './runs/run-card';
import { readRunFile, writeRunFile } from './runs/run-file';
import { runTables } from './runs/run-tables';
import { storedRun } from './runs/stored-run';
import { backEndText, trainedAt } from './stretches';

const GPU: BackendReport = { backend: 'webgpu', adapter: 'Apple M2', reasons: [] };
const WITHDRAWN = 'WebGPU found no graphics adapter.';
const WASM: BackendReport = {
  backend: 'wasm',
  adapter: 'WebAssembly, SIMD',
  reasons: [WITHDRAWN],
};
const started = (report: BackendReport, afterEpoch: number): RunStarted => ({
  ...{ kind: 'run-started', run: 'joint', seq: 1, label: 'Joint', epochs: 9, stepsPerEpoch: 1 },
  ...{ backend: report.backend, adapter: report.adapter, afterEpoch },
});

/** A race whose device is lost in epoch 3, so that it goes on after epoch 2 on what the next lab has. */
async function racedOn(...reports: readonly BackendReport[]) {
  const lab = await openedSession({ loseDeviceAt: 3, reports });
  lab.session.play();
  await lab.train();
  lab.session.play();
  await lab.train(1);
  const told = lab.session.notices.getState().notices;
  await lab.train();
  const { record } = lab.session.race.getState();
  const [joint] = record;
  const { summary, settings } = lab.session.experiment.getState();
  if (!joint || !summary) throw new Error('there is no run of joint');
  return { ...lab, told, record, joint, summary, settings };
}

test('the attack: the device is lost, the browser offers it no more, and page and run say so', async () => {
  const { told, joint, record, summary, settings } = await racedOn(GPU, WASM);
  expect(told.map(({ topic, tone, message }) => [topic, tone, message])).toEqual([
    ['place', 'news', 'WebAssembly, SIMD trains now, in place of WebGPU (Apple M2).'],
  ]);
  expect(told[0]?.hint).toContain(WITHDRAWN);
  expect(joint.stretches).toEqual([
    { afterEpoch: 0, backend: 'webgpu', adapter: 'Apple M2' },
    { afterEpoch: 2, backend: 'wasm', adapter: 'WebAssembly, SIMD' },
  ]);
  const place = 'WebGPU (Apple M2) to epoch 2, then WebAssembly, SIMD';
  expect(endLimits({ record }, summary).at(-1)).toContain(`DI-MML trained on ${place}: `);
  expect(raceWords({ record, summary, settings, at: null })).toContain(`Trained on ${place}.`);
  expect(cardOf(storedOf(joint, settings, summary), false)).toMatchObject({
    backend: 'webgpu, wasm',
    adapter: 'Apple M2, WebAssembly, SIMD',
  });
  const claimed = { backend: 'webgpu', runs: {} };
  expect(tellReproduced(claimed, record, summary).hint).toContain(
    'The link’s were made with WebGPU, these with WebGPU and WebAssembly, SIMD.',
  );
  expect(endedRuns(record)[0]?.backend).toBe('webgpu, wasm');
});

test('the same device again is no change', async () => {
  const { told, joint } = await racedOn(GPU, GPU);
  expect(told).toEqual([]);
  expect(joint.stretches).toBeUndefined();
  expect(joint.backend).toBe('webgpu');
});

function storedOf(
  run: RunRecord,
  settings: Parameters<typeof storedRun>[1]['settings'],
  summary: Parameters<typeof storedRun>[1]['summary'],
) {
  return storedRun(run, { race: 'r', settings, summary, levels: null }, '2026-11-27T00:00:00.000Z');
}

const changed = () => {
  const whole = wholeRun('joint');
  const stretches = [
    { afterEpoch: 0, backend: 'webgpu', adapter: 'Apple M2' },
    { afterEpoch: 1, backend: 'wasm', adapter: 'WebAssembly, SIMD' },
  ];
  const place = { backend: 'wasm', adapter: 'WebAssembly, SIMD', stretches };
  return { ...whole, stored: { ...whole.stored, run: { ...whole.stored.run, ...place } } };
};

test('stretches leave in a file of runs and come back, and a run without any has none', () => {
  const [back] = readRunFile('runs.json', writeRunFile([changed()])).runs;
  expect(back?.stored.run.stretches).toEqual(changed().stored.run.stretches);
  const [plain] = readRunFile('runs.json', writeRunFile([wholeRun('joint')])).runs;
  expect(plain?.stored.run).not.toHaveProperty('stretches');
});

test('tables say of every epoch where it was trained, and of the run which epochs where', () => {
  const { epochs, ends } = runTables([changed()], { catalogue: [], measures: measureCatalogue });
  const rows = epochs.trim().split('\r\n');
  const at = rows[0]?.split(',').indexOf('backend') ?? -1;
  expect(rows.slice(1).map((row) => row.split(',')[at])).toEqual(['webgpu', 'wasm']);
  expect(ends).toContain('"webgpu 1-1, wasm 2-2"');
  expect(ends).toContain('"webgpu, wasm"');
});

test('what a run goes back before counts no more, and two changes are three stretches', () => {
  const first = trainedAfter({ backend: '', adapter: '' }, started(GPU, 0));
  expect(first).toEqual({ backend: 'webgpu', adapter: 'Apple M2' });
  const second = trainedAfter(first, started(WASM, 4));
  const third = trainedAfter(second, started(GPU, 6));
  expect(backEndText(third)).toBe(
    'WebGPU (Apple M2) to epoch 4, then WebAssembly, SIMD to epoch 6, then WebGPU (Apple M2)',
  );
  expect([4, 5, 6, 7].map((epoch) => trainedAt(third, epoch).backend)).toEqual([
    ...['webgpu', 'wasm', 'wasm', 'webgpu'],
  ]);
  // back to epoch 2, which the first one trained
  expect(trainedAfter(third, started(GPU, 2))).toEqual(first);
  // from the start
  expect(trainedAfter(third, started(WASM, 0))).toEqual({
    ...{ backend: 'wasm', adapter: 'WebAssembly, SIMD' },
  });
});
