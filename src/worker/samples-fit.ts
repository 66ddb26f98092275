/** The refusal of data that no device can hold. */
import { gigabytes, TooMuchMemoryError } from '../method/run/too-much-memory';
import type { BackendName } from '../protocol/backends';
import type { DataSet } from '../protocol/data-set';
import { WASM_BYTES } from '../protocol/wasm-memory';

/**
 * Looks at the samples before they are copied to where they are trained on; in the middle of it nobody understands what
 * is said.
 * @throws TooMuchMemoryError where they alone are more than WebAssembly can have.
 */
export function mustFit({ modalities, classNames, labels }: DataSet, backend: BackendName): void {
  const bytesOf = (values: number) => 4 * values;
  const targets = bytesOf(labels.length * classNames.length);
  const bytes = modalities.reduce((sum, { data }) => sum + bytesOf(data.length), targets);
  if (backend !== 'wasm' || bytes <= WASM_BYTES) return;
  const largest = modalities.reduce((a, b) => (b.data.length > a.data.length ? b : a));
  const parts = [
    `The ${labels.length.toLocaleString('en-US')} samples take ${gigabytes(bytes)} to train on,`,
    `${gigabytes(bytesOf(largest.data.length))} of them for ${largest.name}`,
    `(${largest.shape.join(' \u00D7 ')} numbers a sample),`,
    `and WebAssembly has ${gigabytes(WASM_BYTES)} at most.`,
  ];
  throw new TooMuchMemoryError(
    parts.join(' '),
    'Take fewer samples (samples.train, samples.test), or smaller pictures and shorter sounds where the files are opened.',
  );
}
