/** What the bench found, as JSON and as Markdown. Knows nothing of how it was measured. */
import { median, quantile } from './contender';
import { COMMON_BATCH, type Measured, type Racer } from './contenders';
import type { CostRow } from './cost';
import { QUIET_LOAD } from './quiet';
import type { RaceRow } from './race';
import type { Kind } from './workload';

export interface Row {
  readonly name: string;
  readonly adapter: string;
  readonly msPerStep: number;
  readonly fastest: number;
  readonly slowest: number;
  /** Distance between the quartiles of the turns over their median. */
  readonly spread: number;
  readonly turns: number;
  /** What its arrays hold, in bytes; null where it does not count. */
  readonly bytes: number | null;
  readonly jsMsPerStep: number | null;
  readonly dispatches: number | null;
  readonly buffersMade: number | null;
  readonly bindGroupsMade: number | null;
}

export interface Goal {
  readonly goal: string;
  readonly wanted: string;
  readonly reached: number | null;
  readonly met: boolean | null;
}

export interface KindReport {
  readonly kind: Kind;
  readonly batch: number;
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  readonly absent: readonly string[];
}

export interface Report {
  readonly date: string;
  readonly machine: string;
  readonly browser: string;
  /** Processes waiting for a core, mean of a minute, before and after: above 1 or so, others were at work. */
  readonly load: readonly [number, number];
  readonly kinds: readonly KindReport[];
  readonly race: readonly RaceRow[];
  readonly raceGoals: readonly Goal[];
  /** Who could not race the whole race, and why. */
  readonly raceAbsent: readonly string[];
}

export function rowOf({ name, adapter }: Racer, turns: readonly Measured[]): Row {
  const ms = turns.map(({ msPerStep }) => msPerStep);
  const of = (key: keyof Measured): number | null => {
    const values = turns.flatMap((turn) => turn[key] ?? []);
    return values.length === 0 ? null : median(values);
  };
  return {
    name,
    adapter,
    msPerStep: median(ms),
    fastest: Math.min(...ms),
    slowest: Math.max(...ms),
    spread: (quantile(ms, 0.75) - quantile(ms, 0.25)) / median(ms),
    turns: turns.length,
    bytes: of('bytes'),
    jsMsPerStep: of('jsMsPerStep'),
    dispatches: of('dispatches'),
    buffersMade: of('buffersMade'),
    bindGroupsMade: of('bindGroupsMade'),
  };
}

export const atLeast = (goal: string, wanted: number, reached: number | null): Goal => ({
  goal,
  wanted: `at least ${wanted}`,
  reached,
  met: reached === null ? null : reached >= wanted,
});

export const atMost = (goal: string, wanted: number, reached: number | null): Goal => ({
  goal,
  wanted: `at most ${wanted}`,
  reached,
  met: reached === null ? null : reached <= wanted,
});

const ONE_THREAD = 'PyTorch, 1 thread';

/** The goals this project set itself, held against the rows; null where somebody is missing. */
export function goalsOf(kind: Kind, batch: number, rows: readonly Row[]): Goal[] {
  const row = (name: string) => rows.find((candidate) => candidate.name === name);
  const ratio = (above: string, below: string) => {
    const [a, b] = [row(above), row(below)];
    return a && b ? a.msPerStep / b.msPerStep : null;
  };
  const ours = row('ours, webgpu');
  const mlp = kind === 'mlp';
  const onProcessor = atMost(
    'wasm: times PyTorch on one thread',
    mlp ? 0.9 : 1.3,
    ratio('ours, wasm', ONE_THREAD),
  );
  if (batch !== COMMON_BATCH) return mlp && batch > COMMON_BATCH ? [] : [onProcessor];
  return [
    onProcessor,
    atMost('dispatches per step', mlp ? 30 : 60, ours?.dispatches ?? null),
    atMost(
      'buffers and bind groups made per step',
      0,
      ours ? (ours.buffersMade ?? 0) + (ours.bindGroupsMade ?? 0) : null,
    ),
    atMost('JavaScript per step, ms', 0.1, ours?.jsMsPerStep ?? null),
    atLeast(
      'webgpu: times faster than plain tfjs',
      mlp ? 8 : 10,
      ratio('plain tfjs, webgpu', 'ours, webgpu'),
    ),
    atLeast(
      'webgpu: times faster than jax-js',
      mlp ? 1 : 1.5,
      ratio('jax-js, webgpu', 'ours, webgpu'),
    ),
    atLeast(
      'times faster than PyTorch CUDA eager',
      1,
      ratio('PyTorch, CUDA', 'ours, webgpu in Node'),
    ),
  ];
}

/** The goal of the whole race. */
export function raceGoalsOf(rows: readonly RaceRow[]): Goal[] {
  const ours = rows.find(({ name }) => name.startsWith('ours'));
  const torch = rows.find(({ name }) => name === ONE_THREAD);
  return [
    atMost(
      'whole race, measures included: times PyTorch on one thread',
      3,
      ours && torch ? ours.seconds / torch.seconds : null,
    ),
  ];
}

export const number = (value: number | null): string =>
  value === null
    ? ''
    : value >= 100
      ? value.toFixed(0)
      : value >= 10
        ? value.toFixed(1)
        : value.toFixed(2);

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

const megabytes = (bytes: number | null): string => (bytes === null ? '' : number(bytes / 2 ** 20));

export const goalsText = (goals: readonly Goal[]): string =>
  table(
    ['goal', 'wanted', 'measured', ''],
    goals.map(({ goal, wanted, reached, met }) => [
      goal,
      wanted,
      number(reached),
      met === null ? 'not measured' : met ? 'met' : 'missed',
    ]),
  );

const absentText = (absent: readonly string[]): readonly string[] =>
  absent.length > 0 ? [`Not here: ${absent.join(' ')}`] : [];

function kindText({ kind, batch, rows, goals, absent }: KindReport): string {
  const fastest = Math.min(...rows.map(({ msPerStep }) => msPerStep));
  const title =
    kind === 'mlp'
      ? 'MLP, 64-128-64 per modality'
      : 'CNN, 28x28x1, channels 16, 32, 64, per modality';
  const isOnCard = rows.some(({ dispatches }) => dispatches !== null);
  const onCard = ['JS ms', 'dispatches', 'buffers made', 'bind groups made'];
  return [
    `## ${title}, batch ${batch}`,
    table(
      [
        '',
        'adapter',
        'ms a step',
        'range',
        'spread',
        'ratio',
        'MB held',
        ...(isOnCard ? onCard : []),
      ],
      rows.map((row) => [
        row.name,
        row.adapter,
        number(row.msPerStep),
        `${number(row.fastest)} to ${number(row.slowest)}`,
        percent(row.spread),
        number(row.msPerStep / fastest),
        megabytes(row.bytes),
        ...(isOnCard
          ? [row.jsMsPerStep, row.dispatches, row.buffersMade, row.bindGroupsMade].map(number)
          : []),
      ]),
    ),
    ...(goals.length > 0 ? [goalsText(goals)] : []),
    ...absentText(absent),
  ].join('\n\n');
}

function raceText({ race, raceGoals, raceAbsent }: Report): readonly string[] {
  if (race.length === 0) return [];
  const fastest = Math.min(...race.map(({ seconds }) => seconds));
  return [
    '## The default race',
    'Joint, late ensemble and DI-MML on the generated pictures and sounds, each modality alone beside them: every step of ' +
      'every epoch. Ours measures every epoch and at the end, as the lab does; PyTorch only trains. The answers of both ' +
      'are checked to be right about equally often.',
    table(
      [
        '',
        'seconds',
        'spread',
        'ratio',
        'of it training',
        'epoch of DI-MML, ms',
        'with its measures, ms',
      ],
      race.map((row) => [
        row.name,
        number(row.seconds),
        percent(row.spread),
        number(row.seconds / fastest),
        number(row.training),
        number(row.epochMs),
        number(row.measuredEpochMs),
      ]),
    ),
    goalsText(raceGoals),
    ...absentText(raceAbsent),
  ];
}

export function markdownOf(report: Report): string {
  const [before, after] = report.load;
  return `${[
    '# Bench',
    "One step of DI-MML's stage 1 on two modalities: two encoders, three heads, four cross-entropies, DUC both ways, " +
      'backward, SGD with momentum; features of 64, 10 classes. Everybody starts from the same parameters and ' +
      'the same batch, and the first loss is checked to agree. Turns are interleaved; medians of the turns. Spread: the ' +
      'middle half of the turns, over their median.',
    `${report.date}, ${report.machine}, ${report.browser}. Load before ${before.toFixed(2)}, after ${after.toFixed(2)}. ` +
      `Written by \`npm run bench\`, which keeps no table where the load before it is above ${QUIET_LOAD}.`,
    ...report.kinds.map(kindText),
    ...raceText(report),
  ].join('\n\n')}\n`;
}

/** The cost table as Markdown. */
export function costText(rows: readonly CostRow[], about: string): string {
  const names: Readonly<Record<string, string>> = {
    samples: 'training samples',
    dims: 'feature dimension',
    classes: 'classes',
    modalities: 'modalities',
    batch: 'batch',
    side: 'image side (CNN, 256 samples)',
  };
  return `${[
    '# Cost against work',
    'An epoch of DI-MML with DUC on, one thing varied at a time; otherwise 2000 samples of two vectors of 64, perceptrons ' +
      '64-128-64, 10 classes, batch 64. Measuring includes every heavy measure on 200 held-out samples. ' +
      'Time per sample and modality is constant where growth is linear.',
    `${about} Written by \`npm run bench -- --cost\`.`,
    table(
      [
        'varied',
        'value',
        'training, ms an epoch',
        'measuring, ms an epoch',
        'training, us a sample and modality',
      ],
      rows.map(({ varied, value, trainMs, measureMs, usPerSample }) => [
        names[varied] ?? varied,
        `${value}`,
        number(trainMs),
        number(measureMs),
        number(usPerSample),
      ]),
    ),
  ].join('\n\n')}\n`;
}
