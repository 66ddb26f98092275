/** A race that is over, whole enough to be looked at again. Pure. */
import type { Described } from '../../protocol/described';
import type { ChartSource } from '../charts/chart-frame';

/** Where a race of the past comes from. */
export type PastOrigin =
  /** From the shelf: a run, or, under the id of its race, all that were trained together; asked for, or found there for the page's settings. */
  | {
      readonly kind: 'shelf';
      readonly id: string;
      readonly title: string;
      readonly whole?: 'asked' | 'found';
    }
  /** It came with the page. */
  | {
      readonly kind: 'recording';
      /** When it was made, e.g. `2026-11-23`. */
      readonly date: string;
      readonly backend: string;
      readonly seed: number;
    };

/** "23 November 2026". */
export function recordingDate({ date }: { readonly date: string }): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(date).toLocaleDateString('en-GB', options);
}

export interface PastRace extends Omit<ChartSource, 'catalogue' | 'measures'> {
  readonly origin: PastOrigin;
  /** Its methods and measures as they were described then; drawn from until a lab describes its own. */
  readonly described: Described | null;
}
