/**
 * Which runs of a race need samples set aside for validation, and what sets some aside where nobody has said how many.
 * Page and command both ask here before a race begins, so that the settings kept with a run hold the numbers that it
 * was trained with. Pure.
 */
import type { Catalogue } from './catalogue';
import { holds, knobsInUse } from './run-knobs';
import { methodIdOf, runNames, type Settings } from './settings';

/** Generated samples that are set aside, in addition to those that train; the lab's own table chooses by as many. */
export const VALIDATION_SAMPLES = 400;
/** Part of the training share of real data that is set aside: of .8, .1, which leaves the shares they start from. */
const PART_OF_TRAINING = 1 / 8;
/** Shares are written to a hundredth, and no smaller one is set aside. */
const HUNDREDTH = 0.01;

/** The runs that cannot be trained without validation samples, in the order of the race. */
export function runsThatValidate(settings: Settings, catalogue: Catalogue): readonly string[] {
  return runNames(settings).filter((run) => {
    const method = catalogue.find(({ id }) => id === methodIdOf(run));
    if (!method?.validatesWhen) return false;
    const knobs = knobsInUse(method, settings, run);
    return method.validatesWhen.every((is) => holds(is, (path) => knobs.get(path)));
  });
}

/**
 * The settings with samples set aside: of the generator 400 in addition, which leaves its training and test samples
 * what they were; of real data an eighth of the training share, at least 0.01, for every run of the race.
 * @returns null where some are set aside already, or the training share is too small to give any.
 */
export function withValidation(settings: Settings): Settings | null {
  const { data, samples, split } = settings;
  if (data.source === 'generator') {
    if (samples.validation > 0) return null;
    return { ...settings, samples: { ...samples, validation: VALIDATION_SAMPLES } };
  }
  const hundredths = Math.max(1, Math.round((split.train * PART_OF_TRAINING) / HUNDREDTH));
  const validation = hundredths / 100;
  if (split.validation > 0 || split.train <= validation) return null;
  const train = Number((split.train - validation).toFixed(6));
  return { ...settings, split: { ...split, train, validation } };
}

/** What was set aside, for which runs by their names, and where it comes from, in two sentences. */
export function tellSetAside(
  { data, samples, split }: Settings,
  names: readonly string[],
): { readonly message: string; readonly hint: string } {
  const needs = `${names.join(', ')} ${names.length === 1 ? 'needs' : 'need'} validation samples`;
  return data.source === 'generator'
    ? {
        message: `${needs}: ${samples.validation} are set aside (samples.validation).`,
        hint: 'They are drawn in addition; training and test samples stay the same.',
      }
    : {
        message: `${needs}: a share of ${split.validation} of the data is set aside (split.validation).`,
        hint: `It comes out of the training part, for every run: split.train is ${split.train}.`,
      };
}
