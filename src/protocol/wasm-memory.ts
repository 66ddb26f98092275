/** What WebAssembly can hold. Imports nothing. */

/** All that it can have, samples and training together: its addresses have 32 bits. */
export const WASM_BYTES = 2 ** 32;

/** Rows for which a run has memory beside those of a batch: large samples are measured one by one, with gradients and without. */
export const ROWS_MEASURED = 2;

/**
 * The largest batch of deep encoders that fits, the last of an epoch being one row larger.
 * @param bytesPerRow values and gradients.
 * @param otherBytes samples and weights.
 * @returns less than 2, negative numbers too, where none does.
 */
export const largestBatch = (bytesPerRow: number, otherBytes: number): number =>
  Math.floor((WASM_BYTES - otherBytes) / bytesPerRow) - ROWS_MEASURED - 1;
