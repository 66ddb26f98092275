/**
 * Runs of format 2 and older kept of the encoders that trained alone only where they ended: one number on held-out
 * samples and one on the test split. Here they become a curve of one point, its last. Changes what it is given, which
 * comes from a file or from storage; what cannot be read is left to the schema.
 */
type Tree = Record<string, unknown>;

const asTree = (value: unknown): Tree =>
  typeof value === 'object' && value !== null ? (value as Tree) : {};

/** One number of every modality. */
const each = (table: unknown, name: string): Tree =>
  Object.fromEntries(Object.entries(asTree(table)).map(([id, level]) => [id, asTree(level)[name]]));

/** @param stored a run of that format, not yet checked. */
export function curveOfLevels(stored: unknown): void {
  const run = asTree(stored);
  const { alone, untrained } = asTree(run['levels']);
  if (alone === undefined && untrained === undefined) return;
  const { epochs } = asTree(run['settings']);
  run['levels'] = {
    alone: [{ epoch: epochs, accuracy: each(alone, 'ridge'), right: null }],
    end: { accuracy: each(alone, 'logistic'), right: null },
    untrained: each(untrained, 'ridge'),
  };
}
