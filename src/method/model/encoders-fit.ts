/** The refusal of encoders that no memory can train; fetched where there are deep ones, which alone are so large. */
import type { EncoderPlan } from '../../engine/encoders/encoder';
import { sizeOf } from '../../math/shape';
import type { OptimizerSettings } from '../../protocol/settings';
import { largestBatch, ROWS_MEASURED, WASM_BYTES } from '../../protocol/wasm-memory';
import { gigabytes, TooMuchMemoryError } from '../run/too-much-memory';

/** Every output and the gradient on it. */
const KEPT_OF_A_NUMBER = 2;
const BYTES = 4;
/** The least that settings take. */
const LEAST_BATCH = 2;

export interface EncoderToFit {
  /** The modality. */
  readonly id: string;
  readonly plan: Pick<EncoderPlan, 'specs' | 'numbersPerRow'>;
}

/**
 * @param rows of a batch, at most.
 * @param sampleBytes of all samples, which lie beside them.
 * @throws TooMuchMemoryError where training them takes more than WebAssembly can have.
 */
export function mustFitEncoders(
  encoders: readonly EncoderToFit[],
  rows: number,
  optimizer: OptimizerSettings['kind'],
  sampleBytes: number,
): void {
  // values, gradients, and what the optimizer keeps
  const arrays = optimizer === 'adam' ? 4 : 3;
  const parts = encoders.map(({ id, plan }) => ({
    id,
    row: BYTES * KEPT_OF_A_NUMBER * plan.numbersPerRow,
    weights: BYTES * arrays * plan.specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
  }));
  const sum = (of: (part: (typeof parts)[number]) => number) =>
    parts.reduce((total, part) => total + of(part), 0);
  const [row, weights] = [sum((part) => part.row), sum((part) => part.weights)];
  const measured = ROWS_MEASURED * row;
  const bytes = rows * row + weights + measured;
  if (bytes + sampleBytes <= WASM_BYTES) return;
  const told = parts.map(
    (part) =>
      `${gigabytes(rows * part.row)} for what is kept of a batch of ${rows} and ${gigabytes(part.weights)} for the weights of ${part.id}`,
  );
  const batch = largestBatch(row, weights + sampleBytes);
  throw new TooMuchMemoryError(
    `To train these encoders takes ${gigabytes(bytes)} for each run: ${told.join(', ')}, ${gigabytes(measured)} to measure; with ${gigabytes(sampleBytes)} of samples it is more than the ${gigabytes(WASM_BYTES)} that WebAssembly has.`,
    `${batch < LEAST_BATCH ? 'Take' : `Take batches of at most ${batch} (batchSize),`} a smaller width (encoders.MODALITY.width), or smaller pictures and shorter sounds where the files are opened.`,
  );
}
