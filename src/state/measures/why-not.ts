/** Why a measure is not there, in a sentence. Pure; an honest gap teaches more than an empty box. */
import type { ChartSource } from '../charts/chart-frame';
import type { RunRecord } from '../race-record';

export type Missing =
  | 'gradientNorm'
  | 'discrepancyRatio'
  | 'gradientCosine'
  | 'shapley'
  | 'spectrum'
  | 'pairs'
  | 'certainty'
  | 'weights'
  | 'calibration'
  | 'geometry';

/** Measures that `measures.heavy` switches off; the others are always taken. */
const HEAVY: ReadonlySet<Missing> = new Set<Missing>([
  'gradientCosine',
  'shapley',
  'spectrum',
  'certainty',
  'weights',
  'calibration',
  'geometry',
]);

const HEAVY_OFF =
  'Not measured: the setting measures.heavy is off, which saves the time that this takes.';

const WAITING: Readonly<Record<Missing, string>> = {
  gradientNorm: 'How hard training pulls at each encoder will show here.',
  discrepancyRatio: 'Which modality leads, and by how much, will show here.',
  gradientCosine: 'Whether the fused loss helps or hinders each encoder will show here.',
  shapley: 'What each modality brings to the prediction will show here.',
  spectrum: 'Every dimension of the features will appear here as a bar.',
  pairs: 'What one modality can teach another will appear here.',
  certainty: 'Who is right when the modalities disagree will appear here.',
  weights: 'Whom the prediction trusts will appear here.',
  calibration: 'Whether each head is as sure as it is right will show here.',
  geometry: 'How the modalities\u2019 features lie to each other will show here.',
};

const UNDEFINED: Readonly<Record<Missing, (label: string) => string>> = {
  gradientNorm: (label) => `${label} trains no encoder in this stage, so no gradient reaches one.`,
  discrepancyRatio: (label) =>
    `${label} has no readout of one modality alone, so there is no ratio.`,
  gradientCosine: (label) =>
    `Under ${label} no fused loss reaches the encoders, or its head gives no readout of one modality: there are no two gradients to compare.`,
  shapley: (label) =>
    `${label} makes no prediction from all modalities, so there is nothing to share out.`,
  spectrum: () => 'The spectrum could not be taken in this epoch.',
  pairs: () =>
    'There are no pairs: no dimension is effective in one modality only, or the features differ in length.',
  certainty: (label) =>
    `${label} has no readout of one modality alone, so nobody can say which modality was right.`,
  weights: (label) => `${label} weighs no heads by certainty in this stage.`,
  calibration: () => 'No head could be scored in this epoch.',
  geometry: () => 'This could not be measured on these features.',
};

/** The sentence for a measure that is null in the epoch shown. */
export function whyNot(missing: Missing, { settings }: ChartSource, run: RunRecord | null): string {
  if (HEAVY.has(missing) && !settings.measures.heavy) return HEAVY_OFF;
  if (!run || run.epochs.length === 0) return WAITING[missing];
  return UNDEFINED[missing](run.label);
}
