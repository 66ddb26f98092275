/** What this project wants of its times, held against what was measured. */
import { nameInNode } from './in-node';
import type { RaceRow } from './race';
import type { ResNetSize } from './resnet-workload';
import type { Row } from './row';
import { number, table } from './table-cells';
import { torchName } from './torch';
import { COMMON_BATCH, type SmallKind } from './workload';

export interface Goal {
  readonly goal: string;
  readonly wanted: string;
  readonly reached: number | null;
  readonly met: boolean | null;
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

const between = (rows: readonly Row[], above: string, below: string): number | null => {
  const [a, b] = [above, below].map((name) => rows.find((row) => row.name === name));
  return a && b ? a.msPerStep / b.msPerStep : null;
};

/** The goals this project set itself, held against the rows; null where somebody is missing. */
export function goalsOf(kind: SmallKind, batch: number, rows: readonly Row[]): Goal[] {
  const ratio = (above: string, below: string) => between(rows, above, below);
  const ours = rows.find(({ name }) => name === 'ours, webgpu');
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

/** How many times PyTorch's time a step may take on a card: small nets, and a ResNet-18 of large pictures. */
const CARD_SMALL = 1.5;
const CARD_RESNET = 3;
/** The side of pictures at which the goal of a ResNet-18 is set. */
const CARD_SIDE = 224;

/** The goals on a card, at the published precision: float32 throughout. @param size of a ResNet-18. */
export function cardGoalsOf(rows: readonly Row[], size?: ResNetSize): Goal[] {
  if (size && size.side !== CARD_SIDE) return [];
  const torch = torchName({ device: 'cuda', threads: 1 });
  return [
    atMost(
      'times PyTorch CUDA eager in float32',
      size ? CARD_RESNET : CARD_SMALL,
      between(rows, nameInNode({ backend: 'webgpu' }), torch),
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
