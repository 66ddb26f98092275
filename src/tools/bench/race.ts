/**
 * The whole default race, as the command trains it, beside PyTorch taking the same steps: what somebody waits for. Ours
 * says apart what training took and what measuring took; PyTorch measures nothing.
 */
import { openDataSet } from '../../data/open';
import { presetSettings } from '../../data/presets';
import { readAsset } from '../../headless/lab/assets';
import { openLab } from '../../headless/lab/open-lab';
import { runRace } from '../../headless/lab/run-race';
import { sizeOf } from '../../math/shape';
import { methodOf } from '../../method/catalogue';
import { resolveKnobs } from '../../method/run/knobs';
import type { BackendName } from '../../protocol/backends';
import type { DataSet, SplitName } from '../../protocol/data-set';
import { DEFAULT_RACE, REFERENCE_RUN } from '../../protocol/default-race';
import { encoderOf } from '../../protocol/encoders';
import { parseSettings, type Settings, type SettingsInput } from '../../protocol/settings';
import { mergeSettings } from '../../protocol/settings-paths';
import { median, openAll, quantile } from './contender';
import { nameInNode } from './in-node';
import { openPython, type TorchPlace, torchName } from './torch';

/** Answers further apart than this, as shares of right ones, mean that something else was trained. */
const TOLERANCE = 0.06;
/** An epoch of this run is told by itself. */
const TOLD = 'di-mml';

/** One whole race, in seconds. */
interface RaceTime {
  readonly whole: number;
  /** How often the fused answer was right on the test split, 0 to 1, run by run in the race's order. */
  readonly right: readonly number[];
  /** Where it is known apart. */
  readonly training?: number;
  /** Milliseconds of one epoch of DI-MML's encoders: training, and with everything that is measured. */
  readonly epochMs?: number;
  readonly measuredEpochMs?: number;
}

export interface RaceRow {
  readonly name: string;
  readonly seconds: number;
  /** Distance between the quartiles of the turns over their median. */
  readonly spread: number;
  readonly training: number | null;
  readonly epochMs: number | null;
  readonly measuredEpochMs: number | null;
  readonly turns: number;
}

interface RaceContender {
  readonly name: string;
  turn(): Promise<RaceTime>;
  end(): Promise<void>;
}

/** The race that an untouched page trains. @param changes what is set otherwise. */
export const defaultRace = (changes: SettingsInput = {}): Settings =>
  parseSettings(
    mergeSettings({ ...presetSettings('sound-starves'), methods: DEFAULT_RACE }, changes),
  );

async function openOurRace(settings: Settings, backend: BackendName): Promise<RaceContender> {
  const { lab } = await openLab({ backend });
  return {
    name: nameInNode({ backend }),
    async turn() {
      const began = performance.now();
      let training = 0;
      const epochs: number[] = [];
      const measured: number[] = [];
      const { runs } = await runRace(
        lab,
        { settings, dataSet: null, withReference: true },
        (event) => {
          if (event.kind !== 'epoch-ended') return;
          training += event.trainMs / 1000;
          if (event.run !== TOLD || event.epoch > settings.epochs) return;
          epochs.push(event.trainMs);
          measured.push(event.trainMs + event.measureMs);
        },
      );
      const whole = (performance.now() - began) / 1000;
      const racing = runs.filter(({ method }) => method !== REFERENCE_RUN);
      return {
        whole,
        right: racing.map((run) => {
          if ('failed' in run) throw new Error(`${run.method}: ${run.failed.message}`);
          return run.accuracy.fusion ?? Number.NaN;
        }),
        training,
        epochMs: median(epochs),
        measuredEpochMs: median(measured),
      };
    },
    end: () => lab.closed(),
  };
}

/** A split's samples as lists. */
function listsOf({ modalities, labels, split }: DataSet, name: SplitName) {
  const rows = [...split[name]];
  return {
    labels: rows.map((row) => labels[row]),
    inputs: modalities.map(({ data, shape }) => {
      const width = sizeOf(shape);
      return rows.map((row) => [...data.subarray(row * width, (row + 1) * width)]);
    }),
  };
}

async function openTorchRace(settings: Settings, place: TorchPlace): Promise<RaceContender> {
  const data = await openDataSet(settings, readAsset);
  const knobs = resolveKnobs(methodOf(TOLD).description, settings, TOLD);
  const { hidden, featureDim } = encoderOf(settings, data.modalities[0]?.id ?? '');
  const { learningRate, momentum, weightDecay } = settings.optimizer;
  const about = {
    batch: settings.batchSize,
    epochs: settings.epochs,
    classes: data.classNames.length,
    hidden,
    featureDim,
    learningRate,
    momentum,
    weightDecay,
    similarity: knobs.choice('duc.kind'),
    temperature: knobs.number('duc.temperature'),
    weight: knobs.number('duc.weight'),
    warmupEpochs: knobs.number('duc.warmupEpochs'),
    fusionEpochs: knobs.number('fusionEpochs'),
    train: listsOf(data, 'train'),
    test: listsOf(data, 'test'),
  };
  const python = await openPython('torch_race.py', about, place);
  await python.answer();
  return {
    name: torchName(place),
    async turn() {
      python.ask('race');
      const { seconds, right } = (await python.answer()) as {
        seconds: readonly number[];
        right: readonly number[];
      };
      return { whole: seconds.reduce((a, b) => a + b, 0), right };
    },
    end: () => python.end(),
  };
}

/** @throws Error where somebody's answers are right more or less often than the first's: it trained something else. */
function checkAgreement(wanted: readonly number[], name: string, { right }: RaceTime): void {
  wanted.forEach((share, run) => {
    const reached = right[run] ?? Number.NaN;
    if (!(Math.abs(reached - share) < TOLERANCE)) {
      throw new Error(
        `${name}: run ${run + 1} of the race is right on ${reached} of the test samples, not about ${share}: it trains something else.`,
      );
    }
  });
}

function rowOf(name: string, turns: readonly RaceTime[]): RaceRow {
  const seconds = turns.map(({ whole }) => whole);
  const of = (key: 'training' | 'epochMs' | 'measuredEpochMs'): number | null => {
    const values = turns.flatMap((turn) => turn[key] ?? []);
    return values.length === 0 ? null : median(values);
  };
  return {
    name,
    seconds: median(seconds),
    spread: (quantile(seconds, 0.75) - quantile(seconds, 0.25)) / median(seconds),
    training: of('training'),
    epochMs: of('epochMs'),
    measuredEpochMs: of('measuredEpochMs'),
    turns: turns.length,
  };
}

/** Who races how often. */
export interface RacePlan {
  readonly settings: Settings;
  /** Ours on each of these. */
  readonly backends: readonly BackendName[];
  readonly places: readonly TorchPlace[];
  /** Turns of everybody after the first, which warms up and is not counted. */
  readonly rounds: number;
  /** Whether answers are compared; a race that is cut short has learned too little for that. */
  readonly compares: boolean;
  /** Says when no further round may begin; one is always counted. */
  readonly isLate?: () => boolean;
}

/** Races whole default races, turn by turn. @returns the rows, and why somebody is not among them. */
export async function raceRaces({
  settings,
  backends,
  places,
  rounds,
  compares,
  isLate = () => false,
}: RacePlan): Promise<{ readonly rows: readonly RaceRow[]; readonly absent: readonly string[] }> {
  const { racers, absent } = await openAll([
    ...backends.map((backend) => ({
      name: nameInNode({ backend }),
      open: () => openOurRace(settings, backend),
    })),
    ...places.map((place) => ({
      name: torchName(place),
      open: () => openTorchRace(settings, place),
    })),
  ]);
  const turns = new Map<RaceContender, RaceTime[]>(racers.map((racer) => [racer, []]));
  let wanted: readonly number[] = [];
  for (let round = 0; round <= rounds && (round < 2 || !isLate()); round++) {
    for (const racer of racers) {
      const turn = await racer.turn();
      if (wanted.length === 0) wanted = turn.right;
      if (compares) checkAgreement(wanted, racer.name, turn);
      if (round > 0) turns.get(racer)?.push(turn);
      console.log(`whole race: ${racer.name}, ${turn.whole.toFixed(1)} s`);
    }
  }
  for (const racer of racers) await racer.end();
  return { rows: racers.map((racer) => rowOf(racer.name, turns.get(racer) ?? [])), absent };
}
