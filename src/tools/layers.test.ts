/**
 * The import rules of .dependency-cruiser.cjs bite. A small source tree is made in which every room
 * imports every other, in every way there is, and the complaints are held against the plan of the rooms.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: IForbiddenRuleType[];
  options: object;
};

/** A file of each room that others could import. */
const TARGETS: Record<string, string> = {
  main: 'main.tsx',
  ui: 'ui/target.tsx',
  lessons: 'lessons/target.ts',
  state: 'state/target.ts',
  client: 'client/worker-client.ts',
  'in-thread': 'client/in-thread.ts',
  headless: 'headless/main.ts',
  'kept page': 'offline/keep-page.ts',
  'service worker': 'offline/service-worker.ts',
  'worker entry': 'worker/main.ts',
  'worker session': 'worker/session.ts',
  method: 'method/target.ts',
  engine: 'engine/target.ts',
  device: 'engine/device/target.ts',
  data: 'data/target.ts',
  'page-side data': 'data/page/target.ts',
  presets: 'data/presets.ts',
  notebook: 'notebook/target.ts',
  nets: 'nets/target.ts',
  files: 'files/target.ts',
  verdict: 'verdict/target.ts',
  protocol: 'protocol/target.ts',
  math: 'math/target.ts',
  testing: 'testing/target.ts',
  tools: 'tools/target.mjs',
};

/** The plan: what each room may import apart from itself. */
const PLAN: Record<string, { probe: string; may: string[] }> = {
  main: { probe: 'main.tsx', may: ['ui', 'state', 'lessons', 'client', 'kept page', 'protocol'] },
  ui: { probe: 'ui/probe.tsx', may: ['state', 'lessons', 'verdict', 'protocol'] },
  lessons: { probe: 'lessons/probe.ts', may: ['state', 'presets', 'protocol'] },
  state: {
    probe: 'state/probe.ts',
    may: [
      'client',
      'page-side data',
      'presets',
      'notebook',
      'nets',
      'files',
      'verdict',
      'protocol',
      'math',
    ],
  },
  client: { probe: 'client/probe.ts', may: ['worker entry', 'protocol'] },
  'in-thread': {
    probe: 'client/in-thread-probe.ts',
    may: ['client', 'worker session', 'protocol'],
  },
  headless: {
    probe: 'headless/probe.ts',
    may: [
      'in-thread',
      'client',
      'data',
      'presets',
      'notebook',
      'nets',
      'files',
      'verdict',
      'protocol',
    ],
  },
  offline: { probe: 'offline/probe.ts', may: ['kept page', 'service worker'] },
  worker: {
    probe: 'worker/probe.ts',
    may: [
      'worker entry',
      'worker session',
      'method',
      'device',
      'data',
      'presets',
      'protocol',
      'math',
    ],
  },
  method: { probe: 'method/probe.ts', may: ['engine', 'device', 'protocol', 'math'] },
  engine: { probe: 'engine/probe.ts', may: ['device', 'protocol', 'math'] },
  data: { probe: 'data/probe.ts', may: ['presets', 'protocol', 'math'] },
  'page-side data': { probe: 'data/page/probe.ts', may: ['data', 'presets', 'protocol', 'math'] },
  notebook: { probe: 'notebook/probe.ts', may: ['files', 'protocol'] },
  nets: { probe: 'nets/probe.ts', may: ['files', 'protocol'] },
  files: { probe: 'files/probe.ts', may: ['protocol'] },
  verdict: { probe: 'verdict/probe.ts', may: ['protocol', 'math'] },
  protocol: { probe: 'protocol/probe.ts', may: [] },
  math: { probe: 'math/probe.ts', may: [] },
};

/** A room's name in both tables, or `worker`, whose two files stand apart in TARGETS. */
const allowed = (from: string, target: string) =>
  from === target || PLAN[from]?.may.includes(target) === true;

let folder = '';
let complaints: { from: string; to: string; rule: string }[] = [];

function write(file: string, text: string) {
  mkdirSync(dirname(join(folder, 'src', file)), { recursive: true });
  writeFileSync(join(folder, 'src', file), text);
}

/** `../` as often as it takes from a file to src. */
const up = (file: string) => '../'.repeat(file.split('/').length - 1) || './';
const extensionless = (file: string) => file.replace(/\.tsx?$/, '');
const rulesAgainst = (from: string, to: string) =>
  complaints.filter((c) => c.from === `src/${from}` && c.to.endsWith(to)).map((c) => c.rule);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'));
  for (const file of Object.values(TARGETS))
    write(file, 'export type T = 1;\nexport const t = 1;\n');
  for (const { probe } of Object.values(PLAN)) {
    const targets = Object.values(TARGETS).filter((target) => target !== probe);
    write(
      probe,
      targets
        .map((t, i) => `import { t as t${i} } from '${up(probe)}${extensionless(t)}';`)
        .join('\n'),
    );
  }

  write('method/ways/type.ts', "import type { T } from '../../ui/target';\nexport type U = T;");
  write('method/ways/export-type.ts', "export type { T } from '../../ui/target';");
  write('method/ways/inline-type.ts', "export type U = import('../../ui/target').T[];");
  write('method/ways/lazy.ts', "export const load = () => import('../../ui/target');");
  write(
    'method/ways/url.ts',
    "new Worker(new URL('../../worker/main.ts', import.meta.url), { type: 'module' });",
  );
  write('method/ways/query.ts', "import W from '../../worker/main?worker';\nnew W();");
  write(
    'ui/ways.tsx',
    'import { t } from \'../engine/target\';\nexport const V = <T,>(p: { a: T }) => <b title="x">{t}</b>;',
  );

  write(
    'state/packages.ts',
    "import 'react/jsx-runtime';\nimport 'recharts';\nimport '@tensorflow/tfjs-core';",
  );
  write(
    'ui/packages.tsx',
    "import 'react';\nimport 'recharts';\nimport 'radix-ui';\nimport '@tensorflow/tfjs-core';",
  );
  write('engine/packages.ts', "import '@tensorflow/tfjs-core';\nimport 'react';");
  write('protocol/packages.ts', "import 'valibot';\nimport 'zustand';\nimport 'node:fs';");
  write('math/packages.ts', "import 'valibot';\nimport 'node:fs';");

  write('math/a.ts', "import './b';");
  write('math/b.ts', "import type { C } from './a';\nexport type D = C;");
  write('math/lost.ts', "import './nowhere';");
  write('math/free.test.ts', "import '../ui/target';\nimport '@tensorflow/tfjs-core';");
  write('math/uses-test.ts', "import './free.test';");
  for (const file of ['wgsl.ts', 'wasm-host.ts', 'tfops.ts', 'op.ts', 'cases.ts']) {
    write(`engine/kernels/twist/${file}`, 'export const t = 1;\n');
  }
  write('engine/kernels/tfops/tools.ts', 'export const t = 1;\n');
  const all =
    "import './wgsl';\nimport './wasm-host';\nimport './tfops';\nimport '../tfops/tools';\n";
  write('engine/kernels/bend/op.ts', 'export const t = 1;\n');
  for (const file of ['wgsl.ts', 'wasm-host.ts', 'tfops.ts', 'cases.ts']) {
    write(`engine/kernels/bend/${file}`, all.replaceAll("'./", "'../twist/"));
  }
  write('engine/kernels/bend/shared.ts', all.replaceAll("'./", "'../twist/"));
  write('engine/kernels/twist/uses-cases.ts', "import './cases';");
  write('engine/kernels/free.ts', "import '../../testing/target';");
  write('engine/kernels/cases.ts', "import '../../testing/target';\nimport './bend/cases';");
  write('attic/box.ts', "import '../math/target';");

  const { output } = await cruise(['src'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
  });
  complaints = (output as ICruiseResult).summary.violations.map(({ from, to, rule }) => ({
    from,
    to,
    rule: rule.name,
  }));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the import rules', () => {
  it.each(Object.keys(PLAN))('let %s import what the plan says and nothing else', (from) => {
    const { probe } = PLAN[from] as { probe: string };
    const refused = Object.keys(TARGETS).filter(
      (target) =>
        TARGETS[target] !== probe && rulesAgainst(probe, `src/${TARGETS[target]}`).length > 0,
    );
    const expected = Object.keys(TARGETS).filter(
      (target) => TARGETS[target] !== probe && !allowed(from, target),
    );
    expect(refused).toEqual(expected);
  });

  it.each([
    ['type.ts', 'ui/target.tsx'],
    ['export-type.ts', 'ui/target.tsx'],
    ['inline-type.ts', 'ui/target.tsx'],
    ['lazy.ts', 'ui/target.tsx'],
    ['url.ts', 'worker/main.ts'],
    ['query.ts', 'worker/main.ts'],
  ])('see an import written as in %s', (file, target) => {
    expect(rulesAgainst(`method/ways/${file}`, target)).toEqual(['method']);
  });

  it('read files with JSX', () => {
    expect(rulesAgainst('ui/ways.tsx', 'engine/target.ts')).toEqual(['ui']);
  });

  it('keep tfjs in the engine and React in the views', () => {
    const refused = (file: string) =>
      complaints
        .filter((c) => c.from === `src/${file}`)
        .map((c) => `${c.rule}: ${c.to}`)
        .sort();
    expect(refused('state/packages.ts')).toEqual([
      expect.stringMatching(/^drawing-in-ui: .*react\/jsx-runtime/),
      expect.stringMatching(/^drawing-in-ui: .*recharts/),
      expect.stringMatching(/^tfjs-in-engine: .*@tensorflow/),
    ]);
    expect(refused('ui/packages.tsx')).toEqual([expect.stringMatching(/^tfjs-in-engine: /)]);
    expect(refused('engine/packages.ts')).toEqual([
      expect.stringMatching(/^drawing-in-ui: .*react/),
    ]);
    expect(refused('protocol/packages.ts')).toEqual([
      expect.stringMatching(/^protocol-packages: .*fs/),
      expect.stringMatching(/^protocol-packages: .*zustand/),
    ]);
    expect(refused('math/packages.ts')).toEqual([
      expect.stringMatching(/^math-packages: .*fs/),
      expect.stringMatching(/^math-packages: .*valibot/),
    ]);
  });

  it('refuse circles, dead ends, tests in the product and rooms that nobody planned', () => {
    expect(rulesAgainst('math/a.ts', 'math/b.ts')).toEqual(['no-circles']);
    expect(rulesAgainst('math/lost.ts', './nowhere')).toContain('no-dead-ends');
    expect(rulesAgainst('math/uses-test.ts', 'math/free.test.ts')).toEqual(['tests-stay-out']);
    expect(rulesAgainst('attic/box.ts', 'math/target.ts')).toEqual(['unknown-room']);
  });

  it('keep the back ends of the kernels apart', () => {
    const met = (file: string) =>
      complaints
        .filter((c) => c.from === `src/engine/kernels/bend/${file}` && c.rule === 'back-ends-apart')
        .map((c) => c.to.replace('src/engine/kernels/', ''))
        .sort();
    const [wgsl, wasm, tfops, tools] = ['wgsl.ts', 'wasm-host.ts', 'tfops.ts']
      .map((name) => `twist/${name}`)
      .concat('tfops/tools.ts');
    expect(met('wgsl.ts')).toEqual([tools, tfops, wasm]);
    expect(met('wasm-host.ts')).toEqual([tools, tfops, wgsl]);
    expect(met('tfops.ts')).toEqual([wasm, wgsl]);
    expect(met('shared.ts')).toEqual([tools, tfops, wasm, wgsl]);
  });

  it('take the cases of kernels for tests, and no other file of the engine', () => {
    const against = (file: string) =>
      complaints.filter((c) => c.from === `src/engine/kernels/${file}`).map((c) => c.rule);
    expect(against('cases.ts')).toEqual([]);
    expect(against('bend/cases.ts')).toEqual([]);
    expect(against('twist/uses-cases.ts')).toEqual(['tests-stay-out']);
    expect(against('free.ts').sort()).toEqual(['engine', 'tests-stay-out']);
  });

  it('leave tests free', () => {
    expect(complaints.filter((c) => c.from === 'src/math/free.test.ts')).toEqual([]);
  });
});
