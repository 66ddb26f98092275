/** Meshes drawn in a real browser: a body that looks different from the front and the rear. */
import { expect, it } from 'vitest';
import type { DecodedImage, TriangleMesh } from '../../import/media/decoders';
import { workerDecoders } from './worker-decoders';

const SIDE = 64;
const AHEAD = { azimuthDegrees: 0, elevationDegrees: 0 };
const BEHIND = { azimuthDegrees: 180, elevationDegrees: 0 };
const ABOVE = { azimuthDegrees: 0, elevationDegrees: 90 };

/** A triangle in the plane x = 0: foot along y, one upright edge at y = 0, point at the top. */
const sail = (scale = 1, away = 0): TriangleMesh => ({
  positions: Float32Array.from([0, 0, 0, 0, 2, 0, 0, 0, 2].map((v) => v * scale + away)),
  triangles: Uint32Array.from([0, 1, 2]),
});

const draw = (mesh: TriangleMesh, ...viewpoints: (typeof AHEAD)[]) =>
  workerDecoders.renderMesh(mesh, viewpoints, SIDE, 'a.off');
/** Share of pixels that are not the white ground, in the left and the right half. */
function inked({ rgba }: DecodedImage): [number, number] {
  const halves: [number, number] = [0, 0];
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    if ((rgba[pixel * 4] as number) < 250) halves[pixel % SIDE < SIDE / 2 ? 0 : 1]++;
  }
  return [halves[0] / (SIDE * SIDE), halves[1] / (SIDE * SIDE)];
}

it('a mesh is mirrored when seen from behind, and a flat one vanishes from above', async () => {
  const [ahead, behind, above] = await draw(sail(), AHEAD, BEHIND, ABOVE);
  // seen along -x with z up, y grows to the right: the upright edge stands on the left
  const [left, right] = inked(ahead as DecodedImage);
  expect(left).toBeGreaterThan(2.5 * right);
  const [behindLeft, behindRight] = inked(behind as DecodedImage);
  expect(behindRight).toBeCloseTo(left, 1);
  expect(behindLeft).toBeCloseTo(right, 1);
  const [a, b] = inked(above as DecodedImage);
  expect(a + b).toBeLessThan(0.05);
});

it('size and place do not matter', async () => {
  const [small] = await draw(sail(), AHEAD);
  const [large] = await draw(sail(1000, 5000), AHEAD);
  const [a, b] = [small, large].map((picture) => inked(picture as DecodedImage));
  expect(a?.[0]).toBeGreaterThan(0.1);
  expect(b?.[0]).toBeCloseTo(a?.[0] as number, 2);
  expect(b?.[1]).toBeCloseTo(a?.[1] as number, 2);
});

it('a point is refused by name', async () => {
  const point = { positions: new Float32Array(9).fill(3), triangles: Uint32Array.from([0, 1, 2]) };
  await expect(draw(point, AHEAD)).rejects.toThrow('a.off has all its corners in one place.');
});
