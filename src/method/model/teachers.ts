/**
 * Teachers as a stage: a separate unimodal model for every modality, trained first and then constant. They start from
 * weights of their own, or a student that starts as they did would have little to learn from them; their last state is
 * taken, chosen on no data. A student's encoders see them batch by batch through the same inputs.
 */
import type {
  DeviceArray,
  LossRecorder,
  ParameterArena,
  ParameterSpec,
} from '../../engine/kernels/kernels';
import { softmaxRows, valueAt } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import { zip } from '../../math/zip';
import { keyOf } from '../../protocol/names';
import { LARGEST_SEED } from '../../protocol/training-knobs';
import { PULL, TEACHER_EPOCHS_KNOB, TEACHER_STAGE } from '../descriptions/teachers';
import type { Answers, MethodRun, Readings, RunContext, Stage } from '../method';
import { rememberingAll } from '../run/remembering';
import { DetachedModel, ensembleReadouts } from './detached-model';
import type { Lane } from './encoder-bank';
import { isOfEncoder } from './parameter-names';
import { predictFrom } from './predict-from';
import { logitsOf } from './readings';

/** The distance of a modality's feature to its teacher's, as the losses record it. */
const pullKey = (modality: string): string => keyOf({ kind: 'on', word: PULL, modality });

/** The ensembles read while nothing else answers need a temperature; plain R9 has 1. */
const TEMPERATURE = 1;

/** What teachers' parameters are called, so that they are no student's. */
export const TEACHER = 'teacher.';

/** An arena whose parameters stand under names of their own; whoever owns the real one frees it. */
function renamed(real: ParameterArena): ParameterArena {
  const specs = real.specs.map((spec): ParameterSpec => ({ ...spec, name: TEACHER + spec.name }));
  return {
    specs,
    write: (name, values) => real.write(name.slice(TEACHER.length), values),
    read: async () =>
      new Map([...(await real.read())].map(([name, values]) => [TEACHER + name, values])),
    save: () => real.save(),
    restore: (saved) => real.restore(saved),
    free: () => {},
  };
}

/** What is given for teachers, under the names that they have among themselves. */
const givenTo = (given: RunContext['given']) =>
  given &&
  new Map(
    [...given].flatMap(([name, values]) =>
      name.startsWith(TEACHER) ? [[name.slice(TEACHER.length), values] as const] : [],
    ),
  );

export class Teachers {
  private readonly context: RunContext;
  private readonly model: DetachedModel;
  private isOver = false;

  /** @throws SettingsError where the settings ask for encoders that do not suit the data. */
  constructor(context: RunContext) {
    const { weightSeed, given } = context;
    const teachersGiven = givenTo(given);
    this.context = context;
    this.model = new DetachedModel({
      ...context,
      weightSeed: randomStream(weightSeed, 'teachers').below(LARGEST_SEED),
      ...(teachersGiven && { given: teachersGiven }),
    });
  }

  /** The teachers look at the students' batch: what they say next is of that. */
  look(students: readonly Lane[]): void {
    for (const [{ pass }, { input }] of zip(this.model.training.lanes, students))
      pass.forward(input, 'inference');
  }

  /**
   * Adds to every student's encoder the pull to its teacher: weight times the mean square distance of the features, the
   * mean over the samples that have the modality.
   */
  pull(students: readonly Lane[], weight: number, recorder: LossRecorder): void {
    const { kernels } = this.context;
    for (const [student, teacher] of zip(students, this.model.training.lanes)) {
      const record = { recorder, name: pullKey(student.id) };
      const { feature, dFeature, weights } = student;
      kernels.meanSquare(feature, teacher.feature, weight, dFeature, record, weights);
    }
  }

  /** The teachers' logits of the batch that they look at, by modality, `[batch, classes]`. */
  logits(): readonly DeviceArray[] {
    return this.model.heads.answer();
  }

  /** Each teacher's probability of the true class for every training sample, by modality. */
  async confidences(): Promise<readonly Float64Array[]> {
    const { train } = this.context.data;
    const readings = await this.model.training.bank.read(train, (features, rows) =>
      this.model.privateLogits(features, rows),
    );
    return this.model.heads.keys.map((key) => {
      const probabilities = softmaxRows(logitsOf(readings, key));
      return Float64Array.from(train.labels, (label, row) => valueAt(probabilities, row, label));
    });
  }

  /** Puts their encoders, running statistics and all, in the place of another arena's. */
  async giveEncoders(to: ParameterArena): Promise<void> {
    const { arena, lanes } = this.model.training;
    for (const [name, own] of await arena.read()) {
      if (lanes.some(({ position }) => isOfEncoder(name, position))) to.write(name, own);
    }
  }

  /** The sum of the pulls of an epoch. */
  sumOfPulls(losses: Readonly<Record<string, number>>): number {
    const { lanes } = this.model.training;
    return lanes.reduce((sum, { id }) => sum + (losses[pullKey(id)] ?? 0), 0);
  }

  /** The run of a method whose students are `run`: the teachers first, who answer until they are through. */
  before(run: MethodRun): MethodRun {
    const { context, model } = this;
    const [first, ...others] = run.stages;
    if (!first) throw new Error('There is no stage after the teachers.');
    const student: Stage = {
      ...first,
      begin: async () => {
        this.isOver = true;
        await first.begin?.();
      },
    };
    const heads = (features: readonly DeviceArray[], rows: number) =>
      model.privateLogits(features, rows);
    const predict = predictFrom(context, heads, (readings) =>
      model.ensemble('probabilities', readings, TEMPERATURE),
    );
    const { gradientCosine, predictFrom: studentsPredict } = run;
    return {
      ...run,
      stages: [this.stage(), student, ...others],
      read: (split, featuresOnly) =>
        this.isOver
          ? run.read(split, featuresOnly)
          : model.training.bank.read(split, featuresOnly ? () => ({}) : heads),
      answers: (readings) => (this.isOver ? run.answers(readings) : this.answers(readings)),
      ...(studentsPredict && {
        predictFrom: (features) => (this.isOver ? studentsPredict(features) : predict(features)),
      }),
      ...(gradientCosine && {
        gradientCosine: async () =>
          this.isOver
            ? gradientCosine()
            : Object.fromEntries(model.training.lanes.map(({ id }) => [id, null])),
      }),
      arenas: [...run.arenas, renamed(model.training.arena)],
      answering: () => (this.isOver ? run.arenas : [model.training.arena]),
      memory: rememberingAll({ student: run.memory, teachers: model.training.memory }),
      free: () => {
        model.free();
        run.free();
      },
    };
  }

  free(): void {
    this.model.free();
  }

  private stage(): Stage {
    const { model, context } = this;
    return {
      ...TEACHER_STAGE,
      prepares: true,
      epochs: context.knobs.number(TEACHER_EPOCHS_KNOB.path),
      order: 'encoder',
      feeder: () => model.training.bank.feeder,
      step: (learningRate) => model.step(learningRate),
      losses: () => model.losses(),
    };
  }

  private answers(readings: Readings): Answers {
    const ensembles = this.model.ensembles(readings, TEMPERATURE);
    return {
      fusion: ensembles.probabilities,
      fusionSource: 'ensemble',
      readouts: { ...readings.logits, ...ensembleReadouts(ensembles) },
    };
  }
}
