/** What is refused because no memory can hold it, before anything is copied or trained. */
import { LabError } from '../../protocol/failure';

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export class TooMuchMemoryError extends LabError {
  constructor(message: string, hint: string) {
    super('too-much-memory', message, hint);
  }
}
