/**
 * A method's knobs as the settings hold them for one run: the run's own, over those that the settings give its method,
 * over those they give every method, over the method's defaults. Worker and page both read them here.
 */
import type { MethodDescription } from './catalogue';
import { show } from './failure';
import { type Knob, type KnobValue, knobValue, modalityOfPath, refusalOf } from './knobs';
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

/** The knob's value in this run. */
export function runKnobValue(settings: Settings, run: string, knob: Knob): KnobValue {
  return knobValue(knob, ...layersOf(settings, run).map(({ knobs }) => knobs));
}

/**
 * The values of all knobs of one run, by path; a number that a modality has of its own at `<path>.<modality>`.
 * @throws SettingsError for a knob that the method does not have (one given to every method is not its concern), or a
 * value out of range.
 */
export function runKnobs(
  { id, knobs }: MethodDescription,
  settings: Settings,
  run: string,
): ReadonlyMap<string, KnobValue> {
  const ofModalities = new Map<string, KnobValue>();
  for (const layer of layersOf(settings, run).reverse()) {
    for (const [path, value] of leavesOf(layer.knobs ?? {})) {
      const whole = `${layer.path}.${path}`;
      const knob = knobs.find((each) => each.path === path || modalityOfPath(each, path) !== null);
      if (!knob && layer.path === 'methodDefaults.*') continue;
      if (!knob) {
        const known = knobs.map((each) => each.path).join(', ') || 'no knobs';
        throw new SettingsError(whole, `There is no setting called ${whole}; ${id} has ${known}.`);
      }
      const refused = refusalOf(knob, value);
      if (refused) throw new SettingsError(whole, `${whole} is ${show(value)}; it ${refused}.`);
      if (knob && path !== knob.path) ofModalities.set(path, value as KnobValue);
    }
  }
  const all = knobs.map((knob) => [knob.path, runKnobValue(settings, run, knob)] as const);
  return new Map([...all, ...ofModalities]);
}
