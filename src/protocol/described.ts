/**
 * What a lab says of itself, written into the recording that comes with the page: so the recorded race is drawn with
 * its lanes, dashes and measures before any device is open. Replaced by what the lab says as soon as it is.
 */
import * as v from 'valibot';
import type { Catalogue, MethodDescription } from './catalogue';
import { finiteNumber } from './epoch-record';
import type { MeasureCatalogue, MeasureDescription } from './measure';

export interface Described {
  readonly catalogue: Catalogue;
  readonly measures: MeasureCatalogue;
}

const text = v.pipe(v.string(), v.maxLength(2000));

const aboutMeasure = {
  id: text,
  label: text,
  explanation: text,
  heavy: v.boolean(),
  tab: text,
  waiting: text,
  absent: text,
};

const measure = v.union([
  v.object({
    ...aboutMeasure,
    per: v.picklist(['run', 'modality', 'head', 'pair']),
    unit: v.picklist([
      'share',
      'contribution',
      'cosine',
      'amount',
      'milliseconds',
      'magnitude',
      'ratio',
    ]),
    subtitle: text,
    shows: v.picklist(['every-run', 'chosen-run']),
    levels: v.exactOptional(v.array(v.object({ label: text, value: finiteNumber }))),
    word: v.exactOptional(text),
    joins: v.exactOptional(text),
  }),
  v.object({ ...aboutMeasure, per: v.literal('structure'), terms: v.record(text, text) }),
]) satisfies v.GenericSchema<unknown, MeasureDescription>;

const isMethod = (value: unknown): value is MethodDescription => v.is(methodShape, value);

/** Of a method, what pictures and sentences read; its knobs are the lab's to say. */
const methodShape = v.looseObject({
  id: text,
  label: text,
  explanation: text,
  citation: text,
  knobs: v.array(v.looseObject({ path: text, kind: text, label: text })),
  stages: v.array(v.looseObject({ id: text, label: text, trains: v.array(text) })),
  losses: v.array(
    v.looseObject({
      id: text,
      label: text,
      word: v.exactOptional(text),
      explanation: v.exactOptional(text),
      waiting: v.exactOptional(v.object({ until: text, sentence: text })),
      stage: text,
      on: text,
      reaches: text,
    }),
  ),
  prediction: v.nullable(text),
});

export const describedSchema = v.object({
  catalogue: v.array(v.custom<MethodDescription>(isMethod)),
  measures: v.array(measure),
}) satisfies v.GenericSchema<unknown, Described>;
