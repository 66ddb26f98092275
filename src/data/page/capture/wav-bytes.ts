/** A recorded sound as a WAV file: mono, 16-bit PCM, what every program and the command read. Imports nothing. */

const HEADER_BYTES = 44;
const FULL = 32_767;

/** @param samples in -1..1; what is louder is cut. */
export function wavBytes(samples: Float32Array, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(HEADER_BYTES + samples.length * 2);
  const view = new DataView(out.buffer);
  const tag = (at: number, word: string) => out.set(new TextEncoder().encode(word), at);
  tag(0, 'RIFF');
  view.setUint32(4, out.length - 8, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  // PCM, one channel
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => {
    const value = Math.max(-1, Math.min(1, sample));
    view.setInt16(HEADER_BYTES + i * 2, Math.round(value * FULL), true);
  });
  return out;
}
