/** Where samples can be heard, each place once though several samples share it. Imports this folder only. */
import type { SourceFile } from '../source-file';
import type { Decoders, Recording } from './decoders';

/** A file that several samples share gets one address. */
export function withOneAddress(decoders: Decoders): Decoders {
  if (!decoders.addressOf) return decoders;
  const known = new Map<SourceFile, string>();
  return {
    image: (...all) => decoders.image(...all),
    audio: (...all) => decoders.audio(...all),
    video: (...all) => decoders.video(...all),
    renderMesh: (...all) => decoders.renderMesh(...all),
    addressOf(file, bytes) {
      const address = known.get(file) ?? (decoders.addressOf?.(file, bytes) as string);
      known.set(file, address);
      return address;
    },
  };
}

/** Gives the same object for the same part of the same file. */
export function sharedRecordings(): (recording: Recording) => Recording {
  const known = new Map<string, Recording>();
  return (recording) => {
    const key = `${recording.startS} ${recording.durationS} ${recording.address}`;
    const first = known.get(key) ?? recording;
    known.set(key, first);
    return first;
  };
}
