/** What a command says where it throws, and with what it ends. */
import { LabError, toFailure } from '../protocol/failure';
import { EXIT } from './exit-codes';

/** @returns the exit status: what was asked for cannot be used, or something failed that nobody expected. */
export function tellTrouble(error: unknown): number {
  const { message, hint } = toFailure(error);
  console.error(`${message} ${hint}`);
  return error instanceof LabError ? EXIT.settings : EXIT.runFailed;
}
