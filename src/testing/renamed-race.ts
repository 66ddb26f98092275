/**
 * The events of a race as they would be if its modalities were called otherwise, and everything about them the same:
 * what tests hold a race with renamed modalities against. Every place of an event that names a modality is here.
 */
import { expect } from 'vitest';
import { catalogue, methodOf } from '../method/catalogue';
import { measureCatalogue } from '../method/measures/measure-catalogue';
import { stagesAsSet } from '../protocol/as-set';
import type { MethodDescription } from '../protocol/catalogue';
import type { DataSet } from '../protocol/data-set';
import type { Accuracies, EpochEnded, RunEvent } from '../protocol/events';
import { type MeasuredValue, measured } from '../protocol/measure';
import type { FailureRow, PairAlignment, SpoiledCurves } from '../protocol/measures';
import type { LabEvent } from '../protocol/messages';
import { keyOf, type Name, parseName } from '../protocol/names';
import type { AloneNumbers, ReferenceLevels } from '../protocol/reference-levels';
import { knobsInUse } from '../protocol/run-knobs';
import { parseSettings, runNames, type SettingsInput } from '../protocol/settings';
import { withPath } from '../protocol/settings-paths';
import type { LossSeen, StepSeen } from '../protocol/step';
import type { TinyLab } from './tiny-lab';

/** A method whose own stages, as those of teachers, are as short as can be. */
const briefly = ({ knobs }: MethodDescription) =>
  knobs.reduce<object>((set, knob) => {
    const isCount = knob.kind === 'number' && knob.countsEpochs;
    return isCount ? withPath(set, knob.path, Math.max(1, knob.min)) : set;
  }, {});

/** Every method, and the variants that name more: both directions of DUC, the published form, sums. */
export const EVERY_METHOD: NonNullable<SettingsInput['methods']> = {
  ...Object.fromEntries(catalogue.map((method) => [method.id, briefly(method)])),
  'di-mml': { duc: { warmupEpochs: 1, refreshEvery: 1 }, fusionEpochs: 1 },
  'di-mml@dot': { duc: { kind: 'dot', warmupEpochs: 0 }, fusionEpochs: 1 },
  'di-mml@both-ways': { duc: { kind: 'both-ways', warmupEpochs: 0 }, fusionEpochs: 1 },
  'frozen-fusion': { fusionEpochs: 1 },
  'late-ensemble@certainty': { average: 'certainty' },
  'joint@sum': { fusion: 'sum' },
};

/** A race of a second or two, in which there is something to teach along. */
export const SMALL_RACE: SettingsInput = {
  epochs: 2,
  batchSize: 16,
  samples: { train: 48, validation: 16, test: 32 },
  encoders: { '*': { hidden: [8], featureDim: 12 } },
};

/** The new id of every modality, in their order. */
type Renaming = readonly (readonly [from: string, to: string])[];

/** The same numbers under other ids; what a person reads stays. */
export function renamed(dataSet: DataSet, to: readonly string[]): DataSet {
  const modalities = dataSet.modalities.map((modality, m) => ({
    ...modality,
    id: to[m] as string,
  }));
  return { ...dataSet, modalities };
}

type Table<T> = Readonly<Record<string, T>>;

class Renamer {
  private readonly ids: ReadonlyMap<string, string>;

  constructor(renaming: Renaming) {
    this.ids = new Map(renaming);
  }

  readonly id = (from: string): string => {
    const to = this.ids.get(from);
    if (to === undefined) throw new Error(`"${from}" is no modality of this race.`);
    return to;
  };

  readonly key = (key: string): string => {
    const name = parseName(key);
    const moved: Name =
      name.kind === 'pair'
        ? { ...name, teacher: this.id(name.teacher), student: this.id(name.student) }
        : name.kind === 'whole'
          ? name
          : { ...name, modality: this.id(name.modality) };
    return keyOf(moved);
  };

  byId<T>(table: Table<T>): Table<T> {
    return Object.fromEntries(Object.entries(table).map(([id, value]) => [this.id(id), value]));
  }

  byKey<T>(table: Table<T>): Table<T> {
    return Object.fromEntries(Object.entries(table).map(([key, value]) => [this.key(key), value]));
  }

  pair<T extends { readonly teacher: string; readonly student: string }>(pair: T): T {
    return { ...pair, teacher: this.id(pair.teacher), student: this.id(pair.student) };
  }

  accuracy({ fusion, unimodal, readouts }: Accuracies): Accuracies {
    return { fusion, unimodal: this.byId(unimodal), readouts: this.byKey(readouts) };
  }

  /** Which samples are right, of how many, and whose features never change. */
  probed({
    right,
    scoredOn,
    constantFeatures: constant,
  }: Pick<EpochEnded, 'right' | 'scoredOn' | 'constantFeatures'>) {
    return {
      ...(scoredOn && { scoredOn: this.byId(scoredOn) }),
      ...(right && { right: { ...right, unimodal: this.byId(right.unimodal) } }),
      ...(constant && { constantFeatures: constant.map(this.id) }),
    };
  }

  levels({ alone, end, untrained }: ReferenceLevels): ReferenceLevels {
    const said = ({ accuracy, right }: AloneNumbers): AloneNumbers => ({
      accuracy: this.byId(accuracy),
      right: right && { ...right, unimodal: this.byId(right.unimodal) },
    });
    return {
      alone: alone.map((at) => ({ ...at, ...said(at) })),
      end: end && said(end),
      untrained: this.byId(untrained),
    };
  }

  failure({ right, count, weights, accuracy }: FailureRow): FailureRow {
    return {
      right: right.map(this.id),
      count,
      weights: weights && this.byKey(weights),
      accuracy: accuracy && this.byKey(accuracy),
    };
  }

  curves({ prediction, own, area }: SpoiledCurves): SpoiledCurves {
    return { prediction: this.byId(prediction), own: this.byId(own), area: this.byId(area) };
  }

  epoch(event: EpochEnded): EpochEnded {
    const { dimensionSpectrum: spectrum, certaintyByFailure: failures } = event;
    return {
      ...event,
      losses: this.byKey(event.losses),
      accuracy: this.accuracy(event.accuracy),
      ...this.probed(event),
      pairAlignments: event.pairAlignments.map((pair): PairAlignment => this.pair(pair)),
      dimensionSpectrum: spectrum && {
        separability: this.byId(spectrum.separability),
        mean: this.byId(spectrum.mean),
        sizes: spectrum.sizes && { ...spectrum.sizes, only: this.byId(spectrum.sizes.only) },
        drift: spectrum.drift?.map((pair) => this.pair(pair)) ?? null,
      },
      certaintyByFailure: failures?.map((row) => this.failure(row)) ?? null,
      calibration: event.calibration && this.byKey(event.calibration),
      missingCurve: event.missingCurve && this.curves(event.missingCurve),
      noiseCurve: event.noiseCurve && this.curves(event.noiseCurve),
      ...this.numbers(event),
    };
  }

  /** The measures that are numbers by name. */
  numbers(event: EpochEnded): Record<string, MeasuredValue> {
    return Object.fromEntries(
      measureCatalogue.flatMap(({ id, per }): [string, MeasuredValue][] => {
        const value = measured(event, id);
        if (per === 'structure' || typeof value === 'number' || value === null) return [];
        return [[id, per === 'modality' ? this.byId(value) : this.byKey(value)]];
      }),
    );
  }

  run(event: RunEvent): RunEvent {
    switch (event.kind) {
      case 'epoch-ended':
        return this.epoch(event);
      case 'run-ended':
        return {
          ...event,
          accuracy: this.accuracy(event.accuracy),
          ...this.probed(event),
          ridge: this.byId(event.ridge),
        };
      case 'snapshot-taken':
        return {
          ...event,
          logits: this.byKey(event.logits),
          predictions: this.byKey(event.predictions),
          probes: event.probes && this.byId(event.probes),
          features: this.byId(event.features),
          certainty: event.certainty && {
            ...event.certainty,
            heads: event.certainty.heads.map(this.key),
          },
          ...(event.trained && {
            trained: { ...event.trained, times: this.byId(event.trained.times) },
          }),
        };
      default:
        return event;
    }
  }

  byMeasure<T>(table: Table<Table<T>>): Table<Table<T>> {
    return Object.fromEntries(Object.entries(table).map(([id, each]) => [id, this.byId(each)]));
  }

  step(step: StepSeen): StepSeen {
    const losses = step.losses.map(
      (loss): LossSeen => ({
        ...loss,
        name: this.key(loss.name),
        gradientOn: this.byId(loss.gradientOn),
      }),
    );
    return {
      ...step,
      losses,
      features: this.byId(step.features),
      steering: this.byMeasure(step.steering),
      steeringOfFirst: this.byMeasure(step.steeringOfFirst),
      gradientBefore: this.byId(step.gradientBefore),
      sets: step.sets?.map((set) => this.pair(set)) ?? null,
      gradient: this.byId(step.gradient),
    };
  }
}

/** What a race says of its numbers, step by step, with its modalities called otherwise. */
function renamedEvents(events: readonly LabEvent[], renaming: Renaming): LabEvent[] {
  const renamer = new Renamer(renaming);
  return events.flatMap((event): LabEvent[] => {
    switch (event.kind) {
      case 'data-opened':
      case 'chunk-trained':
      case 'checkpoint-taken':
        return [];
      case 'step-shown':
        return [{ ...event, step: renamer.step(event.step) }];
      case 'reference-known':
        return [
          {
            ...event,
            ...renamer.levels(event),
          },
        ];
      case 'epoch-ended':
      case 'run-ended':
      case 'snapshot-taken':
        return [renamer.run(event)];
      default:
        return [event];
    }
  });
}

/** The stages that a run's knobs leave in. */
export function stagesOf(run: string, settings: SettingsInput) {
  const { description } = methodOf(run);
  const knobs = knobsInUse(description, parseSettings(settings), run);
  return stagesAsSet(description, (path) => knobs.get(path));
}

/** The settings without methods that are not made for so many modalities. */
export async function suited(
  { lab, events }: TinyLab,
  dataSet: DataSet,
  settings: SettingsInput,
): Promise<SettingsInput> {
  const methods = { ...settings.methods };
  const data = { source: 'files' as const, id: 'race' };
  lab.send({ kind: 'use-data', dataSet });
  for (const [run, knobs] of Object.entries(methods)) {
    events.length = 0;
    const alone = { ...settings, data, methods: { [run]: knobs } };
    lab.send({ kind: 'start-race', settings: alone, withReference: false, paused: true });
    await lab.settled();
    const isRefused = events.some(
      (event) => event.kind === 'request-failed' && /modalities/.test(event.failed.message),
    );
    if (isRefused) delete methods[run];
  }
  return { ...settings, methods };
}

/** All that a race on these samples says, and then a look at a step of every stage of every run. */
export async function raced(
  { lab, events }: TinyLab,
  dataSet: DataSet,
  settings: SettingsInput,
): Promise<LabEvent[]> {
  events.length = 0;
  const asFiles = { ...settings, data: { source: 'files' as const, id: 'race' } };
  lab.send({ kind: 'use-data', dataSet });
  const race = { settings: asFiles, withReference: true, snapshots: true, paused: false };
  lab.send({ kind: 'start-race', ...race });
  await lab.settled();
  for (const run of runNames(parseSettings(settings))) {
    for (const { id: stage } of stagesOf(run, settings)) {
      lab.send({ kind: 'show-step', settings: asFiles, run, stage, epoch: null });
    }
  }
  await lab.settled();
  return [...events];
}

/** Without times, the number of an event (it counts chunks by the clock), and what the lab holds of races before. */
const timeless = (events: readonly LabEvent[]): unknown[] =>
  events.map((event) =>
    JSON.parse(
      JSON.stringify(event, (key, value: unknown) => {
        if (/Ms$|^cost$|^seq$/.test(key)) return undefined;
        return ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
      }),
    ),
  );

export const idsOf = ({ modalities }: DataSet) => modalities.map(({ id }) => id);

/** A race under other names must say the events of `plain`, renamed and nothing else. */
export async function expectSame(
  open: TinyLab,
  race: {
    readonly plain: readonly LabEvent[];
    readonly dataSet: DataSet;
    readonly ids: readonly string[];
    readonly settings: SettingsInput;
  },
): Promise<void> {
  const { plain, dataSet, ids, settings } = race;
  const renaming: Renaming = idsOf(dataSet).map((id, m) => [id, ids[m] as string]);
  const events = await raced(open, renamed(dataSet, ids), settings);
  const wanted = timeless(renamedEvents(plain, renaming));
  const got = timeless(
    renamedEvents(
      events,
      ids.map((id) => [id, id]),
    ),
  );
  expect(got.length).toBe(wanted.length);
  wanted.forEach((event, k) => {
    expect(got[k]).toEqual(event);
  });
}
