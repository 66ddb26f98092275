/** The bundle in a folder with nothing but itself: what the command needs is inside it. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Ended, linesOf, startNode, TINY_RACE } from '../testing/headless-command';

// many processes each: a limit against hanging, on a busy machine too
vi.setConfig({ testTimeout: 240_000 });

let folder = '';
const lab = (...words: string[]): Promise<Ended> => startNode(['lab.mjs', ...words], folder).ended;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  const { code, stderr } = await startNode(['--import', 'tsx', 'src/tools/bundle.ts', folder])
    .ended;
  expect(stderr).toBe('');
  expect(code).toBe(0);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('the bundle', () => {
  it('is one file', async () => {
    expect(await readdir(folder)).toEqual(['lab.mjs']);
  });

  it('trains seeds on threads, on a built-in data set and with WebAssembly', async () => {
    const words = ['--seeds', '1-2', '--jobs', '2', '--data', 'penguins', '--methods', 'joint'];
    const ended = await lab(...words, ...TINY_RACE);
    expect(ended.stderr).toContain('(wasm)');
    expect(ended.code).toBe(0);
    expect(linesOf(ended).at(-1)).toMatchObject({ kind: 'seeds-ended', seeds: [1, 2] });
  });

  it('trains the runs of one race on threads', async () => {
    const ended = await lab('--methods', 'joint,di-mml', '--jobs', '2', ...TINY_RACE);
    expect(ended.code).toBe(0);
    expect(linesOf(ended).at(-1)).toMatchObject({ kind: 'race-ended', runs: [{}, {}] });
  });

  it('writes, trains and collects a sweep', async () => {
    const settings = { epochs: 1, samples: { train: 64, test: 40 } };
    await writeFile(join(folder, 'plan.json'), JSON.stringify({ settings, methods: ['joint'] }));
    expect((await lab('sweep', 'plan.json', '--out', 'out')).code).toBe(0);
    const task = ['--tasks', 'out/tasks.jsonl', '--index', '0', '--out', 'out'];
    expect(linesOf(await lab('task', ...task))).toMatchObject([{ did: 'trained' }]);
    expect((await lab('collect', 'out')).code).toBe(0);
    expect(await readdir(join(folder, 'out'))).toContain('runs.json');
  });

  it('says what WebGPU would need', async () => {
    const { code, stderr } = await lab('--backend', 'webgpu', '--methods', 'joint');
    expect(code).toBe(2);
    expect(stderr).toContain(
      'WebGPU needs the npm package webgpu, which is not installed beside this command.',
    );
  });
});
