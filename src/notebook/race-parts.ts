/** What of the notebook a race needs: the text of every run's method and of every modality's encoder; or why there is none. */
import type { Catalogue } from '../protocol/catalogue';
import { weightSeedOf } from '../protocol/common-knobs';
import { ENCODER_KINDS, ENCODERS, encoderOf, hasBatchNorm } from '../protocol/encoders';
import { runKnobs } from '../protocol/run-knobs';
import { methodIdOf, runLabel, runNames, type Settings, SettingsError } from '../protocol/settings';
import { ENCODER_PARTS } from './encoders/catalogue';
import { METHOD_PARTS } from './methods/catalogue';
import type { NamedPart } from './part';

/** A race that may be written. */
interface Race {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  /** Of its data, with the shape of one sample. */
  readonly modalities: readonly { readonly id: string; readonly shape: readonly number[] }[];
}

/** One run, as the notebook trains it. */
export interface Run {
  readonly name: string;
  readonly label: string;
  readonly weightSeed: number;
  readonly part: NamedPart;
  readonly knobs: Readonly<Record<string, unknown>>;
}

/** A modality's encoder. */
export interface Encoder {
  readonly part: NamedPart;
  /** Whether it takes statistics over a batch. */
  readonly hasBatchNorm: boolean;
  /** Whether a step is work enough for several processor cores. */
  readonly isLarge: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** @throws SettingsError for a method without a text. */
export function runsOf({ settings, catalogue }: Omit<Race, 'modalities'>): Run[] {
  return runNames(settings).map((name) => {
    const id = methodIdOf(name);
    const description = catalogue.find((each) => each.id === id);
    const part = METHOD_PARTS.get(id);
    if (!description || !part) {
      throw new SettingsError(
        `methods.${name}`,
        `${description?.label ?? id} has no text for a notebook yet, so the race cannot be written as one.`,
        `Take ${name} out of the race.`,
      );
    }
    const { weightSeed: _, ...knobs } = Object.fromEntries(runKnobs(description, settings, name));
    return {
      name,
      label: runLabel(name, description),
      weightSeed: weightSeedOf(settings, name),
      part,
      knobs,
    };
  });
}

/** Kinds with a text that can read the modality, in words. */
const writtenKinds = ({ id, shape }: Race['modalities'][number]): string =>
  ENCODER_KINDS.filter((kind) => ENCODER_PARTS.has(kind) && !ENCODERS[kind].refusal(id, shape))
    .map((kind) => ENCODERS[kind].label)
    .join(' or ');

/** @throws SettingsError for a kind of encoder without a text. */
export function encodersOf({ settings, modalities }: Omit<Race, 'catalogue'>): Encoder[] {
  return modalities.map((modality) => {
    const encoder = encoderOf(settings, modality.id);
    const part = ENCODER_PARTS.get(encoder.kind);
    const { uses, label } = ENCODERS[encoder.kind];
    if (!part) {
      throw new SettingsError(
        `encoders.${modality.id}.kind`,
        `The encoder of ${modality.id}, ${label}, has no text for a notebook yet, so the race cannot be written as one.`,
        `Choose another encoder for ${modality.id}: ${writtenKinds(modality)}.`,
      );
    }
    return {
      part,
      hasBatchNorm: hasBatchNorm(encoder),
      isLarge: part.isLarge?.(encoder, modality.shape) ?? false,
      fields: Object.fromEntries(uses.map((field) => [field, encoder[field]])),
    };
  });
}

/** Why a race cannot be written as a notebook; null where it can. */
export function notebookRefusal(race: Race): SettingsError | null {
  try {
    runsOf(race);
    encodersOf(race);
    return null;
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
}
