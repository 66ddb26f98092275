/**
 * Features of one length: which runs need them, which settings give others, and what makes them alike. A form says it and a
 * run that is built refuses it by this one rule.
 */
import type { MethodDescription } from './catalogue';
import {
  ENCODERS,
  type EncoderDescription,
  encoderOf,
  featureSaid,
  KNOB_OF_LENGTH,
} from './encoders';
import { refusalOf } from './knobs';
import { knobsInUse } from './run-knobs';
import type { Settings } from './settings';
import { withPath } from './settings-paths';

/** How long a modality's feature is, and the setting that says so. */
export interface FeatureLength {
  /** The modality. */
  readonly id: string;
  readonly dimensions: number;
  readonly path: string;
  /** What stands there, for a sentence that begins with the path. */
  readonly says: string;
}

/** Of each modality, in their order. */
export const featureLengths = (
  settings: Settings,
  modalities: readonly string[],
): readonly FeatureLength[] =>
  modalities.map((id) => {
    const encoder = encoderOf(settings, id);
    const { field, says } = featureSaid(encoder);
    return { id, dimensions: encoder.featureDim, path: `encoders.${id}.${field}`, says };
  });

/** The first modality, and the first whose feature has another length; null where all have one. */
export function unlikeLengths(
  lengths: readonly FeatureLength[],
): readonly [FeatureLength, FeatureLength] | null {
  const [first] = lengths;
  const other = lengths.find(({ dimensions }) => dimensions !== first?.dimensions);
  return first && other ? [first, other] : null;
}

/** Why a run needs features of one length: the subject of a sentence; null where it does not. */
export function oneLengthNeed(
  { oneFeatureLength, knobs }: Pick<MethodDescription, 'oneFeatureLength' | 'knobs'>,
  settings: Settings,
  run: string,
): string | null {
  if (oneFeatureLength !== undefined) return oneFeatureLength;
  const values = knobsInUse({ knobs }, settings, run);
  const needs = knobs.flatMap((knob) => {
    if (knob.kind !== 'choice' || !knob.oneFeatureLength) return [];
    const value = values.get(knob.path);
    return value === knob.oneFeatureLength.under ? [knob.oneFeatureLength.because] : [];
  });
  return needs[0] ?? null;
}

/** The settings with features of this length everywhere; null where some encoder cannot have it. */
export function withFeatureLength(
  settings: Settings,
  modalities: readonly string[],
  dimensions: number,
): Settings | null {
  let alike = settings;
  for (const id of modalities) {
    const { kind, featureDim } = encoderOf(settings, id);
    if (featureDim === dimensions) continue;
    const { featuresPerWidth }: EncoderDescription = ENCODERS[kind];
    const knob = KNOB_OF_LENGTH[featuresPerWidth ? 'width' : 'featureDim'];
    const value = dimensions / (featuresPerWidth ?? 1);
    if (refusalOf(knob, value) !== null) return null;
    alike = withPath(alike, `encoders.${id}.${knob.path}`, value);
  }
  return alike;
}
