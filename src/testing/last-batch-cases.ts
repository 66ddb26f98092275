/**
 * The last batch of an epoch, which may be smaller: every method trains it as it would train a batch of that size, with
 * the numbers of a run that knows no other size. Called by the Node tests and by the WebGPU tests.
 */
import { beforeAll, expect, it } from 'vitest';
import { FUSION_KINDS } from '../engine/heads/fusion-types';
import { BatchRows, type Kernels } from '../engine/kernels/kernels';
import { catalogue, startRun } from '../method/catalogue';
import type { MethodRun, RunContext } from '../method/method';
import { contextOf } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import { standingOf } from '../method/run/standing';
import { parseSettings } from '../protocol/settings';
import { toyData } from './one-step';

/** Rows of a whole batch and what they leave over of 12. */
const SIZES = [
  { most: 5, last: 2 },
  { most: 11, last: 1 },
];
const RATE = 0.05;

/** Every method, DUC from the first epoch on, its forms, the rules as released, and every way of fusing. */
export const RUNS: readonly { readonly run: string; readonly knobs: Record<string, unknown> }[] = [
  ...catalogue.map(({ id }) => ({
    run: id,
    knobs: id === 'di-mml' ? { duc: { warmupEpochs: 0 } } : {},
  })),
  { run: 'di-mml@dot', knobs: { duc: { warmupEpochs: 0, kind: 'dot' } } },
  { run: 'di-mml@label-aware', knobs: { duc: { warmupEpochs: 0, kind: 'label-aware' } } },
  // pmr's other prototypes depend on how many batches there are
  ...['agm', 'mslr', 'dgl', 'ogm-ge', 'inforeg'].map((id) => ({
    run: `${id}@released`,
    knobs: { rule: 'released' },
  })),
  { run: 'opm@released', knobs: { rule: 'released', warmupEpochs: 0 } },
  ...FUSION_KINDS.map((fusion) => ({ run: `joint@${fusion}`, knobs: { fusion, fusionHidden: 0 } })),
  { run: 'joint@hidden', knobs: { fusionHidden: 6 } },
];

const CASES = RUNS.flatMap(({ run, knobs }) =>
  SIZES.map((size) => ({ ...size, run, knobs, name: `${run}, ${size.last} of ${size.most}` })),
);

/** Trains the next batch of a run's stage. */
async function step(run: MethodRun, stage: number): Promise<void> {
  const { step, feeder } = run.stages[stage] ?? fail();
  feeder().next();
  await step(RATE);
}

function fail(): never {
  throw new Error('The method has no such stage.');
}

export function describeLastBatch(open: () => Promise<Kernels>): void {
  let kernels: Kernels;
  beforeAll(async () => {
    kernels = await open();
  });

  it.each(CASES)('$name', async ({ run: name, knobs, most, last }) => {
    const settings = parseSettings({
      encoders: { '*': { hidden: [5], featureDim: 4 } },
      methods: { [name]: knobs },
    });
    const data = uploadRaceData(kernels, toyData(2));
    const started = (rows: number) => {
      const context: RunContext = {
        ...contextOf(name, { kernels, settings, data }),
        batch: new BatchRows(rows),
      };
      return startRun(context);
    };
    const order = Int32Array.from({ length: 12 }, (_, i) => (7 * i + 3) % 12);
    const [follows, small] = [await started(most), await started(last)];
    try {
      const takeOver = async () => {
        const { arenas, memory } = await standingOf(follows, 0);
        small.arenas.forEach((arena, k) => {
          arena.restore(arenas[k] ?? fail());
        });
        small.memory.restore(memory);
      };
      for (const stage of follows.stages.keys()) {
        // a stage may begin by reading what the one before it trained
        await takeOver();
        for (const run of [follows, small]) {
          await run.stages[stage]?.begin?.();
          await run.stages[stage]?.beforeEpoch?.(0);
        }
        follows.stages[stage]?.feeder().startEpoch(order);
        for (let row = 0; row + most <= 12; row += most) await step(follows, stage);
        await follows.stages[stage]?.losses();
        await takeOver();
        small.stages[stage]?.feeder().startEpoch(order.slice(12 - last));
        for (const run of [follows, small]) await step(run, stage);
        expect(await standingOf(follows, 0)).toEqual(await standingOf(small, 0));
        expect(await follows.stages[stage]?.losses()).toEqual(await small.stages[stage]?.losses());
        // and a whole batch after it is whole again
        follows.stages[stage]?.feeder().startEpoch(order);
        await step(follows, stage);
      }
    } finally {
      for (const run of [follows, small]) run.free();
      data.free();
    }
  });
}
