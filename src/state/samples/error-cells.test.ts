/** Who is right with whom, and which of two nets is better on the same samples. */
import { expect, test } from 'vitest';
import { answered } from '../../testing/answered';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { chosenRun } from '../measures/measure-source';
import { errorCells, netPairs } from './error-cells';

const JOINT = { name: 'joint', label: 'Joint' };

// 48 samples, of which the picture has every fifth wrong, the sound every third, the prediction every seventh, each from
// sample 0 on. Picture wrong: 10; sound wrong: 16; both: 0, 15, 30, 45, which is 4. So 26 both right, 12 only picture,
// 6 only sound. The prediction is wrong on 0, 7, 14, 21, 28, 35 and 42: 0 is nobody's; 7, 14 and 28 are both's; 21 and 42
// only the picture's; 35 only the sound's.
test('the eight cells of the hand case', () => {
  const cells = errorCells(JOINT, fakeSnapshot(8), sourceOf(['joint'], []));
  expect(cells?.told).toContain('logistic probe');
  expect(
    cells?.rows.map(({ label, cells }) => [label, ...cells.map(({ rows: of }) => of.length)]),
  ).toEqual([
    ['both right', 23, 3],
    ['only picture', 10, 2],
    ['only sound', 5, 1],
    ['neither', 3, 1],
  ]);
  expect(cells?.rows[2]?.cells[1]?.rows).toEqual([1235]);
});

test('no cells where the prediction is not made', () => {
  const { predictions, ...snapshot } = fakeSnapshot(8);
  const { fusion: _, ...rest } = predictions;
  expect(errorCells(JOINT, { ...snapshot, predictions: rest }, sourceOf(['joint'], []))).toEqual({
    rows: [],
    told: 'Joint makes no prediction from all modalities here.',
  });
});

test('where an older lab kept no answers of probes, the readouts judge and it is said', () => {
  const snapshot = { ...fakeSnapshot(8), probes: null };
  const cells = errorCells(JOINT, snapshot, sourceOf(['joint'], []));
  expect(cells?.rows).toHaveLength(4);
  expect(cells?.told).toMatch(/^An older version of this lab .* share of the fused answer/);
  const { fusion = new Uint16Array() } = snapshot.predictions;
  const silent = errorCells(
    JOINT,
    { ...snapshot, predictions: { fusion } },
    sourceOf(['joint'], []),
  );
  expect(silent).toMatchObject({ rows: [], told: expect.stringContaining('no readout') });
});

// Joint has samples 0 to 79 of 100 right, the ensemble 0 to 87, DI-MML 0 to 81. Joint against the ensemble: 8 samples,
// all the other's, p = 2 / 2^8 = .0078; joint against DI-MML 2, p = .5; ensemble against DI-MML 6, p = 2 / 2^6 = .03125.
// Holm over the three: .0234, then 2 x .03125 = .0625, then .5.
test('McNemar of the run looked at against each other, after Holm over all pairs', () => {
  const ends = { joint: 80, 'late-ensemble': 88, 'di-mml': 82 };
  const source = sourceOf(
    Object.keys(ends),
    Object.entries(ends).map(([run, right]) => epochOf(run, 4, { ...answered(100, right, {}) })),
  );
  const pairsOf = (name: string) => {
    const run = chosenRun(source, name);
    return (run ? netPairs(source, run, null) : []).map((pair) => [
      ...[pair.run, pair.onlyChosen, pair.onlyOther, Number(pair.pHolm.toFixed(4)), pair.verdict],
    ]);
  };
  expect(pairsOf('late-ensemble')).toEqual([
    ['joint', 8, 0, 0.0234, 'better'],
    ['di-mml', 6, 0, 0.0625, 'cannot-tell'],
  ]);
  expect(pairsOf('joint')).toEqual([
    ['late-ensemble', 0, 8, 0.0234, 'worse'],
    ['di-mml', 0, 2, 0.5, 'cannot-tell'],
  ]);
});
