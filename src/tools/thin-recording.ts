/**
 * What the recording keeps of a trained race: few snapshots, of some samples, their features as the plane that the map
 * draws, and numbers rounded to what the views show. `record-run.ts` writes it; what is lost is said in `NOTE`.
 */
import { matrix } from '../math/matrix';
import { principalPlane } from '../math/principal-plane';
import type { EpochEnded } from '../protocol/events';
import type { CalibrationOfHead } from '../protocol/measures';
import { SNAPSHOT_FEATURE_ROWS, type Snapshot } from '../protocol/snapshot';
import { type PackedSnapshots, packSnapshot } from '../state/runs/pack-snapshots';
import type { StoredRun } from '../state/runs/stored-run';

/** Snapshots hold their samples in random order, so the first ones are a fair draw. */
const ROWS = 150;
/** Most happens early; the last one is kept whatever its epoch. */
const KEPT_EPOCHS: readonly number[] = [1, 4, 12, 40];
const DIGITS = 4;
/** A hundredth of a reliability picture is a pixel or two. */
const CALIBRATION_DECIMALS = 2;
/** Of the dimensions' spectrum and of who fails: a tenth of a percent. */
const DETAIL_DECIMALS = 3;

export const NOTE = [
  'The default race, trained once by `npm run record`; nothing in it was chosen or edited.',
  `Numbers are rounded to ${DIGITS} significant digits, the bins of calibration to hundredths, spectrum and`,
  'who fails to tenths of a percent, and all in a column to five digits of its largest.',
  `Snapshots: epochs ${KEPT_EPOCHS.join(', ')} and the last; ${ROWS} of the held-out samples; logits in 64 steps, so that`,
  'probabilities are within two points and those under .1 % are 0; of the features the two principal axes, in 93 steps, with the share',
  'of the variance that they hold.',
].join(' ');

/** The features' principal plane, `[rows, 2]`, and the share of their variance that lies in it. */
function planeOf(features: Float32Array, rows: number) {
  const { points, share } = principalPlane(matrix(features, features.length / rows));
  return { plane: Float32Array.from(points), share: Number(share.toPrecision(DIGITS)) };
}

const mapped = <T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** The first samples only, their features as a plane. */
function thinned(snapshot: Snapshot, classes: number): Snapshot {
  const rows = Math.min(ROWS, snapshot.rows.length);
  const featureRows = Math.min(SNAPSHOT_FEATURE_ROWS, snapshot.rows.length);
  const kept = Math.min(rows, featureRows);
  const planes = mapped(snapshot.features, (features) =>
    planeOf(features.slice(0, (features.length / featureRows) * kept), kept),
  );
  const answers = (each: Uint16Array) => each.slice(0, rows);
  return {
    ...snapshot,
    rows: snapshot.rows.slice(0, rows),
    labels: snapshot.labels.slice(0, rows),
    logits: mapped(snapshot.logits, (each) => each.slice(0, rows * classes)),
    predictions: mapped(snapshot.predictions, answers),
    probes: snapshot.probes && mapped(snapshot.probes, answers),
    features: mapped(planes, ({ plane }) => plane),
    featureShare: mapped(planes, ({ share }) => share),
  };
}

/** The snapshots that are kept; null where there are none. */
export function thinnedSnapshots(
  snapshots: readonly Snapshot[],
  classes: number,
): PackedSnapshots | null {
  const last = snapshots.length - 1;
  const kept = snapshots
    .filter(({ epoch }, i) => i === last || KEPT_EPOCHS.includes(epoch))
    .map((snapshot) => thinned(snapshot, classes));
  const [first] = kept;
  if (!first) return null;
  const { heldOut, rows, labels } = first;
  return { heldOut, rows, labels, taken: kept.map((snapshot) => packSnapshot(snapshot, 'even')) };
}

/** Every number to a few significant digits; typed arrays are left as they are. */
function rounded<T>(value: T): T {
  if (typeof value === 'number') {
    return (Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS))) as T;
  }
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(rounded) as T;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rounded(part)])) as T;
}

/** Every number in it to so many decimals. */
function decimals<T>(value: T, count: number): T {
  if (typeof value === 'number') return Number(value.toFixed(count)) as T;
  if (Array.isArray(value)) return value.map((each) => decimals(each, count)) as T;
  if (value === null || typeof value !== 'object') return value;
  return mapped(value as Record<string, unknown>, (each) => decimals(each, count)) as T;
}

const thinnedHead = ({ error, ...bins }: CalibrationOfHead): CalibrationOfHead => ({
  error,
  ...decimals(bins, CALIBRATION_DECIMALS),
});

const thinnedEpoch = (epoch: EpochEnded): EpochEnded => ({
  ...epoch,
  calibration: epoch.calibration && mapped(epoch.calibration, thinnedHead),
  dimensionSpectrum: decimals(epoch.dimensionSpectrum, DETAIL_DECIMALS),
  certaintyByFailure: decimals(epoch.certaintyByFailure, DETAIL_DECIMALS),
});

/** A run as it is kept, rounded; its settings are what the page compares and stay as they are. */
export function thinnedRun(stored: StoredRun): StoredRun {
  const { run, settings } = stored;
  const epochs = run.epochs.map(thinnedEpoch);
  return { ...rounded({ ...stored, run: { ...run, epochs } }), settings };
}
