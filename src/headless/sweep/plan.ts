/**
 * A plan of many runs: presets x settings x methods x seeds, each of them a task of its own. Everything a plan says is
 * looked at before anything is trained, and what is wrong is told by its place in the plan. Pure.
 */
import * as v from 'valibot';
import { BUILTIN_SETS } from '../../data/builtin/builtin-sets';
import { PUBLISHED_PRESET } from '../../data/import/published/published-settings';
import { type DataReference, dataNamedBy, withChanges } from '../../data/starting-settings';
import { DEFAULT_RUNS } from '../../protocol/default-race';
import { type Failure, show } from '../../protocol/failure';
import {
  methodIdOf,
  parseSettings,
  type Settings,
  SettingsError,
  type SettingsInput,
} from '../../protocol/settings';
import { isTree, mergeSettings, withPath } from '../../protocol/settings-paths';
import { knobsOfName } from '../arguments';
import { parseSeeds } from '../seeds/seed-list';
import { leavesValidation } from '../set-aside';

/** More tasks than this are a slip of the finger. */
const MOST_TASKS = 1_000_000;

const some = <T extends v.GenericSchema>(entry: T, what: string) =>
  v.pipe(v.array(entry, `must be a list of ${what}`), v.minLength(1, `must name ${what}`));

const planSchema = v.strictObject({
  /** What all tasks have in common. */
  settings: v.optional(v.record(v.string(), v.unknown(), 'must be an object of settings'), {}),
  /** Presets of the generator, built-in data sets, and the published settings of a published set's files. */
  presets: v.exactOptional(some(v.string('must be a name'), 'presets')),
  methods: v.exactOptional(some(v.string('must be a name'), 'methods')),
  seeds: v.exactOptional(v.union([v.string(), v.number()], 'must be seeds such as "1-20"')),
  /** Settings by path, each with the values it takes. */
  set: v.optional(
    v.record(v.string(), some(v.unknown(), 'values'), 'must be an object of values by path'),
    {},
  ),
});

type Plan = v.InferOutput<typeof planSchema>;

/** One run to be trained. */
export interface PlannedTask {
  readonly settings: Settings;
  /** Whether the number of epochs is left to the size of a person's files. */
  readonly proposesEpochs: boolean;
  /** Whether the plan does not say how many samples are set aside for validation. */
  readonly leavesValidation: boolean;
  /** Where the plan asks for it, for sentences about it. */
  readonly places: TaskPlaces;
}

interface TaskPlaces {
  readonly preset: string;
  readonly method: string;
  readonly seed: string;
  /** Place in the plan of each path that it sets, the last first. */
  readonly set: readonly { readonly path: string; readonly place: string }[];
}

/** Files of a published set, and the settings that it was published with. */
export interface PublishedFiles {
  /** What settings call them. */
  readonly id: string;
  readonly settings: SettingsInput;
}

/** Data, and what is set with them. */
interface DataChoice {
  readonly data: DataReference;
  readonly brought: SettingsInput;
}

interface Choice<T> {
  readonly value: T;
  readonly place: string;
}

const choices = <T>(values: readonly T[], place: string): Choice<T>[] =>
  values.map((value, i) => ({ value, place: `${place}[${i}]` }));

/** @throws SettingsError naming the place in the plan. */
export function parsePlan(json: unknown): Plan {
  if (!isTree(json)) {
    throw new SettingsError('plan', `The plan is ${show(json)}; it must be an object.`);
  }
  const read = v.safeParse(planSchema, json, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  const place = v.getDotPath(issue) ?? 'plan';
  throw new SettingsError(
    place,
    issue.expected === 'never'
      ? `There is no ${place} in a plan; it has ${Object.keys(planSchema.entries).join(', ')}.`
      : `${place} is ${show(issue.input)}; it ${issue.message}.`,
  );
}

/** The data of each preset; those of the settings where the plan names none. */
function dataChoices(
  { presets, settings }: Plan,
  published: PublishedFiles | null,
): Choice<DataChoice>[] {
  if (!presets) {
    return [{ value: { data: dataNamedBy(settings), brought: {} }, place: 'settings.data' }];
  }
  return choices(presets, 'presets').map(({ value: id, place }) => {
    if (id === PUBLISHED_PRESET && published) {
      const data = { source: 'files', id: published.id } as const;
      return { value: { data, brought: published.settings }, place };
    }
    const source = BUILTIN_SETS.some((set) => set.id === id) ? 'builtin' : 'generator';
    return { value: { data: { source, id }, brought: {} }, place };
  });
}

/** Whether a plan speaks of the files of a published set. */
export const namesPublished = ({ presets }: Plan): boolean =>
  presets?.includes(PUBLISHED_PRESET) ?? false;

/** Every combination of the values of `set`: of the last path fastest. */
function setChoices({ set }: Plan): { path: string; value: unknown; place: string }[][] {
  return Object.entries(set).reduce<{ path: string; value: unknown; place: string }[][]>(
    (combinations, [path, values]) => {
      const root = path.split('.')[0];
      if (root === 'seed' || path === 'methods') {
        const own = root === 'seed' ? 'seeds' : 'methods';
        throw new SettingsError('set', `set names ${path}; a plan has ${own} for that.`);
      }
      return combinations.flatMap((before) =>
        choices(values, `set["${path}"]`).map((choice) => [...before, { path, ...choice }]),
      );
    },
    [[]],
  );
}

/** What is wrong with a task's settings, in words that begin with the path. */
type Wrong = Pick<Failure, 'message'> & { readonly path?: string };

/** Says what is wrong with a task's settings by its place in the plan. */
export function planError({ message, path }: Wrong, places: TaskPlaces): SettingsError {
  const [, unknown, first = ''] = /^(There is no setting called )?([\w@.*-]+)/.exec(message) ?? [];
  const named = path ?? first;
  return new SettingsError(
    named,
    `${placeOf(named, unknown !== undefined, places)}: ${message}`,
    'Correct the plan; nothing has been written.',
  );
}

/**
 * The part of the plan that a path comes from; preset and method together where it could be either.
 * @param isUnknown whether there is no such setting.
 */
function placeOf(
  path: string,
  isUnknown: boolean,
  { preset, method, seed, set }: TaskPlaces,
): string {
  const from = set.find(
    (each) =>
      path === each.path || path.startsWith(`${each.path}.`) || each.path.startsWith(`${path}.`),
  );
  const [root = ''] = path.split('.');
  const ofPreset = preset.startsWith('presets');
  // which modalities there are, and of which kind, differs by preset
  const beside = root === 'encoders' && ofPreset ? `, ${preset}` : '';
  if (from) return `${from.place}${beside}`;
  if (path === 'data.id') return preset;
  if (root === 'seed') return seed;
  if (root !== 'methods' && (isUnknown || root in parseSettings({}))) return `settings${beside}`;
  // a method may suit one preset and not another
  return ofPreset ? `${preset}, ${method}` : method;
}

/**
 * The tasks of a plan, each once: by preset, within it by the combinations of `set`, then by method, then by seed.
 * @param published what the plan's published settings are of; null where it has none.
 * @throws SettingsError naming the place in the plan of the first that cannot be used.
 */
export function expandPlan(plan: Plan, published: PublishedFiles | null = null): PlannedTask[] {
  const data = dataChoices(plan, published);
  // before they are made: ten paths of ten values each are ten thousand million
  const combinations = Object.values(plan.set).reduce((all, values) => all * values.length, 1);
  if (data.length * combinations > MOST_TASKS) throw tooManyTasks();
  const sets = setChoices(plan);
  const methods = plan.methods
    ? choices(plan.methods, 'methods')
    : Object.keys((plan.settings['methods'] as object | undefined) ?? fromDefaults()).map(
        (value) => ({
          value,
          place: `settings.methods.${value}`,
        }),
      );
  const seeds = plan.seeds === undefined ? null : parseSeeds(String(plan.seeds), 'seeds');
  if (data.length * sets.length * methods.length * (seeds?.length ?? 1) > MOST_TASKS) {
    throw tooManyTasks();
  }
  checkRunsOfSet(
    plan,
    methods.map(({ value }) => value),
  );
  const tasks = new Map<string, PlannedTask>();
  for (const preset of data) {
    const { data: reference, brought } = preset.value;
    const common = mergeSettings(brought, plan.settings);
    for (const set of sets) {
      for (const method of methods) {
        const places: TaskPlaces = {
          preset: preset.place,
          method: method.place,
          seed: 'seeds',
          set: [...set].reverse(),
        };
        const proposesEpochs =
          reference.source === 'files' &&
          common.epochs === undefined &&
          !set.some(({ path }) => path === 'epochs');
        const input = settled(places, () => taskInput(common, reference, method.value, set));
        const base = settled(places, () => parseSettings(input));
        for (const seed of seeds ?? [base.seed]) {
          const settings = settled(places, () => parseSettings({ ...base, seed }));
          const leaves = { proposesEpochs, leavesValidation: leavesValidation(input) };
          tasks.set(JSON.stringify(settings), { settings, ...leaves, places });
        }
      }
    }
  }
  return [...tasks.values()];
}

const tooManyTasks = () => new SettingsError('plan', `The plan has more than ${MOST_TASKS} tasks.`);

/** @throws SettingsError where `set` has a knob of a run that the plan does not train. */
function checkRunsOfSet({ set }: Plan, runs: readonly string[]): void {
  for (const path of Object.keys(set)) {
    const [root, run = ''] = path.split('.');
    if (root !== 'methods' || runs.includes(run)) continue;
    throw new SettingsError(
      'set',
      `set names ${path}; ${run} is none of the methods: ${runs.join(', ')}.`,
    );
  }
}

const fromDefaults = () => Object.fromEntries(DEFAULT_RUNS.map((name) => [name, {}]));

/** @throws SettingsError of the plan instead of that of the settings. */
function settled<T>(places: TaskPlaces, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof SettingsError ? planError(error, places) : error;
  }
}

/** The settings of one run; what `set` says of other runs or methods is not its concern. */
function taskInput(
  common: SettingsInput,
  data: DataReference,
  run: string,
  set: readonly { readonly path: string; readonly value: unknown }[],
): SettingsInput {
  const laid = withChanges(common, data);
  const knobs = laid.methods?.[run] ?? knobsOfName(run);
  let settings: SettingsInput = {
    ...laid,
    data: { ...laid.data, source: data.source, id: data.id },
    methods: { [run]: knobs },
  };
  for (const { path, value } of set) {
    const [root, of] = path.split('.');
    if (root === 'methods' && of !== run) continue;
    if (root === 'methodDefaults' && of !== '*' && of !== methodIdOf(run)) continue;
    settings = withPath(settings, path, value);
  }
  return settings;
}
