/**
 * The one error class of this room: data that cannot be used, said to a pupil.
 * The message says what is wrong and where, the hint what to do next. Imports the protocol only.
 */
import { LabError } from '../protocol/failure';

/** Every cause this room knows, as a stable name for programs and tests. */
export type DataErrorCode =
  | 'modality-count'
  | 'length-mismatch'
  | 'label-out-of-range'
  | 'split-invalid'
  | 'too-few-classes'
  | 'class-too-small'
  | 'class-without-training'
  | 'not-a-number'
  | 'constant-modality'
  | 'modality-absent'
  | 'asset-unreadable'
  | 'asset-invalid'
  | 'files-needed'
  | 'no-such-sample';

/** Data that cannot be used. */
export class DataError extends LabError {
  // narrows the base's `string`, so that a caller can switch over the causes
  declare readonly code: DataErrorCode;

  /**
   * @param code the cause.
   * @param message what is wrong and where, one plain sentence.
   * @param hint what to do next, one plain sentence.
   */
  constructor(code: DataErrorCode, message: string, hint: string) {
    super(code, message, hint);
  }
}
