/** Samples as a run reads and answers them; what is asked twice is worked out once, what nobody asks not at all. */
import type { Matrix } from '../../math/matrix';
import { ownKey } from '../../protocol/names';
import type { Answers, Readings } from '../method';
import type { Sampled } from './measure';

/**
 * @param readings of these samples. @param labels `[rows]` @param ids of the modalities.
 * @param answer what the run says of them.
 */
export function sampled(
  ids: readonly string[],
  readings: Readings,
  labels: Int32Array,
  answer: () => Answers,
): Sampled {
  let answers: Answers | null = null;
  return {
    readings,
    labels,
    get answers() {
      answers ??= answer();
      return answers;
    },
    get unimodal() {
      return unimodalReadouts(ids, this.answers);
    },
  };
}

function unimodalReadouts(
  ids: readonly string[],
  { readouts }: Answers,
): ReadonlyMap<string, Matrix> | null {
  const named = ids.flatMap((id) => {
    const readout = readouts[ownKey(id)];
    return readout ? [[id, readout] as const] : [];
  });
  return named.length === ids.length ? new Map(named) : null;
}
