/** The refusal of encoders that no memory can train; fetched where there are deep ones, which alone are so large. */
import type { EncoderPlan } from '../../engine/encoders/encoder';
import { sizeOf } from '../../math/shape';
import type { OptimizerSettings } from '../../protocol/settings';
import { gigabytes, TooMuchMemoryError, WASM_BYTES } from '../run/too-much-memory';

/** Every output and the gradient on it. */
const KEPT_OF_A_NUMBER = 2;
const BYTES = 4;

export interface EncoderToFit {
  /** The modality. */
  readonly id: string;
  readonly plan: Pick<EncoderPlan, 'specs' | 'numbersPerRow'>;
}

/** @param rows of a batch, at most. @throws TooMuchMemoryError where training them takes more than WebAssembly can have. */
export function mustFitEncoders(
  encoders: readonly EncoderToFit[],
  rows: number,
  optimizer: OptimizerSettings['kind'],
): void {
  // values, gradients, and what the optimizer keeps
  const arrays = optimizer === 'adam' ? 4 : 3;
  const parts = encoders.map(({ id, plan }) => ({
    id,
    batch: BYTES * KEPT_OF_A_NUMBER * rows * plan.numbersPerRow,
    weights: BYTES * arrays * plan.specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
  }));
  const bytes = parts.reduce((sum, { batch, weights }) => sum + batch + weights, 0);
  if (bytes <= WASM_BYTES) return;
  const told = parts.map(
    ({ id, batch, weights }) =>
      `${gigabytes(batch)} for what is kept of a batch of ${rows} and ${gigabytes(weights)} for the weights of ${id}`,
  );
  throw new TooMuchMemoryError(
    `To train these encoders takes ${gigabytes(bytes)} for each run: ${told.join(', ')}; WebAssembly has ${gigabytes(WASM_BYTES)} at most.`,
    'Take smaller batches (batchSize), a smaller width (encoders.MODALITY.width), or smaller pictures and shorter sounds where the files are opened.',
  );
}
