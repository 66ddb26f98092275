/**
 * What is wrong with what a lab said of a race: an end without a name, a run that says nothing at its end, a number that
 * is none, also of a run that diverges. Testing only.
 */
import type { LabEvent } from '../../protocol/messages';

/** The first place of a value at which a number is none; null where there is none. */
function placeOfNaN(value: unknown, path = ''): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (ArrayBuffer.isView(value)) {
    if (!(value instanceof Float32Array || value instanceof Float64Array)) return null;
    const at = value.findIndex((each) => !Number.isFinite(each));
    return at < 0 ? null : `${path}.${at} is ${value[at]}`;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = placeOfNaN(part, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** How a race came out. */
export interface Judged {
  readonly outcome: 'ended' | 'refused' | 'failed';
  /** The code of what ended it early; empty for a race that ended. */
  readonly code: string;
  /** One sentence each; empty where nothing is wrong. */
  readonly faults: readonly string[];
}

/** @param events all that was said of one race, from the request to the end. */
export function judgeRace(events: readonly LabEvent[], run: string): Judged {
  const faults: string[] = [];
  const refusal = events.find((event) => event.kind === 'request-failed');
  const failure = events.find((event) => event.kind === 'run-failed' && event.run === run);
  const failed =
    refusal?.kind === 'request-failed'
      ? refusal.failed
      : failure?.kind === 'run-failed'
        ? failure.failed
        : null;
  if (failed?.code === 'unexpected') faults.push(`no cause is named: ${failed.message}`);
  if (failed && /undefined|NaN|\[object|Invalid|Expected/.test(failed.message)) {
    faults.push(`the cause is told in words that are none: ${failed.message}`);
  }
  const ended = events.some((event) => event.kind === 'run-ended' && event.run === run);
  if (!ended && !failed) faults.push('it neither ended nor failed');
  for (const event of events) {
    const isNumbers =
      event.kind === 'epoch-ended' || event.kind === 'run-ended' || event.kind === 'snapshot-taken';
    if (!isNumbers) continue;
    const place = placeOfNaN(event);
    // what diverges says so instead of an epoch, and what cannot be measured is left out
    if (place !== null) faults.push(`${event.kind}: ${place}`);
  }
  return {
    outcome: refusal ? 'refused' : failure ? 'failed' : 'ended',
    code: failed?.code ?? '',
    faults,
  };
}
