/**
 * Every knob that can be swept in an experiment: those of each of its runs, of training, of the encoders, of generated
 * data. A knob of one run leaves the others as they are, so they are trained once and stand beside it. Pure.
 */
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import { ENCODER_KNOBS, encoderLayers } from '../../protocol/encoders';
import { GENERATOR_KNOBS } from '../../protocol/generator-knobs';
import {
  type Knob,
  type KnobValue,
  knobValue,
  offeredTexts,
  readText,
  valueAt,
} from '../../protocol/knobs';
import { decidedKnobs, knobPath, runKnobValue } from '../../protocol/run-knobs';
import { methodIdOf, runLabel, runNames, type Settings } from '../../protocol/settings';
import { trainingGroups } from '../../protocol/training-knobs';
import type { ReadSetting } from '../preset';

/** A knob in its place in an experiment. */
export interface SweptKnob {
  /** Its path in the settings. */
  readonly path: string;
  /** Whose it is: a run's label, "Training" and the like. */
  readonly group: string;
  readonly knob: Knob;
  /** The only run that it changes; null where it changes all. */
  readonly run: string | null;
  readonly read: ReadSetting;
}

/** What an experiment has to be known of. */
export interface Swept {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly modalities: DataSetSummary['modalities'];
}

function knobsOfRuns({ settings, catalogue }: Swept): readonly SweptKnob[] {
  return runNames(settings).flatMap((run) => {
    const method = catalogue.find(({ id }) => id === methodIdOf(run));
    if (!method) return [];
    const decided = decidedKnobs(method, settings, run);
    return method.knobs
      .filter(({ path }) => !decided.has(path))
      .map(
        (knob): SweptKnob => ({
          path: knobPath(run, knob),
          group: runLabel(run, method),
          knob,
          run,
          read: (of) => runKnobValue(of, run, knob),
        }),
      );
  });
}

const ofAll = (group: string, knobs: readonly Knob[]): readonly SweptKnob[] =>
  knobs.map((knob) => ({
    path: knob.path,
    group,
    knob,
    run: null,
    read: (settings) => knobValue(knob, settings),
  }));

function knobsOfEncoders({ settings, modalities }: Swept): readonly SweptKnob[] {
  const ids = modalities.map(({ id }) => id);
  // what a modality has of its own counts more than what is set for all
  const forAll = ENCODER_KNOBS.filter(({ path }) =>
    ids.every((id) => valueAt(settings.encoders[id], path) === undefined),
  );
  const all = forAll.map(
    (knob): SweptKnob => ({
      path: `encoders.*.${knob.path}`,
      group: 'All encoders',
      knob,
      run: null,
      read: ({ encoders }) => knobValue(knob, encoders['*']),
    }),
  );
  const own = modalities.flatMap(({ id, name }) =>
    ENCODER_KNOBS.map(
      (knob): SweptKnob => ({
        path: `encoders.${id}.${knob.path}`,
        group: `Encoder of ${name}`,
        knob,
        run: null,
        read: (of) => knobValue(knob, ...encoderLayers(of, id)),
      }),
    ),
  );
  return [...all, ...own];
}

/** All of them, group by group. */
export function sweptKnobs(swept: Swept): readonly SweptKnob[] {
  const { settings } = swept;
  return [
    ...knobsOfRuns(swept),
    ...trainingGroups(settings).flatMap(({ knobs }) => ofAll('Training', knobs)),
    ...knobsOfEncoders(swept),
    ...(settings.data.source === 'generator'
      ? GENERATOR_KNOBS.flatMap(({ title, knobs }) => ofAll(`Data: ${title}`, knobs))
      : []),
  ];
}

/** More values than this are more than a chart can show, and than anybody waits for. */
export const MOST_VALUES = 20;

/** Lists have commas of their own. */
const separator = ({ kind }: Knob): string =>
  kind === 'widths' || kind === 'class-groups' ? ';' : ',';

/** Values as they are typed into one field. */
export const valuesText = (knob: Knob, texts: readonly string[]): string =>
  texts.join(`${separator(knob)} `);

/** What was typed as values of a knob, in its order, or a sentence that says why not. */
export function readValues(
  knob: Knob,
  text: string,
): { readonly values: readonly KnobValue[] } | { readonly refusal: string } {
  const typed = text
    .split(separator(knob))
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const values: KnobValue[] = [];
  for (const each of new Set(typed)) {
    const read = readText(knob, each);
    if ('refusal' in read) return read;
    values.push(read.value);
  }
  if (values.length < 2) {
    return {
      refusal: `A sweep needs two values at least; write them with ${separator(knob) === ',' ? 'commas' : 'semicolons'} between.`,
    };
  }
  if (values.length > MOST_VALUES) {
    return { refusal: `These are ${values.length} values; a sweep takes ${MOST_VALUES} at most.` };
  }
  return { values };
}

/** Few digits, so that a range of factors is one that a person would have written. */
const rounded = (value: number, isWhole: boolean): number =>
  isWhole ? Math.round(value) : Number(value.toPrecision(3));

/** From one value to another in so many steps, by equal differences or by equal factors. */
export function rangeOfValues(
  { from, to, count, by }: { from: number; to: number; count: number; by: 'steps' | 'factors' },
  isWhole: boolean,
): readonly number[] {
  const all = Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 0 : i / (count - 1);
    return by === 'factors' ? from * (to / from) ** share : from + (to - from) * share;
  });
  return [...new Set(all.map((value) => rounded(value, isWhole)))];
}

/** Factors on both sides of the present value that a sweep begins with. */
const FACTORS = [0.25, 0.5, 1, 2, 4];

/** Values to begin with: what a form offers, or some round the present one that the knob takes. */
export function proposedValues({ knob, read }: SweptKnob, settings: Settings): readonly string[] {
  const offered = offeredTexts(knob);
  if (offered) return offered;
  if (knob.kind !== 'number') return [];
  const now = read(settings);
  const middle = typeof now === 'number' && now > 0 ? now : null;
  const isWhole = knob.integer === true;
  const wished =
    middle === null
      ? rangeOfValues({ from: knob.min, to: knob.max, count: FACTORS.length, by: 'steps' }, isWhole)
      : FACTORS.map((factor) => rounded(middle * factor, isWhole));
  const texts = [...new Set(wished)].map(String);
  return texts.filter((text) => 'value' in readText(knob, text));
}
