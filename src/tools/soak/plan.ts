/**
 * What happens when in a soak: every ten minutes hold the same number of each kind of event, in an order and at times that
 * the seed draws. Pure, so that the same seed asks for the same events.
 */
import { randomStream } from '../../math/rng';

/** How often each kind happens in ten minutes. */
export const EVERY_TEN_MINUTES = {
  import: 4,
  kill: 2,
  'device-loss': 2,
  scrub: 24,
  hidden: 1,
  asleep: 1,
} as const;
export type EventKind = keyof typeof EVERY_TEN_MINUTES;

export interface PlannedEvent {
  /** Milliseconds since the beginning of the soak. */
  readonly atMs: number;
  readonly kind: EventKind;
}

export const TEN_MINUTES_MS = 600_000;

/** The events of a stretch of ten minutes, by time. @param stretch counted from 0. */
export function planOf(seed: number, stretch: number): readonly PlannedEvent[] {
  const random = randomStream(seed, 'soak', stretch);
  const events = (Object.keys(EVERY_TEN_MINUTES) as EventKind[]).flatMap((kind) => {
    const times = EVERY_TEN_MINUTES[kind];
    // one in each part of equal length, or all might come at once
    return Array.from({ length: times }, (_, part) => ({
      kind,
      atMs: TEN_MINUTES_MS * (stretch + (part + 0.8 * random.next()) / times),
    }));
  });
  return events.sort((a, b) => a.atMs - b.atMs);
}
