/** A surface of triangles, as read from a file, for whatever draws it. Imports nothing. */

/** Corners and triangles. */
export interface TriangleMesh {
  /** `[corners, 3]`: x, y, z in the file's own units. */
  readonly positions: Float32Array;
  /** `[triangles, 3]`: numbers of corners. */
  readonly triangles: Uint32Array;
}
