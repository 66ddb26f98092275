/**
 * Motion between two pictures, a vector per pixel, by TV-L1: C. Zach, T. Pock, H. Bischof, "A duality based
 * approach for realtime TV-L1 optical flow", DAGM 2007, with the weights of the account by J. Sanchez,
 * E. Meinhardt-Llopis and G. Facciolo (IPOL 3, 2013). Written from the formulas. Imports this folder only.
 */
import { between, type GreyPicture, gradients, pyramid } from './picture-grid';

/** Motion in pixels: what is at (x, y) in the first picture is at (x + u, y + v) in the second. */
export interface Flow {
  readonly width: number;
  readonly height: number;
  readonly u: Float32Array;
  readonly v: Float32Array;
}

/** Weight of the data against smoothness, for grey values of 0 to 255. */
const LAMBDA = 0.15;
/** Tightness of the coupling between the two halves of the problem. */
const THETA = 0.3;
/** Step of the dual variables; at most 1/4 converges. */
const TAU = 0.25;
/** As few as leave the agreement with OpenCV's fields on real clips where it was with three times the work. */
const WARPS = 4;
const MOST_ITERATIONS = 25;
/** Iterations end once the mean squared change of a vector falls below the square of this. */
const EPSILON = 0.01;
/** @throws RangeError for pictures of different sizes. */
export function opticalFlow(from: GreyPicture, to: GreyPicture): Flow {
  if (from.width !== to.width || from.height !== to.height) {
    throw new RangeError(
      `pictures of ${from.width} x ${from.height} and ${to.width} x ${to.height} pixels have no flow`,
    );
  }
  const first = pyramid(from);
  const second = pyramid(to);
  let flow: Flow | null = null;
  for (let scale = first.length - 1; scale >= 0; scale--) {
    const [a, b] = [first[scale] as GreyPicture, second[scale] as GreyPicture];
    flow = refine(a, b, flow ? enlarged(flow, a.width, a.height) : still(a.width, a.height));
  }
  return flow as Flow;
}

const still = (width: number, height: number): Flow => ({
  width,
  height,
  u: new Float32Array(width * height),
  v: new Float32Array(width * height),
});

/** A coarse flow as the start of a finer one: read between its pixels, vectors twice as long. */
function enlarged(flow: Flow, width: number, height: number): Flow {
  const larger = still(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const [sx, sy] = [(x + 0.5) / 2 - 0.5, (y + 0.5) / 2 - 0.5];
      larger.u[at] = 2 * between(flow.u, flow.width, flow.height, sx, sy);
      larger.v[at] = 2 * between(flow.v, flow.width, flow.height, sx, sy);
    }
  }
  return larger;
}

/** One scale: warps of the second picture by the flow so far, each followed by its iterations. */
function refine(from: GreyPicture, to: GreyPicture, flow: Flow): Flow {
  const { width, height } = from;
  const { u, v } = flow;
  const gradientX = new Float32Array(u.length);
  const gradientY = new Float32Array(u.length);
  gradients(to, gradientX, gradientY);
  const warpedX = new Float32Array(u.length);
  const warpedY = new Float32Array(u.length);
  const constant = new Float32Array(u.length);
  const duals: Duals = {
    ux: new Float32Array(u.length),
    uy: new Float32Array(u.length),
    vx: new Float32Array(u.length),
    vy: new Float32Array(u.length),
  };
  for (let warp = 0; warp < WARPS; warp++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        const [du, dv] = [u[at] as number, v[at] as number];
        // what leads out of the picture has nothing to be compared with; its neighbours decide
        if (x + du < 0 || x + du > width - 1 || y + dv < 0 || y + dv > height - 1) {
          warpedX[at] = 0;
          warpedY[at] = 0;
          constant[at] = 0;
          continue;
        }
        const gx = between(gradientX, width, height, x + du, y + dv);
        const gy = between(gradientY, width, height, x + du, y + dv);
        warpedX[at] = gx;
        warpedY[at] = gy;
        // residual of the linearised brightness constancy, without its part that depends on the flow
        constant[at] =
          between(to.grey, width, height, x + du, y + dv) -
          gx * du -
          gy * dv -
          (from.grey[at] as number);
      }
    }
    for (let i = 0; i < MOST_ITERATIONS; i++) {
      const change = descend(flow, duals, warpedX, warpedY, constant);
      ascend(u, width, height, duals.ux, duals.uy);
      ascend(v, width, height, duals.vx, duals.vy);
      if (change < EPSILON * EPSILON) break;
    }
  }
  return flow;
}

/** The dual variables of both components: vector fields of length at most 1. */
interface Duals {
  readonly ux: Float32Array;
  readonly uy: Float32Array;
  readonly vx: Float32Array;
  readonly vy: Float32Array;
}

/** Thresholding on the data term, then the step along the divergence; gives the mean squared change. */
function descend(
  { width, height, u, v }: Flow,
  { ux, uy, vx, vy }: Duals,
  gradX: Float32Array,
  gradY: Float32Array,
  constant: Float32Array,
): number {
  const limit = LAMBDA * THETA;
  let change = 0;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const [a, b] = [u[at] as number, v[at] as number];
      const [gx, gy] = [gradX[at] as number, gradY[at] as number];
      const length = gx * gx + gy * gy;
      const rho = (constant[at] as number) + gx * a + gy * b;
      let pull = 0;
      if (rho < -limit * length) pull = limit;
      else if (rho > limit * length) pull = -limit;
      else if (length > 1e-9) pull = -rho / length;
      // divergence by backward differences; the duals are 0 beyond the rim, and on the last column and row
      let divU = (ux[at] as number) + (uy[at] as number);
      let divV = (vx[at] as number) + (vy[at] as number);
      if (x > 0) {
        divU -= ux[at - 1] as number;
        divV -= vx[at - 1] as number;
      }
      if (y > 0) {
        divU -= uy[at - width] as number;
        divV -= vy[at - width] as number;
      }
      const [stepU, stepV] = [pull * gx + THETA * divU, pull * gy + THETA * divV];
      change += stepU * stepU + stepV * stepV;
      u[at] = a + stepU;
      v[at] = b + stepV;
    }
  }
  return change / u.length;
}

/** The dual step of one component, along its forward differences. */
function ascend(
  u: Float32Array,
  width: number,
  height: number,
  px: Float32Array,
  py: Float32Array,
): void {
  const step = TAU / THETA;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const here = u[at] as number;
      const dx = x + 1 < width ? (u[at + 1] as number) - here : 0;
      const dy = y + 1 < height ? (u[at + width] as number) - here : 0;
      const shrink = 1 + step * Math.sqrt(dx * dx + dy * dy);
      px[at] = ((px[at] as number) + step * dx) / shrink;
      py[at] = ((py[at] as number) + step * dy) / shrink;
    }
  }
}
