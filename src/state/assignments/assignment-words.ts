/**
 * How the page speaks of assignments: a condition in plain words, its number, and which settings may be changed by the
 * names that their sliders and fields have. Pure.
 */
import type { Op } from '../../protocol/assignment';
import { type Condition, measureOf } from '../../protocol/assignment';
import type { Measure, Term } from '../../protocol/assignment-measure';
import type { Catalogue } from '../../protocol/catalogue';
import { ENCODER_KNOBS } from '../../protocol/encoders';
import { GENERATOR_KNOBS } from '../../protocol/generator-knobs';
import { methodIdOf, runLabel } from '../../protocol/settings';
import { TRAINING_KNOBS } from '../../protocol/training-knobs';
import type { CheckedCondition } from '../../verdict/assignment-check';
import { modalityWord } from '../charts/modality-word';
import { finePercent, listed, signedPoints } from '../format';
import type { PageCheck } from './check-on-page';

/** A run by its label, or by its name before the lab has said what there is. */
function labelOf(run: string, catalogue: Catalogue): string {
  const method = catalogue.find(({ id }) => id === methodIdOf(run));
  return method ? runLabel(run, method) : run;
}

function termText(term: Term, catalogue: Catalogue): string {
  if (term.kind === 'alone') return `the ${modalityWord(term.modality)} alone`;
  const under = labelOf(term.run, catalogue);
  switch (term.kind) {
    case 'fusion':
      return `the answer of ${under}`;
    case 'gap':
      return `what the ${modalityWord(term.modality)} loses under ${under}`;
    case 'unimodal':
      return `the ${modalityWord(term.name)} under ${under}`;
    case 'ridge':
      return `the ${modalityWord(term.name)} under ${under}, by the ridge probe`;
    case 'readouts':
      return `the readout ${term.name} of ${under}`;
  }
}

/** A measure in words: "what the sound loses under Joint". */
function measureText({ first, minus }: Measure, catalogue: Catalogue): string {
  const text = termText(first, catalogue);
  return minus ? `${text}, minus ${termText(minus, catalogue)}` : text;
}

/** Whether its number is a difference, which is told in points. */
const isDifference = ({ first, minus }: Measure): boolean => minus !== null || first.kind === 'gap';

/** A number of a condition, as it is written everywhere: "72.0 %", "10.8 points", with its sign only below 0. */
function numberText(condition: Condition, value: number): string {
  return isDifference(measureOf(condition))
    ? `${signedPoints(value).replace('+', '')}\u00A0points`
    : finePercent(value);
}

const OP_WORDS: Readonly<Record<Op, string>> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'less than',
};

/** "What the sound loses under Joint: at most +10.0 points". */
export function conditionText(condition: Condition, catalogue: Catalogue): string {
  const text = measureText(measureOf(condition), catalogue);
  const { op, value } = condition;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}: ${OP_WORDS[op]} ${numberText(condition, value)}`;
}

/** What was measured of it, and whether it holds. */
export function stateText(condition: CheckedCondition): string {
  const { measured, holds } = condition;
  if (measured === null) return 'not known yet';
  return `${numberText(condition, measured)}, ${holds ? 'holds' : 'does not hold'}`;
}

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** Settings with names, by path. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ...TRAINING_KNOBS.map(({ path, label }) => [path, label] as const),
  ...GENERATOR_KNOBS.flatMap(({ title, knobs }) =>
    knobs.map(({ path, label }) => [path, `${title}: ${lower(label)}`] as const),
  ),
]);

/** What a setting is called on the page; its path where it has no name there. */
export function settingText(path: string, catalogue: Catalogue): string {
  const known = NAMED.get(path);
  if (known !== undefined) return known;
  const [root, of = '', ...rest] = path.split('.');
  const knob = rest.join('.');
  if (root === 'methods') {
    const method = catalogue.find(({ id }) => id === methodIdOf(of));
    const label = method?.knobs.find((each) => each.path === knob)?.label;
    const run = labelOf(of, catalogue);
    if (knob === '') return `whether ${run} takes part`;
    return `${run}: ${label === undefined ? knob : lower(label)}`;
  }
  if (root === 'encoders') {
    const label = ENCODER_KNOBS.find((each) => each.path === knob)?.label;
    const whose = of === '*' ? 'every encoder' : `encoder of ${modalityWord(of)}`;
    return label === undefined ? whose : `${whose}: ${lower(label)}`;
  }
  const below = [...NAMED].filter(([each]) => each.startsWith(`${path}.`));
  return below.length > 0 ? below.map(([, name]) => name).join(', ') : path;
}

/** Where on the page the settings stand that may be changed: "under All knobs of the generator". */
export function placesText(paths: readonly string[], catalogue: Catalogue): string {
  const places = paths.map((path) => {
    const [root = '', run = ''] = path.split('.');
    if (root === 'generator') return 'All knobs of the generator';
    if (root === 'methods') {
      return run === '' ? 'Methods' : `Settings of ${labelOf(run, catalogue)}`;
    }
    return root === 'data' ? 'Data' : 'Training';
  });
  return listed([...new Set(places)]);
}

const seedsText = (seeds: readonly number[]): string =>
  `${seeds.length === 1 ? 'seed' : 'seeds'} ${listed(seeds.map(String))}`;

/** What the numbers are read from, in a sentence. */
export function fromText({ from, seeds }: PageCheck): string {
  const asked = seedsText(seeds.map(({ seed }) => seed));
  if (from === null)
    return `Nothing was trained with these settings. The answer must hold on ${asked}.`;
  if (from.kind === 'training') {
    return `So far, after epoch ${from.epoch}, seed ${from.seed}. What counts is the end, on ${asked}.`;
  }
  if (from.kind === 'other-seed') {
    return `Seed ${from.seed}, which is only a try: the answer must hold on ${asked}.`;
  }
  const missing = seeds.filter(({ isKnown }) => !isKnown).map(({ seed }) => seed);
  return missing.length === 0
    ? `At the end, on ${asked}; the worst of them is shown.`
    : `At the end, on ${seedsText(from.seeds)}. Not trained yet: ${seedsText(missing)}.`;
}
