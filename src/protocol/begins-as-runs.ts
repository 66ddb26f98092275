/** How a file of runs begins, for whoever is handed one in the place of data. Imports nothing. */

/** So many bytes are enough to tell. */
export const RUNS_START_BYTES = 512;

/** The JSON says so first; a ZIP of runs begins with the first run, and lists what it holds only at its end. */
const AS_JSON = /^(\u00ef\u00bb\u00bf)?\s*\{\s*"kind"\s*:\s*"modality-lab-runs"/;
const AS_ZIP = /^PK.{28}runs\/\d+-[\w-]*-seed-\d+\.json/s;

/**
 * Whether these are the first bytes of a file that this lab exports runs as, whole or cut off, of this build or a newer
 * one.
 */
export function beginsAsRuns(start: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(start.subarray(0, RUNS_START_BYTES));
  return AS_JSON.test(text) || AS_ZIP.test(text);
}
