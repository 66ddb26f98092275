/** What happens to a spoken word between the synthesiser and the encoder. Plain numbers; no file is touched here. */

/** Quieter than this part of the peak is silence at the ends of a word. */
const SILENCE = 0.01;
/** Kept before and after, so that soft onsets and ends are not cut. */
const MARGIN_S = 0.01;

/**
 * A sound from its first to its last audible sample, with a small margin, its peak at 1.
 * @throws Error when it is silent throughout.
 */
export function trimAndNormalise(samples: Float32Array, sampleRateHz: number): Float32Array {
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (peak === 0) throw new Error('this word is silent');
  const isAudible = (value: number) => Math.abs(value) > SILENCE * peak;
  const margin = Math.round(MARGIN_S * sampleRateHz);
  const start = Math.max(0, samples.findIndex(isAudible) - margin);
  const end = samples.findLastIndex(isAudible) + 1 + margin;
  return samples.slice(start, end).map((value) => value / peak);
}

/** 16-bit little-endian numbers of samples within ±1, as encoders take them. */
export function toPcm16(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((value, i) => {
    view.setInt16(2 * i, Math.round(Math.max(-1, Math.min(1, value)) * 32767), true);
  });
  return new Uint8Array(view.buffer);
}
