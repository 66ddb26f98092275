/**
 * Pictures and sounds that the lab decodes itself go past the decoders of whoever imports: a browser refuses
 * kinds of WAV that the lab reads, or plays them as noise. Imports this room only.
 */
import type { Reader } from '../reader';
import type { Decoders } from './decoders';

/** Decoders that first ask the readers, by the bytes and not by the name. */
export function withOwnReaders(decoders: Decoders, readers: readonly Reader[]): Decoders {
  const isOf = ({ signature }: Reader, bytes: Uint8Array, file: string) =>
    signature?.test(bytes, file) ?? false;
  return {
    ...decoders,
    async image(bytes, file) {
      for (const reader of readers) {
        if (reader.gives === 'image' && reader.read && isOf(reader, bytes, file)) {
          return reader.read(bytes, file);
        }
      }
      return decoders.image(bytes, file);
    },
    async audio(bytes, file) {
      for (const reader of readers) {
        if (reader.gives === 'sound' && reader.read && isOf(reader, bytes, file)) {
          return reader.read(bytes, file);
        }
      }
      return decoders.audio(bytes, file);
    },
  };
}
