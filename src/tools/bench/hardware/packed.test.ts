/**
 * The packed file as a card's machine runs it, at tiny sizes and in software: with everything there is, and on a machine
 * that has nothing of it.
 */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { softwareVulkan } from '../../chromium-folders';
import type { CardReport } from './card-report';

// many processes: a limit against hanging, on a busy machine too
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const ROOT = join(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'packed-'));
const packed = join(folder, 'card.sh');
afterAll(() => rmSync(folder, { recursive: true }));

/** Commands of a system without Node and Python. */
const BARE = ['sh', 'tail', 'gzip', 'tar', 'mktemp', 'rm'];

function pack(node: string): string {
  const words = ['--import', 'tsx', 'src/tools/bench/main.ts', '--pack', packed, '--node', node];
  return execFileSync('node', words, { cwd: ROOT, encoding: 'utf8' });
}

/** Runs the packed file in a folder of its own. @param env all that it is told. */
function run(words: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  const place = mkdtempSync(join(folder, 'run-'));
  const all = { ...env, TMPDIR: place };
  const out = execFileSync('/bin/sh', [packed, '--tiny', ...words, '--out', 'card'], {
    ...{ cwd: place, env: all, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const report: CardReport = JSON.parse(readFileSync(join(place, 'card.json'), 'utf8'));
  return { out, report, left: readdirSync(place).sort() };
}

/** A PATH with the bare commands and nothing else. */
function barePath(): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const command of BARE) {
    const [path = ''] = execFileSync('which', [command], { encoding: 'utf8' }).split('\n');
    symlinkSync(path, join(bin, command));
  }
  return bin;
}

beforeAll(() => {
  // in the place of a hundred megabytes
  const node = join(folder, 'node');
  writeFileSync(node, `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
  expect(pack(node)).toContain('Run it there with: sh ');
});

it('times steps and races on every back end there is, agrees and leaves only its tables', () => {
  const { out, report, left } = run(['--resnet', '--races', '1'], {
    ...process.env,
    ...softwareVulkan(),
  });
  expect(left).toEqual(['card.json', 'card.md']);
  expect(out.indexOf('PyTorch: ')).toBeLessThan(out.indexOf('a step'));
  const onWebGpu = report.adapter ? ['ours, webgpu in Node'] : [];
  const onTorch = report.present.some((line) => /^PyTorch: \d/.test(line));
  expect(report.works.map(({ kind }) => kind)).toEqual(['mlp', 'cnn', 'resnet18']);
  const hasHalves = report.adapter?.features.includes('shader-f16') === true;
  for (const { kind, rows, absent, kernels } of report.works) {
    expect(absent).toEqual([]);
    expect(rows.map(({ name }) => name)).toEqual([
      ...onWebGpu,
      'ours, wasm in Node',
      ...(hasHalves && kind === 'resnet18' ? ['ours, webgpu in Node, f16'] : []),
      ...(onTorch ? [expect.stringMatching(/^PyTorch, /)] : []),
    ]);
    if (report.adapter?.features.includes('timestamp-query')) {
      expect(kernels?.find(({ kernel }) => kernel === 'sgd')?.dispatches).toBe(1);
    }
    for (const { msPerStep } of rows) expect(msPerStep).toBeGreaterThan(0);
  }
  expect(report.race.map(({ name }) => name)).toEqual(
    report.works[0]?.rows.map(({ name }) => name),
  );
});

it('goes on with the Node that was packed and says of everything else that it is missing', () => {
  const { out, report } = run(['--kinds', 'mlp', '--races', '0'], {
    ...{ PATH: barePath(), PYTHON: '/nowhere/python3', VK_DRIVER_FILES: '/nowhere/icd.json' },
  });
  expect(out).toMatch(/^Node: none here; the one that was packed is used\.\n/);
  expect(report.present).toEqual([
    expect.stringMatching(/^Node: v\d/),
    expect.stringMatching(/^Vulkan loader: /),
    expect.stringMatching(/^WebGPU: no adapter\./),
    'PyTorch: none in /nowhere/python3. PYTHON may name a Python that has it.',
  ]);
  expect(report.works.map(({ rows }) => rows.map(({ name }) => name))).toEqual([
    ['ours, wasm in Node'],
  ]);
});
