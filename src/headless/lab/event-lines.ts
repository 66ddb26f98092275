/**
 * A race's events as the command prints them: what is only for a page is left out, and `seq` counts the lines, so that
 * the same race has the same lines however long its steps took. Pure.
 */
import type { RunEvent } from '../../protocol/events';

/** What depends on the clock (how far a chunk got) or is no line of text. */
const FOR_PAGES = new Set<RunEvent['kind']>([
  'chunk-trained',
  'snapshot-taken',
  'checkpoint-taken',
]);

/**
 * Makes the lines of one race, from its events in order.
 * @param which written into every line: the seed or the fold, where the command trains several.
 * @returns the line as an object; null for an event that has none.
 */
export function eventLines(
  which: Readonly<Record<string, number>> = {},
): (event: RunEvent) => object | null {
  let seq = 0;
  return (event) => {
    if (FOR_PAGES.has(event.kind)) return null;
    seq += 1;
    const { kind, run, seq: _seq, ...said } = lighter(event);
    return { kind, run, seq, ...which, ...said };
  };
}

/** Which single samples are right is said once, at the end of a run. */
function lighter(event: RunEvent): RunEvent {
  if (event.kind !== 'epoch-ended') return event;
  const { right: _right, ...line } = event;
  return line;
}
