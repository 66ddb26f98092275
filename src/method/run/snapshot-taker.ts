/** Takes snapshots of a run: what its heads say about a fixed set of held-out samples. One per run; holds nothing on the device. */

import { argmaxRows, type Matrix } from '../../math/matrix';
import { wholesAt } from '../../math/numbers';
import { randomStream } from '../../math/rng';
import { zip } from '../../math/zip';
import type { SnapshotTaken } from '../../protocol/events';
import { PREDICTION } from '../../protocol/names';
import {
  NO_ANSWER,
  SNAPSHOT_FEATURE_ROWS,
  SNAPSHOT_LOGITS,
  SNAPSHOT_ROWS,
  SNAPSHOTS_PER_RUN,
  type TrainedSamples,
} from '../../protocol/snapshot';
import { type Subset, takeReadings } from '../measures/subset';
import type { MethodRun, RunContext } from '../method';
import { haveAll } from '../model/present';
import type { EpochPlan } from './epoch-plan';
import { answered, type Scores } from './evaluate';
import { timesShown } from './told-by-plan';

const asFloats = ({ values }: Matrix): Float32Array => Float32Array.from(values);

const each = <A, B>(record: Readonly<Record<string, A>>, make: (value: A) => B) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));

export class SnapshotTaker {
  private readonly run: MethodRun;
  private readonly context: RunContext;
  private readonly epochs: number;
  private readonly every: number;
  private readonly subset: Subset;
  /** Complete samples whose features are kept. */
  private readonly featureRows: number;
  /** Places in the run's training split. */
  private readonly training: Int32Array;

  /** @param epochs of all stages together. */
  constructor(run: MethodRun, context: RunContext, epochs: number) {
    const { whole: data, settings } = context;
    const { size, labels } = data.heldOut;
    const affordable = Math.floor(SNAPSHOT_LOGITS / data.classes);
    const wanted = Math.min(SNAPSHOT_ROWS, Math.max(SNAPSHOT_FEATURE_ROWS, affordable));
    const order = randomStream(settings.seed, 'snapshots').permutation(size);
    // features are kept of complete samples, which come first
    const all = haveAll(data.heldOut.has);
    const drawn = order.slice(0, wanted);
    const isComplete = (row: number) => all?.[row] !== 0;
    const complete = drawn.filter(isComplete);
    const rows = all
      ? Int32Array.from([...complete, ...drawn.filter((r) => !isComplete(r))])
      : drawn;
    this.run = run;
    this.context = context;
    this.epochs = epochs;
    this.every = Math.ceil(epochs / SNAPSHOTS_PER_RUN);
    this.featureRows = Math.min(SNAPSHOT_FEATURE_ROWS, complete.length);
    this.subset = { rows, labels: wholesAt(labels, rows) };
    this.training = randomStream(settings.seed, 'snapshots', 'training')
      .permutation(context.data.train.size)
      .slice(0, SNAPSHOT_ROWS);
  }

  /** Whether the epoch (1-based, over all stages) has a snapshot. */
  due(epoch: number): boolean {
    return epoch % this.every === 0 || epoch === this.epochs;
  }

  /** @param scores of every held-out sample after this epoch. @param plan of an epoch that its method put together. */
  take(
    epoch: number,
    { readings, probed }: Pick<Scores, 'readings' | 'probed'>,
    plan: EpochPlan | null,
  ): Omit<SnapshotTaken, 'run' | 'seq'> {
    const { heldOut, modalities } = this.context.whole;
    const taken = takeReadings(readings, this.subset);
    const { features, logits, has } = taken;
    const answers = this.run.answers(taken);
    const { fusion, fusionSource, readouts, certainty } = answers;
    const ids = modalities.map(({ id }) => id);
    const classOf = ([key, scores]: readonly [string, Matrix]) => {
      const given = Uint16Array.from(argmaxRows(scores));
      const mask = has && answered(key, ids, has, answers);
      return [
        key,
        mask ? given.map((c, row) => (mask[row] === 1 ? c : NO_ANSWER)) : given,
      ] as const;
    };
    const predicted = Object.entries(readouts).map(classOf);
    return {
      kind: 'snapshot-taken',
      epoch,
      heldOut: heldOut.name,
      rows: wholesAt(heldOut.rows, this.subset.rows),
      labels: this.subset.labels,
      logits: each(logits, asFloats),
      predictions: {
        ...Object.fromEntries(predicted),
        ...(fusion && { [PREDICTION]: Uint16Array.from(argmaxRows(fusion)) }),
      },
      probes: each(probed, (answers) => Uint16Array.from(wholesAt(answers, this.subset.rows))),
      fusionSource,
      certainty: certainty ?? null,
      features: Object.fromEntries(
        zip(modalities, features).map(([{ id }, { values, columns }]) => {
          return [id, Float32Array.from(values.subarray(0, this.featureRows * columns))];
        }),
      ),
      ...(plan && { trained: this.trained(plan) }),
    };
  }

  private trained(plan: EpochPlan): TrainedSamples {
    const { train, modalities } = this.context.data;
    const times = timesShown(plan, train.size);
    return {
      rows: wholesAt(train.rows, this.training),
      times: Object.fromEntries(
        zip(modalities, times).map(([{ id }, own]) => [
          id,
          Uint8Array.from(wholesAt(own, this.training)),
        ]),
      ),
    };
  }
}
