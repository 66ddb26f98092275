/**
 * Runs of format 2 and older have live numbers of the ridge probe where `accuracy.unimodal` is the logistic one today,
 * and of the encoders that trained alone kept one number of either. The live numbers go to the measure `ridge`; of the
 * encoders trained alone stays their end on the test split. Changes what it is given, which comes from a file or from
 * storage; what cannot be read is left to the schema.
 */
type Tree = Record<string, unknown>;

const asTree = (value: unknown): Tree =>
  typeof value === 'object' && value !== null ? (value as Tree) : {};

/** One number of every modality. */
const each = (table: unknown, name: string): Tree =>
  Object.fromEntries(Object.entries(asTree(table)).map(([id, level]) => [id, asTree(level)[name]]));

/** @param stored a run of that format, not yet checked. */
export function logisticOfFormat2(stored: unknown): void {
  const whole = asTree(stored);
  const { alone, untrained } = asTree(whole['levels']);
  if (alone !== undefined || untrained !== undefined) {
    const end = { accuracy: each(alone, 'logistic'), right: null };
    whole['levels'] = { alone: [], end, untrained: {} };
  }
  const { epochs } = asTree(whole['run']);
  if (Array.isArray(epochs)) epochs.forEach(toRidge);
}

function toRidge(raw: unknown): void {
  const epoch = asTree(raw);
  const accuracy: { unimodal?: unknown } = asTree(epoch['accuracy']);
  if (accuracy.unimodal === undefined) return;
  epoch['ridge'] = accuracy.unimodal;
  accuracy.unimodal = {};
}
