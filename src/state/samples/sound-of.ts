/** What of a sample can be heard: its recording, or its own numbers played as a wave. Pure. */

import type { DataSetSummary } from '../../protocol/data-set';
import type { Row } from '../../protocol/units';

/** Numbers per second at which a bare wave is played: the generator's pitches then lie where ears are good. */
export const WAVE_RATE_HZ = 8000;
/** A wave shorter than this is repeated up to this length. */
const LEAST_S = 1;

export type SampleSound =
  | {
      readonly kind: 'clip';
      readonly address: string;
      readonly startS: number;
      readonly durationS: number;
    }
  | { readonly kind: 'wave'; readonly wave: Float32Array };

/**
 * @param values the modality's numbers of this sample.
 * @returns null where nothing can be heard.
 */
export function soundOf(
  { kind, shape, clips }: DataSetSummary['modalities'][number],
  row: Row,
  values: Float32Array,
): SampleSound | null {
  if (clips) {
    const recording = clips.recordings[clips.recordingOf[row] ?? -1];
    const address = recording && clips.files[recording.file];
    return recording && address !== undefined
      ? { kind: 'clip', address, startS: recording.startS, durationS: recording.durationS }
      : null;
  }
  return kind === 'audio' && shape.length === 1 ? { kind: 'wave', wave: audible(values) } : null;
}

/** The wave at a loudness of 1, repeated until it can be heard. */
function audible(values: Float32Array): Float32Array {
  const loudest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  const length = Math.max(values.length, LEAST_S * WAVE_RATE_HZ);
  return Float32Array.from({ length }, (_, i) => (values[i % values.length] as number) / loudest);
}

/** What the button says beside "Play": how true the sound is to the data. */
export function soundText(sound: SampleSound): string {
  return sound.kind === 'clip'
    ? 'the recording'
    : `its ${WAVE_RATE_HZ / 1000} kHz wave, repeated for a second`;
}
