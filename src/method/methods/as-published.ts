/**
 * DI-MML as its authors' code has it, by one switch: which knobs the switch decides, and the ReLU behind the run's
 * encoders, which is a setting outside the method. Source: the code published with arXiv 2407.19514 and its settings
 * for its four sets. What is the race's (optimizer, batches, epochs, the nets themselves) stays the race's.
 */
import { AS_PUBLISHED_PATH } from '../descriptions/as-published';
import type { RunContext } from '../method';

/** The run as it is published where its knob says so: the encoders of this run, and of no other, end in a ReLU. */
export function asPublished(context: RunContext): RunContext {
  const { knobs, settings, data } = context;
  if (!knobs.flag(AS_PUBLISHED_PATH)) return context;
  const { encoders } = settings;
  const ends = data.modalities.map(({ id }) => {
    return [id, { ...encoders[id], embedding: 'relu' as const }] as const;
  });
  return {
    ...context,
    settings: { ...settings, encoders: { ...encoders, ...Object.fromEntries(ends) } },
  };
}
