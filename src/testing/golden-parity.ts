/**
 * Walks DI-MML through a golden trajectory of the published implementation and throws at the first number that
 * disagrees: chosen dimensions, losses, accuracies, final parameters, fusion head, certainty weights. It drives
 * the product's own trainer and method; only initial weights and batch order are given.
 */
import type { Kernels } from '../engine/kernels/kernels';
import { accuracy, type Matrix } from '../math/matrix';
import type { MethodRun, RunContext } from '../method/method';
import { start } from '../method/methods/di-mml';
import { certaintyWeighted, certaintyWeights } from '../method/model/certainty';
import {
  encoderModule,
  FUSION_HEAD_MODULE,
  privateHeadModule,
  SHARED_HEAD_MODULE,
} from '../method/model/parameter-names';
import { contextOf } from '../method/run/race';
import { type RaceData, uploadRaceData } from '../method/run/race-data';
import { type TrainEvent, train } from '../method/run/train';
import type { DataSet } from '../protocol/data-set';
import type { BackendReport } from '../protocol/messages';
import { parseSettings } from '../protocol/settings';
import { flat, type Parameters, type Rows } from './golden-rows';
import { parametersOf } from './one-step';

/** The parts of a golden file that are read; see golden/README.md. */
export interface Golden {
  readonly config: {
    readonly N: number;
    readonly hidden: number;
    readonly featureDim: number;
    readonly classes: number;
    readonly batchSize: number;
    readonly ducTemperature: number;
    readonly warmupEpochs: number;
    readonly epochs: number;
    readonly learningRate: number;
    readonly momentum: number;
    readonly weightDecay: number;
    readonly sharedWeight: number;
    readonly fusionTemperature: number;
    readonly fusionEpochs: number;
  };
  readonly x_a: Rows;
  readonly x_v: Rows;
  readonly labels: readonly number[];
  readonly init: Parameters;
  readonly final: Parameters;
  readonly epochs: readonly {
    readonly ce_a: number;
    readonly ce_v: number;
    readonly duc: number;
    readonly total: number;
    readonly acc_a: number;
    readonly acc_v: number;
  }[];
  readonly features_at_warmup: { readonly a: Rows; readonly v: Rows };
  readonly complementary_dims: {
    readonly a_only: readonly number[];
    readonly v_only: readonly number[];
  };
  readonly fusion: {
    readonly init: { readonly w: Rows; readonly b: readonly number[] };
    readonly final_w: Rows;
    readonly final_b: readonly number[];
    readonly epoch_loss: readonly number[];
    readonly accuracy: number;
    readonly certainty_weights: Rows;
    readonly weighted_logits: Rows;
  };
}

/** Our name of each golden parameter: ours go by the modality's position, and a comes before v. */
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  ['weight', 'bias'].flatMap((part) => [
    ...['a', 'v'].flatMap((m, position) => [
      [`${m}.l1.${part}`, `${encoderModule(position).name}.layer1.${part}`],
      [`${m}.l2.${part}`, `${encoderModule(position).name}.layer2.${part}`],
      [`${m}.classifier.${part}`, `${privateHeadModule(position).name}.${part}`],
    ]),
    [`shared.${part}`, `${SHARED_HEAD_MODULE.name}.${part}`],
  ]),
);

/** Columns `begin .. end - 1` of every row. */
const columns = (rows: Rows, begin: number, end: number): Rows =>
  rows.map((row) => row.slice(begin, end));

function fusionParameters(w: Rows, b: readonly number[], featureDim: number) {
  return new Map([
    [`${FUSION_HEAD_MODULE.name}.0.weight`, flat(columns(w, 0, featureDim))],
    [`${FUSION_HEAD_MODULE.name}.1.weight`, flat(columns(w, featureDim, 2 * featureDim))],
    [`${FUSION_HEAD_MODULE.name}.bias`, Float32Array.from(b)],
  ]);
}

/** The golden samples as a data set in which every sample is in every split, as the published code scores them. */
function dataSetOf(golden: Golden): DataSet {
  const { N, classes } = golden.config;
  const all = Int32Array.from({ length: N }, (_, i) => i);
  const modality = (id: string, rows: Rows) => ({
    id,
    name: id,
    kind: 'vector' as const,
    shape: [rows[0]?.length ?? 0],
    data: Float32Array.from(rows.flat()),
    normalisation: { shift: [0], scale: [1] },
  });
  return {
    id: 'golden',
    name: 'golden',
    classNames: Array.from({ length: classes }, (_, c) => String(c)),
    provenance: { origin: 'test', licence: 'test' },
    modalities: [modality('a', golden.x_a), modality('v', golden.x_v)],
    labels: Int32Array.from(golden.labels),
    split: { train: all, validation: new Int32Array(0), test: all },
    notes: [],
  };
}

/** Throws when two numbers are further apart than `tolerance`. */
function agree(what: string, got: number | undefined, want: number, tolerance: number): void {
  if (got === undefined || !(Math.abs(got - want) <= tolerance)) {
    throw new Error(`${what}: ${got} here, ${want} in the golden file (tolerance ${tolerance}).`);
  }
}

/** Within 1e-4 relative; within 1e-4 absolute where the value is below .01. */
function lossesAgree(what: string, got: number | undefined, want: number): void {
  agree(what, got, want, Math.abs(want) < 0.01 ? 1e-4 : 1e-4 * Math.abs(want));
}

function parametersAgree(
  got: ReadonlyMap<string, Float32Array>,
  want: ReadonlyMap<string, Float32Array>,
): void {
  const largest = Math.max(
    ...[...want.values()].map((values) => Math.max(...values.map(Math.abs))),
  );
  for (const [name, values] of want) {
    values.forEach((value, k) => {
      agree(`${name}[${k}]`, got.get(name)?.[k], value, 1e-4 * largest);
    });
  }
}

function matricesAgree(what: string, got: Matrix, want: Rows, tolerance: number): void {
  want.forEach((row, i) => {
    row.forEach((value, c) => {
      agree(`${what}[${i}][${c}]`, got.values[i * got.columns + c], value, tolerance);
    });
  });
}

const sameList = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** The walk of one trajectory. */
class Walk {
  private readonly golden: Golden;
  private readonly data: RaceData;
  private readonly run: MethodRun;
  private fusionEpochs = 0;

  constructor(golden: Golden, data: RaceData, run: MethodRun) {
    this.golden = golden;
    this.data = data;
    this.run = run;
  }

  async epochEnded(event: TrainEvent & { kind: 'epoch-ended' }): Promise<void> {
    const { config } = this.golden;
    if (event.stage !== 'encoders') return this.fusionEpochEnded(event);
    const epoch = event.epoch - 1;
    const want = this.golden.epochs[epoch];
    if (!want) throw new Error(`Epoch ${epoch} is not in the golden file.`);
    const { losses, accuracy: scores } = event;
    lossesAgree(`epoch ${epoch} ce_a`, losses.a, want.ce_a);
    lossesAgree(`epoch ${epoch} ce_v`, losses.v, want.ce_v);
    lossesAgree(`epoch ${epoch} duc`, losses.duc, want.duc);
    lossesAgree(`epoch ${epoch} total`, losses.total, want.total);
    // one sample may sit on the boundary of two classes
    agree(`epoch ${epoch} acc_a`, scores.readouts.a, want.acc_a, 1.5 / config.N);
    agree(`epoch ${epoch} acc_v`, scores.readouts.v, want.acc_v, 1.5 / config.N);
    // the sets are chosen before the first epoch after the warm-up, on features as the last warm-up epoch left them
    if (event.epoch === config.warmupEpochs) await this.featuresAgree();
    if (epoch === config.warmupEpochs) this.dimensionsAgree();
    if (event.epoch === config.epochs) {
      const final = Object.entries(this.golden.final).map(
        ([name, value]) => [NAMES[name] ?? name, flat(value)] as const,
      );
      parametersAgree(await parametersOf(this.run), new Map(final));
    }
  }

  private async featuresAgree(): Promise<void> {
    const { features } = await this.run.read(this.data.train, true);
    const { a, v } = this.golden.features_at_warmup;
    matricesAgree('features of a at warm-up', features[0] as Matrix, a, 1e-4);
    matricesAgree('features of v at warm-up', features[1] as Matrix, v, 1e-4);
  }

  private dimensionsAgree(): void {
    const { a_only, v_only } = this.golden.complementary_dims;
    for (const { teacher, dimensions } of this.run.dimensionPairs() ?? []) {
      const want = teacher === 0 ? a_only : v_only;
      if (!sameList(dimensions, want)) {
        throw new Error(
          `Dimensions only ${teacher === 0 ? 'a' : 'v'} separates: ${dimensions} here, ${want} in the golden file.`,
        );
      }
    }
    if (!this.run.dimensionPairs()) throw new Error('No dimensions were chosen after the warm-up.');
  }

  private async fusionEpochEnded(event: TrainEvent & { kind: 'epoch-ended' }): Promise<void> {
    const { fusion, config, labels } = this.golden;
    const want = fusion.epoch_loss[this.fusionEpochs];
    lossesAgree(`fusion epoch ${this.fusionEpochs}`, event.losses.fusion, want ?? Number.NaN);
    this.fusionEpochs += 1;
    if (this.fusionEpochs < config.fusionEpochs) return;
    parametersAgree(
      await parametersOf(this.run),
      fusionParameters(fusion.final_w, fusion.final_b, config.featureDim),
    );
    const { logits } = await this.run.read(this.data.train);
    const heads = [logits.a, logits.v, logits.fusionHead] as Matrix[];
    const weighted = certaintyWeighted(heads, config.fusionTemperature);
    matricesAgree(
      'certainty weights',
      certaintyWeights(heads, config.fusionTemperature),
      fusion.certainty_weights,
      1e-3,
    );
    matricesAgree('weighted logits', weighted, fusion.weighted_logits, 1e-3);
    agree(
      'weighted accuracy',
      accuracy(weighted, Int32Array.from(labels)),
      fusion.accuracy,
      0.5 / config.N,
    );
    agree(
      'fusion accuracy of the event',
      event.accuracy.fusion ?? undefined,
      fusion.accuracy,
      0.5 / config.N,
    );
  }

  /** @throws Error when the walk ended early. */
  finish(): void {
    if (this.fusionEpochs !== this.golden.config.fusionEpochs) {
      throw new Error(`The fusion stage ran ${this.fusionEpochs} epochs.`);
    }
  }
}

/** Trains the golden experiment on `kernels`. @throws Error naming the first number that disagrees. */
export async function walkGolden(golden: Golden, kernels: Kernels): Promise<void> {
  const { config } = golden;
  const settings = parseSettings({
    epochs: config.epochs,
    batchSize: config.batchSize,
    optimizer: {
      learningRate: config.learningRate,
      momentum: config.momentum,
      weightDecay: config.weightDecay,
    },
    encoders: {
      '*': { hidden: [config.hidden], featureDim: config.featureDim, embedding: 'relu' },
    },
    methods: {
      'di-mml': {
        sharedWeight: config.sharedWeight,
        duc: {
          kind: 'dot',
          temperature: config.ducTemperature,
          warmupEpochs: config.warmupEpochs,
        },
        fusionEpochs: config.fusionEpochs,
        certainty: { temperature: config.fusionTemperature },
      },
    },
  });
  const given = new Map([
    ...Object.entries(golden.init).map(
      ([name, value]) => [NAMES[name] ?? name, flat(value)] as const,
    ),
    ...fusionParameters(golden.fusion.init.w, golden.fusion.init.b, config.featureDim),
  ]);
  const data = uploadRaceData(kernels, dataSetOf(golden));
  const context: RunContext = {
    ...contextOf('di-mml', { kernels, settings, data }),
    given,
  };
  const report: BackendReport = { backend: kernels.backend, adapter: 'test', reasons: [] };
  const run = start(context);
  const walk = new Walk(golden, data, run);
  try {
    const events = train(run, context, {
      label: 'DI-MML',
      report,
      now: () => 0,
      chunkMs: Number.POSITIVE_INFINITY,
      orderOf: (_stage, _epoch, rows) => Int32Array.from({ length: rows }, (_, i) => i),
    });
    for await (const event of events) {
      if (event.kind === 'epoch-ended') await walk.epochEnded(event);
    }
    walk.finish();
  } finally {
    run.free();
    data.free();
  }
}
