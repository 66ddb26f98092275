/**
 * A method's knobs as the settings hold them for one run: the run's own, over those that the settings give its method,
 * over those they give every method, over the method's defaults. Worker and page both read them here.
 */
import type { KnobIs, MethodDescription } from './catalogue';
import { show, shownPath } from './failure';
import {
  type Decision,
  type Knob,
  type KnobValue,
  knobValue,
  modalityOfPath,
  refusalOf,
} from './knobs';
import { methodIdOf, type Settings, SettingsError } from './settings';
import { leavesOf } from './settings-paths';

/** The settings path of a run's knob. */
export const knobPath = (run: string, { path }: Pick<Knob, 'path'>): string =>
  `methods.${run}.${path}`;

/** Where settings may say something of a run's knobs, what counts most first; the second is the path of each. */
function layersOf({ methods, methodDefaults }: Settings, run: string) {
  const id = methodIdOf(run);
  return [
    { knobs: methods[run], path: `methods.${run}` },
    { knobs: methodDefaults[id], path: `methodDefaults.${id}` },
    { knobs: methodDefaults['*'], path: 'methodDefaults.*' },
  ];
}

/** What is set for the knob in this run, whether or not another decides it. */
export function runKnobValue(settings: Settings, run: string, knob: Knob): KnobValue {
  return knobValue(knob, ...layersOf(settings, run).map(({ knobs }) => knobs));
}

/** Whether a run has what is said of a knob. @param knobAt the run's value of a knob, by the knob's path. */
export const holds = (is: KnobIs, knobAt: (path: string) => unknown): boolean =>
  'equals' in is ? knobAt(is.path) === is.equals : knobAt(is.path) !== is.isNot;

/** A knob's value that another knob of the run decides. */
export interface Decided {
  readonly value: KnobValue;
  readonly by: Knob;
}

function decidedValue(decision: Decision, { data, epochs }: Settings): KnobValue {
  if ('shareOfEpochs' in decision) return Math.round(decision.shareOfEpochs * epochs);
  const named = decision.byData?.find(({ pattern }) => new RegExp(pattern, 'i').test(data.id));
  return named ? named.value : decision.value;
}

/** Knobs of the run that a flag decides while it is true, by path. */
export function decidedKnobs(
  { knobs }: Pick<MethodDescription, 'knobs'>,
  settings: Settings,
  run: string,
): ReadonlyMap<string, Decided> {
  return new Map(
    knobs.flatMap((by) => {
      if (!by.decides || runKnobValue(settings, run, by) !== true) return [];
      return by.decides.flatMap((decision) => {
        const knob = knobs.find(({ path }) => path === decision.path);
        const stays = knob && 'unless' in decision && runKnobValue(settings, run, knob);
        if (!knob || (stays && stays === decision.unless)) return [];
        return [[decision.path, { by, value: decidedValue(decision, settings) }] as const];
      });
    }),
  );
}

/** What the knobs of a run are in the end, by path; nothing is checked. */
export function knobsInUse(
  method: Pick<MethodDescription, 'knobs'>,
  settings: Settings,
  run: string,
): ReadonlyMap<string, KnobValue> {
  const decided = decidedKnobs(method, settings, run);
  return new Map(
    method.knobs.map((knob) => {
      const other = decided.get(knob.path);
      return [knob.path, other ? other.value : runKnobValue(settings, run, knob)];
    }),
  );
}

/**
 * The values of all knobs of one run, by path; a number that a modality has of its own at `<path>.<modality>`.
 * @throws SettingsError for a knob that the method does not have (one given to every method is not its concern), or a
 * value out of range.
 */
export function runKnobs(
  method: MethodDescription,
  settings: Settings,
  run: string,
): ReadonlyMap<string, KnobValue> {
  const { id, knobs } = method;
  const ofModalities = new Map<string, KnobValue>();
  for (const layer of layersOf(settings, run).reverse()) {
    for (const [path, value] of leavesOf(layer.knobs ?? {})) {
      const whole = `${layer.path}.${path}`;
      const shown = shownPath(whole.split('.'));
      const knob = knobs.find((each) => each.path === path || modalityOfPath(each, path) !== null);
      if (!knob && layer.path === 'methodDefaults.*') continue;
      if (!knob) {
        const known = knobs.map((each) => each.path).join(', ') || 'no knobs';
        throw new SettingsError(whole, `There is no setting called ${shown}; ${id} has ${known}.`);
      }
      const refused = refusalOf(knob, value);
      if (refused) throw new SettingsError(whole, `${shown} is ${show(value)}; it ${refused}.`);
      if (knob && path !== knob.path) ofModalities.set(path, value as KnobValue);
    }
  }
  return new Map([...knobsInUse(method, settings, run), ...ofModalities]);
}
