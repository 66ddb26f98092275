/** What is rounded in the recording's snapshots, and by how much. */
import { expect, test } from 'vitest';
import { randomStream } from '../../math/rng';
import type { Snapshot } from '../../protocol/snapshot';
import { textToArray } from './array-text';
import type { Json } from './columns';
import { packSnapshot } from './pack-snapshots';
import { recordedSnapshots, snapshotsForFile } from './recorded-snapshots';

const [ROWS, CLASSES] = [200, 8];
/** Two points of a hundred, as the recording's note says. */
const WITHIN = 0.02;

/** Logits from sure to undecided. */
function drawn(): Snapshot {
  const random = randomStream(5, 'recorded');
  const sureness = (i: number) => 0.3 + (6 * Math.floor(i / CLASSES)) / ROWS;
  const logits = Float32Array.from(
    { length: ROWS * CLASSES },
    (_, i) => sureness(i) * random.normal(),
  );
  const labels = Int32Array.from({ length: ROWS }, (_, row) => row % CLASSES);
  const answers = Uint16Array.from({ length: ROWS }, (_, row) => (row * row) % CLASSES);
  return {
    epoch: 3,
    heldOut: 'test',
    rows: Int32Array.from({ length: ROWS }, (_, row) => 1000 + row),
    labels,
    logits: { head: logits },
    predictions: { head: answers },
    probes: { sound: answers },
    fusionSource: 'method',
    certainty: { heads: ['head'], temperature: 0.5 },
    features: { sound: Float32Array.from({ length: 2 * ROWS }, () => random.normal()) },
    featureShare: { sound: 0.75 },
  };
}

interface InFile {
  readonly rows: string;
  readonly labels: string;
  readonly taken: readonly {
    readonly featureShare: unknown;
    readonly certainty: unknown;
    readonly logits: { readonly head: string };
    readonly predictions: { readonly head: string };
    readonly probes: { readonly sound: string };
    readonly features: { readonly sound: { readonly largest: number; readonly values: string } };
  }[];
}

function through(snapshot: Snapshot): InFile {
  const { heldOut, rows, labels } = snapshot;
  const packed = { heldOut, rows, labels, taken: [packSnapshot(snapshot, 'even')] };
  const text = JSON.stringify(recordedSnapshots(packed));
  return snapshotsForFile(JSON.parse(text) as Json) as InFile;
}

const softmax = (logits: readonly number[]): readonly number[] => {
  const largest = Math.max(...logits);
  const each = logits.map((logit) => Math.exp(logit - largest));
  const sum = each.reduce((a, b) => a + b, 0);
  return each.map((value) => value / sum);
};

test('who answers what, and which samples they are, comes back exactly', () => {
  const snapshot = drawn();
  const { rows, labels, taken } = through(snapshot);
  expect(textToArray(rows)).toEqual(snapshot.rows);
  expect(textToArray(labels)).toEqual(snapshot.labels);
  expect(textToArray(taken[0]?.predictions.head ?? '')).toEqual(snapshot.predictions['head']);
  expect(textToArray(taken[0]?.probes.sound ?? '')).toEqual(snapshot.probes?.['sound']);
  expect(taken[0]).toMatchObject({ certainty: snapshot.certainty, featureShare: { sound: 0.75 } });
});

test('probabilities come back within two points of a hundred', () => {
  const snapshot = drawn();
  const packed = textToArray(through(snapshot).taken[0]?.logits.head ?? '') ?? new Uint8Array();
  const logits = Array.from(packed, (below) => (-below * 16) / 255);
  const before = Array.from(snapshot.logits['head'] ?? []);
  for (let row = 0; row < ROWS; row += 1) {
    const of = (values: readonly number[]) =>
      softmax(values.slice(row * CLASSES, (row + 1) * CLASSES));
    const was = of(before);
    of(logits).forEach((value, c) => {
      expect(Math.abs(value - (was[c] ?? 0))).toBeLessThan(WITHIN);
    });
  }
});

test('features come back to a hundredth of the largest', () => {
  const snapshot = drawn();
  const { largest = 0, values = '' } = through(snapshot).taken[0]?.features.sound ?? {};
  const back = Array.from(textToArray(values) ?? [], (value) => (value * largest) / 127);
  const was = snapshot.features['sound'] ?? new Float32Array();
  back.forEach((value, i) => {
    expect(Math.abs(value - (was[i] ?? 0))).toBeLessThan(0.02 * largest);
  });
  expect(back).toHaveLength(2 * ROWS);
});
