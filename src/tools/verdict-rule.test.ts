/**
 * No sentence, delta, card or table compares two accuracies outside src/verdict: the rule finds planted examples of every
 * way in which it could be done, and nothing in state and ui.
 */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accuraciesMisused, type Complaint, isKnownFault } from './verdict-rule';

const HEAD = `import type { Accuracies } from '../protocol/events';
import type { Accuracy, AccuracyGap } from '../protocol/units';
declare const runs: readonly { label: string; end: { accuracy: Accuracies } | null }[];
declare const alone: Readonly<Record<string, Accuracy>>;
declare const gap: { readonly accuracy: Accuracy; readonly alone: Accuracy };
declare const lost: { readonly below: AccuracyGap };
declare const write: (share: Accuracy) => string;
declare const plain: (value: number) => string;
declare const ascending: (a: number, b: number) => number;
`;

/** Line by line: what must be found, and why. */
const PLANTED: readonly (readonly [code: string, why: Complaint['why'] | null])[] = [
  ['const a = gap.alone - gap.accuracy;', 'calculates'],
  ['const b = gap.accuracy < 0.5;', 'compares'],
  ["const c = (alone['sound'] ?? 0) >= gap.alone;", 'compares'],
  ['const { accuracy: mine } = gap; const d = mine <= gap.alone;', 'compares'],
  ['const e = Math.max(gap.accuracy, gap.alone);', 'compares'],
  ['const f = Math.min(...Object.values(alone));', 'compares'],
  ['const g = [gap].toSorted((x, y) => y.accuracy - x.accuracy);', 'calculates'],
  ['const h = gap.accuracy === gap.alone;', 'compares'],
  ['const i = runs.map(({ end }) => 100 * (end?.accuracy.fusion ?? 0));', 'calculates'],
  ["const j = runs.filter(({ end }) => (end?.accuracy.unimodal['sound'] ?? 0) > 0.3);", 'compares'],
  ['const k: number = gap.accuracy;', 'becomes a plain number'],
  ['const l = plain(gap.accuracy);', 'becomes a plain number'],
  ['const m: { value: number } = { value: gap.alone };', 'becomes a plain number'],
  [
    'const n: readonly number[] = Object.values(alone); const p: number[] = [gap.alone];',
    'becomes a plain number',
  ],
  ['const q = (): number => gap.alone;', 'becomes a plain number'],
  ['const ra = -gap.accuracy < -gap.alone;', 'calculates'],
  ['const rb = Number(gap.accuracy) > Number(gap.alone);', 'becomes a plain number'],
  ['const rc: any = gap.accuracy;', 'becomes a plain number'],
  ['const rd = Object.is(gap.accuracy, gap.alone);', 'becomes a plain number'],
  ['const re = gap.accuracy.valueOf() > gap.alone.valueOf();', 'becomes a plain number'],
  ["const rf = (alone['sound'] ?? 0).toFixed(1) === '0.9';", 'becomes a plain number'],
  ['const rg = Object.values(alone).toSorted();', 'compares'],
  ['const rh = Object.values(alone).sort(ascending);', 'compares'],
  ['const ri = gap.accuracy == gap.alone;', 'compares'],
  ['const rj = gap.accuracy === 1;', 'compares'],
  ["const rk = alone['sound'] !== alone['picture'];", 'compares'],
  ['const rl = lost.below > 0;', 'compares'],
  ['const rm = [lost].filter(({ below }) => below < 0.05);', 'compares'],
  ['const rn: number = lost.below;', 'becomes a plain number'],
  ['const ro = gap.accuracy as number;', 'becomes a plain number'],
  ['const rp = Object.values(alone).map(plain);', 'becomes a plain number'],
  ['const rq = Object.values(alone).includes(gap.alone);', 'compares'],
  ['const r = write(gap.accuracy);', null],
  ['const rs = Object.values(alone).map(write); const rt = Object.values(alone).length > 2;', null],
  ["const ru = alone['sound'] !== undefined && lost.below !== null;", null],
  ['const s = gap.accuracy === null || runs.length > 2;', null],
  ["const t = runs.find(({ label }) => label === 'a')?.end?.accuracy.fusion ?? null;", null],
  [
    'const u: Accuracy | null = gap.alone; const w = { value: gap.alone, of: runs.length - 1 };',
    null,
  ],
];

let folder = '';
let complaints: readonly Complaint[] = [];

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'verdict-rule-')));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  cpSync('src/protocol', join(folder, 'src/protocol'), { recursive: true });
  put(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        target: 'es2023',
        module: 'esnext',
        moduleResolution: 'bundler',
        strict: true,
        noEmit: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
      },
      include: ['src/state', 'src/ui'],
    }),
  );
  put('src/state/planted.ts', `${HEAD}${PLANTED.map(([code]) => code).join('\n')}\nexport {};\n`);
  put('src/state/door.ts', `${HEAD}export const a = gap.alone - gap.accuracy;\n`);
  put('src/ui/Planted.tsx', `${HEAD}export const b = () => gap.alone < gap.accuracy;\n`);
  complaints = accuraciesMisused(folder, ['src/state', 'src/ui'], ['src/state/door.ts']);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the rule', () => {
  const first = HEAD.split('\n').length;
  it.each(PLANTED.map(([code, why], i) => [code, why, first + i] as const))(
    'in `%s` finds: %s',
    (_, why, line) => {
      const here = complaints.filter(({ where }) => where === `src/state/planted.ts:${line}`);
      expect([...new Set(here.map((one) => one.why))]).toEqual(why === null ? [] : [why]);
    },
  );

  it('holds in every room it is asked about, and not behind a door', () => {
    expect(complaints.filter(({ where }) => where.startsWith('src/ui/'))).toHaveLength(1);
    expect(complaints.filter(({ where }) => where.startsWith('src/state/door'))).toEqual([]);
  });

  it('passes over the one fault of the compiler that is known, and no other', () => {
    const panic = 'panic: interface conversion: checker.TypeData is';
    const known = `${panic} *checker.TypeReference, not *checker.TupleType`;
    expect(isKnownFault(new Error(known))).toBe(true);
    expect(isKnownFault(new Error(`${panic} nil, not *checker.UnionType`))).toBe(false);
    expect(isKnownFault(new Error('Snapshot is disposed'))).toBe(false);
    expect(isKnownFault(known)).toBe(false);
  });

  it('finds nothing in state and ui', { timeout: 120_000 }, () => {
    const told = accuraciesMisused(process.cwd(), ['src/state', 'src/ui']);
    expect(told.map(({ where, code, why }) => `${where} ${why}: ${code}`)).toEqual([]);
  });
});
