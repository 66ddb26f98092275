/** Sounds decoded by the page itself, for browsers whose workers cannot. Needs a window. */
import type { DecodedAudio } from '../import/media/decoders';

/** Decoded sounds come at this rate, whatever their own. */
const RATE_HZ = 44_100;

/** @returns null where this browser cannot decode it. */
export async function decodePageSound(bytes: ArrayBuffer): Promise<DecodedAudio | null> {
  try {
    const context = new OfflineAudioContext(1, 1, RATE_HZ);
    const decoded = await context.decodeAudioData(bytes);
    return {
      sampleRateHz: decoded.sampleRate,
      channels: Array.from({ length: decoded.numberOfChannels }, (_, channel) =>
        decoded.getChannelData(channel).slice(),
      ),
    };
  } catch {
    return null;
  }
}
