/**
 * How well a student's feature tells its own sample's teacher feature from those of other samples: DUC's task (R7)
 * put as a question, on held-out samples. Source: the evaluation of contrastive features by retrieval and by the
 * InfoNCE bound (van den Oord et al. 2018, arXiv 1807.03748, eq. 4 and 5).
 */

import type { Matrix } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { rowsTimes } from '../../math/products';
import { unitRows } from '../../math/single-features';
import { placeOfTop, sumOfExp } from '../../math/vectors';

/** Largest batch: chance stays readable and the cost small. */
export const BATCH = 64;
/** Every run is read at the lab's default DUC temperature, its own or not, so that runs compare. */
const TEMPERATURE = 0.5;

export interface InBatchContrast {
  /** Mean over samples of [argmax_j cos(s_i, t_j) = i], ties shared evenly; 0..1. */
  readonly retrieval: number;
  /** 1 / B. */
  readonly chance: number;
  /**
   * ln B - mean_i of -log softmax_j(cos(s_i, t_j) / tau) at j = i; at most ln B. Features that are all alike read 0,
   * features paired by chance less: the bound pays for confident mistakes.
   */
  readonly nats: number;
}

/**
 * @param student `[rows, dims]` @param teacher `[rows, dims]`, the same samples in the same order; consecutive rows
 *   make the batches of min(64, rows), a last partial batch is left out.
 * @param dimensions the set A of teacher and student.
 * @returns null for fewer than two dimensions (a cosine of one is only a sign) or two rows.
 */
export function inBatchContrast(
  student: Matrix,
  teacher: Matrix,
  dimensions: readonly number[],
): InBatchContrast | null {
  const batch = Math.min(BATCH, student.rows);
  if (dimensions.length < 2 || batch < 2) return null;
  const s = unitRows(student, dimensions);
  const t = unitRows(teacher, dimensions);
  const width = dimensions.length;
  const samples = Math.floor(student.rows / batch) * batch;
  let found = 0;
  let loss = 0;
  const cosines = new Float64Array(batch * batch);
  for (let begin = 0; begin < samples; begin += batch) {
    const others = t.subarray(begin * width, (begin + batch) * width);
    rowsTimes({ x: s, width, from: begin, to: begin + batch }, others, batch, cosines);
    for (let i = 0; i < batch; i++) {
      const at = i * batch;
      const top = numberAt(cosines, at + placeOfTop(cosines, at, batch));
      const own = numberAt(cosines, at + i);
      if (own === top) {
        found += 1 / cosines.subarray(at, at + batch).filter((cosine) => cosine === top).length;
      }
      const total = sumOfExp(cosines, { at, count: batch, top, temperature: TEMPERATURE });
      loss += Math.log(total) - (own - top) / TEMPERATURE;
    }
  }
  return {
    retrieval: found / samples,
    chance: 1 / batch,
    nats: Math.log(batch) - loss / samples,
  };
}
