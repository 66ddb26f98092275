/**
 * Maps of features: every modality's features of a snapshot on their principal plane, each map turned so that it lies
 * on the one of the snapshot before: points wander and do not jump. Pure; keeps what it has computed.
 */

import { matrix } from '../../math/matrix';
import { laidOn, principalPlane } from '../../math/principal-plane';
import { NO_ANSWER, SNAPSHOT_FEATURE_ROWS, type Snapshot } from '../../protocol/snapshot';
import { asPlace, type Place } from '../../protocol/units';

/** One modality's map at one snapshot. */
export interface FeatureMap {
  /** `[points, 2]`, row-major, the furthest from the middle at distance 1; point i is row i of the snapshot. */
  readonly points: Float64Array;
  /** Share of the features' variance that the map shows, 0..1. */
  readonly share: number;
}

/** Made once per snapshot and modality; gone with the snapshot. */
const known = new WeakMap<Snapshot, Map<string, FeatureMap>>();

/** Samples of a snapshot that have features: those that have every modality, the first ones. */
export function mappedRows({ rows, probes }: Pick<Snapshot, 'rows' | 'probes'>): number {
  const most = Math.min(SNAPSHOT_FEATURE_ROWS, rows.length);
  const lacking = Object.values(probes ?? {}).map((answers) => answers.indexOf(NO_ANSWER));
  return Math.min(most, ...lacking.filter((place) => place >= 0));
}

/** The points with the furthest at distance 1. */
function scaled(points: Float64Array): Float64Array {
  let furthest = 0;
  for (let i = 0; i < points.length; i += 2) {
    furthest = Math.max(furthest, Math.hypot(points[i] as number, points[i + 1] as number));
  }
  return furthest === 0 ? points : points.map((value) => value / furthest);
}

function mapOf(snapshot: Snapshot, modality: string, before: FeatureMap | null): FeatureMap | null {
  const features = snapshot.features[modality];
  if (!features || features.length === 0) return null;
  const plane = principalPlane(matrix(features, features.length / mappedRows(snapshot)));
  const points = scaled(plane.points);
  const held = snapshot.featureShare?.[modality] ?? 1;
  return { points: before ? laidOn(points, before.points) : points, share: plane.share * held };
}

/**
 * The map at the last of these snapshots.
 * @param snapshots of one run, from the first on, in order; each map lies on the one before.
 * @returns null where there is no snapshot or no feature of this modality.
 */
export function featureMap(snapshots: readonly Snapshot[], modality: string): FeatureMap | null {
  let map: FeatureMap | null = null;
  for (const snapshot of snapshots) {
    const maps = known.get(snapshot) ?? new Map<string, FeatureMap>();
    map = maps.get(modality) ?? mapOf(snapshot, modality, map);
    if (map) known.set(snapshot, maps.set(modality, map));
  }
  return map;
}

/** A rectangle on a map, corners in any order, in the map's own units. */
export interface MapArea {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** Which samples of the snapshot lie in an area, its edges included. */
export function placesIn({ points }: FeatureMap, { from, to }: MapArea): readonly Place[] {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [low, high] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const places: Place[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    if (x >= left && x <= right && y >= low && y <= high) places.push(asPlace(i / 2));
  }
  return places;
}

/** The point that lies next in a direction, for the arrow keys: near, and not far off the way; null at the edge. */
export function nextPlace(
  { points }: FeatureMap,
  place: Place,
  [dx, dy]: readonly [number, number],
): Place | null {
  const [x, y] = [points[place * 2] as number, points[place * 2 + 1] as number];
  let best: Place | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < points.length; i += 2) {
    const [u, v] = [(points[i] as number) - x, (points[i + 1] as number) - y];
    const along = u * dx + v * dy;
    const aside = Math.abs(u * dy - v * dx);
    // within 45 degrees of the way
    if (along <= 0 || aside > along) continue;
    const cost = along + 2 * aside;
    if (cost < least) {
      least = cost;
      best = asPlace(i / 2);
    }
  }
  return best;
}
