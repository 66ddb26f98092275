/** Where a run trained, epoch by epoch, in words and in cells of tables. Pure. */
import { VARIANTS, variantNamed } from '../protocol/backends';
import { type Place, stretchesOf, type Trained } from '../protocol/stretches';
import { listed } from './format';

/** Where an epoch was trained. @param epoch from 1. */
export function trainedAt(run: Trained, epoch: number): Place {
  return run.stretches?.findLast(({ afterEpoch }) => afterEpoch < epoch) ?? run;
}

/** The back ends by their names in order, each once: "webgpu", "webgpu, wasm". */
export const backendsOf = (run: Trained): string =>
  [...new Set(stretchesOf(run).map(({ backend }) => backend))].join(', ');

/** Their adapters in order, each once. */
export const adaptersOf = (run: Trained): string =>
  [...new Set(stretchesOf(run).map(({ adapter }) => adapter))].join(', ');

/** "webgpu 1-5, wasm 6-12", for a cell of a table; empty where one back end trained all. @param epochs of the run. */
export function stretchCell({ stretches = [] }: Trained, epochs: number): string {
  return stretches
    .map(({ afterEpoch, backend }, i) => {
      const last = stretches[i + 1]?.afterEpoch ?? epochs;
      return `${backend} ${afterEpoch + 1}-${last}`;
    })
    .join(', ');
}

/** "WebGPU (an adapter)": one back end, as it is called. */
export function placeText({ backend, adapter }: Place): string {
  const known = variantNamed(backend);
  const name = known ? VARIANTS[known].label : backend;
  return adapter === '' || adapter === name ? name : `${name} (${adapter})`;
}

/** The same of all that trained a run, with their epochs: "WebGPU (an adapter) to epoch 5, then WebAssembly, SIMD". */
export function backEndText(run: Trained): string {
  const { stretches } = run;
  if (!stretches) return placeText(run);
  return stretches
    .map((stretch, i) => {
      const next = stretches[i + 1];
      return next ? `${placeText(stretch)} to epoch ${next.afterEpoch}` : placeText(stretch);
    })
    .join(', then ');
}

/** Below end numbers: which runs changed their back end in the middle; nothing where none did. */
export function changedText(
  runs: readonly (Trained & { readonly label: string })[],
): readonly string[] {
  const labels = new Map<string, string[]>();
  for (const run of runs) {
    if (!run.stretches) continue;
    const text = backEndText(run);
    labels.set(text, [...(labels.get(text) ?? []), run.label]);
  }
  return [...labels].map(
    ([text, of]) =>
      `${listed(of)} trained on ${text}: another device or browser that trains all of it on one back end gets these numbers up to rounding only.`,
  );
}
