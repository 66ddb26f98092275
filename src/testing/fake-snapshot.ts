/** Made-up snapshots: a few samples whose heads grow surer with the epochs. Testing only. */
import type { Snapshot } from '../protocol/snapshot';

const CLASSES = 8;
const ROWS = 48;
const DIMENSIONS = 6;

/** Samples whose number is a multiple of `everyN` stay wrong for ever. */
function logitsOf(epoch: number, everyN: number): Float32Array {
  return Float32Array.from({ length: ROWS * CLASSES }, (_, i) => {
    const row = Math.floor(i / CLASSES);
    const truth = row % CLASSES;
    const told = row % everyN === 0 ? (truth + 1) % CLASSES : truth;
    return i % CLASSES === told ? epoch / 4 : 0.1 * Math.sin(i + epoch);
  });
}

function argmaxOf(logits: Float32Array): Uint16Array {
  return Uint16Array.from({ length: ROWS }, (_, row) => {
    const own = logits.subarray(row * CLASSES, (row + 1) * CLASSES);
    return own.indexOf(Math.max(...own));
  });
}

/** The picture is wrong on every fifth sample, the sound on every third. */
export function fakeSnapshot(
  epoch: number,
  ids: readonly string[] = ['picture', 'sound'],
): Snapshot {
  const logits = Object.fromEntries(ids.map((id, i) => [id, logitsOf(epoch, i === 0 ? 5 : 3)]));
  const predictions = Object.fromEntries(
    Object.entries(logits).map(([id, values]) => [id, argmaxOf(values)]),
  );
  return {
    epoch,
    heldOut: 'test',
    rows: Int32Array.from({ length: ROWS }, (_, row) => 1200 + row),
    labels: Int32Array.from({ length: ROWS }, (_, row) => row % CLASSES),
    logits,
    predictions: { ...predictions, fusion: argmaxOf(logitsOf(epoch, 7)) },
    probes: predictions,
    fusionSource: 'method',
    certainty: { heads: ids, temperature: 0.1 },
    features: Object.fromEntries(
      ids.map((id, m) => [
        id,
        Float32Array.from({ length: ROWS * DIMENSIONS }, (_, i) => {
          const label = Math.floor(i / DIMENSIONS) % CLASSES;
          return Math.sin(label * (i % DIMENSIONS) + m) * (epoch / 10) + 0.2 * Math.sin(i * 7.1);
        }),
      ]),
    ),
  };
}
