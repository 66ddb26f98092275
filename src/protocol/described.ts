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
  citation: v.exactOptional(text),
  tab: text,
  waiting: text,
  absent: text,
  when: v.exactOptional(v.literal('end')),
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
  v.object({
    ...aboutMeasure,
    per: v.literal('structure'),
    terms: v.record(text, text),
    columns: v.exactOptional(v.record(text, v.object({ meaning: text, unit: text }))),
  }),
]) satisfies v.GenericSchema<unknown, MeasureDescription>;

const isMethod = (value: unknown): value is MethodDescription => v.is(methodShape, value);

const knobIs = v.looseObject({ path: text });

/** What a loss between modalities says; whatever it leaves out, a loss of an older lab does not say. */
const lesson = v.object({
  set: text,
  isMutual: v.boolean(),
  fewest: v.object({ dimensions: finiteNumber, because: text }),
  empty: text,
  renewed: v.exactOptional(text),
});

const steering = v.looseObject({
  stage: text,
  on: v.picklist(['samples', 'gradient', 'rate', 'weights', 'feature', 'own-loss']),
  measure: v.nullable(text),
  as: v.picklist(['factor', 'share', 'place']),
  sign: v.exactOptional(v.picklist(['times', 'plus', 'drop', 'back', 'again', 'turn'])),
  mark: text,
  explanation: text,
  told: text,
  offWhen: v.exactOptional(v.array(knobIs)),
});

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
      isSurprise: v.exactOptional(v.literal(false)),
      waiting: v.exactOptional(v.object({ until: text, sentence: text })),
      stage: text,
      on: text,
      reaches: text,
      lesson: v.exactOptional(lesson),
      box: v.exactOptional(v.tuple([text, text])),
      offWhen: v.exactOptional(v.array(knobIs)),
      variants: v.exactOptional(
        v.array(
          v.looseObject({
            when: knobIs,
            change: v.looseObject({
              word: v.exactOptional(text),
              explanation: v.exactOptional(text),
              waiting: v.exactOptional(v.object({ until: text, sentence: text })),
              lesson: v.exactOptional(v.partial(lesson)),
            }),
          }),
        ),
      ),
    }),
  ),
  found: v.exactOptional(text),
  steering: v.exactOptional(v.array(steering)),
  prediction: v.nullable(text),
  validatesWhen: v.exactOptional(v.array(knobIs)),
  missing: v.exactOptional(
    v.object({ training: v.picklist(['used', 'left-out']), explanation: text }),
  ),
});

export const describedSchema = v.object({
  catalogue: v.array(v.custom<MethodDescription>(isMethod)),
  measures: v.array(measure),
}) satisfies v.GenericSchema<unknown, Described>;
