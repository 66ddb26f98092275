/**
 * WGSL of batch norm over pixels `[pixels, channels]`. Sums over all pixels are taken in two stages, so that they repeat to the
 * bit: a thread has a channel and `run` pixels, then a workgroup puts together a channel's pieces. Variances are sums of
 * squares about a mean, never differences of large numbers: those of two pieces about their own means are put together
 * as by Chan, Golub & LeVeque (1983). Where channels are whole fours, memory goes by the vec4 and `channels` counts fours.
 */
import { f32, program, reads, u32, WORKGROUP, writes } from '../webgpu/program';

const unitOf = (vec4: boolean) => (vec4 ? 'vec4<f32>' : 'f32');

/** This thread's channel and pixels; it stores its two sums at `at` and `at + u.channels`. */
const PIECE = `
  let channel = index % u.channels;
  let piece = index / u.channels;
  let begin = piece * u.run;
  let end = min(begin + u.run, u.pixels);
  let at = 2u * piece * u.channels + channel;`;

/** Mean and sum of squares about it, of every piece. */
const moments = (vec4: boolean) =>
  program({
    name: vec4 ? 'pixelMoments4' : 'pixelMoments',
    vec4,
    operands: [...reads('x'), ...writes('pieces')],
    numbers: u32('pixels', 'channels', 'run'),
    body: `${PIECE}
  var sum = ${unitOf(vec4)}();
  for (var p = begin; p < end; p++) { sum += x[p * u.channels + channel]; }
  let mean = sum / f32(end - begin);
  var squares = ${unitOf(vec4)}();
  for (var p = begin; p < end; p++) {
    let off = x[p * u.channels + channel] - mean;
    squares += off * off;
  }
  pieces[at] = mean;
  pieces[at + u.channels] = squares;`,
  });

/**
 * Puts what all threads of a workgroup have as `own` together by `joined`, of which all zeros must be neutral: the first
 * thread has it then. Subgroups put theirs together without waiting, and then all of them what each came to.
 */
const together = (type: string, subgroups: boolean): string => {
  const inSubgroup = `
  for (var apart = 1u; apart < many; apart *= 2u) { own = joined(own, subgroupShuffleXor(own, apart)); }`;
  return subgroups
    ? `${inSubgroup}
  all[lane] = select(${type}(), own, place == 0u);
  workgroupBarrier();
  own = ${type}();
  for (var k = place; k < ${WORKGROUP}u; k += many) { own = joined(own, all[k]); }
  ${inSubgroup}`
    : `
  all[lane] = own;
  for (var apart = ${WORKGROUP / 2}u; apart > 0u; apart /= 2u) {
    workgroupBarrier();
    if (lane < apart) { all[lane] = joined(all[lane], all[lane + apart]); }
  }
  own = all[lane];`;
};

/**
 * Mean and 1 / sqrt(variance + epsilon) of every channel, and the running values moved towards them; of a single pixel the
 * running values, which stay as they are.
 */
const momentsJoining = (subgroups: boolean) =>
  program({
    name: subgroups ? 'joinMomentsInSubgroups' : 'joinMoments',
    ...{ whole: true, subgroups },
    operands: [...reads('pieces'), ...writes('kept', 'mean', 'variance')],
    numbers: [...u32('pixels', 'channels', 'run', 'count'), ...f32('epsilon', 'momentum')],
    helpers: `
var<workgroup> all: array<vec3<f32>, ${WORKGROUP}>;
fn joined(a: vec3<f32>, b: vec3<f32>) -> vec3<f32> {
  let n = a.x + b.x;
  if (n == 0.0) { return a; }
  let apart = b.y - a.y;
  return vec3<f32>(n, a.y + apart * (b.x / n), a.z + b.z + apart * apart * (a.x * b.x / n));
}`,
    body: `
  let channel = group - u.first;
  var own = vec3<f32>();
  for (var piece = lane; piece < u.count; piece += ${WORKGROUP}u) {
    let at = 2u * piece * u.channels + channel;
    let n = f32(min(u.run, u.pixels - piece * u.run));
    own = joined(own, vec3<f32>(n, pieces[at], pieces[at + u.channels]));
  }
  ${together('vec3<f32>', subgroups)}
  if (lane > 0u) { return; }
  if (u.pixels == 1u) {
    kept[channel] = mean[channel];
    kept[u.channels + channel] = 1.0 / sqrt(variance[channel] + u.epsilon);
    return;
  }
  let n = f32(u.pixels);
  kept[channel] = own.y;
  kept[u.channels + channel] = 1.0 / sqrt(own.z / n + u.epsilon);
  mean[channel] = (1.0 - u.momentum) * mean[channel] + u.momentum * own.y;
  variance[channel] = (1.0 - u.momentum) * variance[channel] + u.momentum * (own.z / (n - 1.0));`,
  });

/** out = activation(scale (x - mean) factor + shift + residual); with `ofVariance` the factor is 1 / sqrt(it + epsilon). */
const applying = (vec4: boolean) =>
  program({
    name: vec4 ? 'applyNorm4' : 'applyNorm',
    vec4,
    operands: [...reads('x', 'mean', 'factor', 'scale', 'shift', 'residual'), ...writes('out')],
    numbers: [...u32('channels', 'ofVariance', 'adds', 'relu'), ...f32('epsilon')],
    body: `
  let channel = index % u.channels;
  var by = factor[channel];
  if (u.ofVariance == 1u) { by = 1.0 / sqrt(by + u.epsilon); }
  var v = (x[index] - mean[channel]) * by * scale[channel] + shift[channel];
  if (u.adds == 1u) { v += residual[index]; }
  if (u.relu == 1u) { v = max(v, ${unitOf(vec4)}()); }
  out[index] = v;`,
  });

/** What of dy comes through the ReLU. */
const OPEN = (vec4: boolean, index: string) =>
  `select(dy[${index}], ${unitOf(vec4)}(), (out[${index}] <= ${unitOf(vec4)}()) & ${vec4 ? 'vec4<bool>(u.relu == 1u)' : '(u.relu == 1u)'})`;

/** Sums of the gradient and of the gradient times the standardised pixel, of every piece. */
const gradientSums = (vec4: boolean) =>
  program({
    name: vec4 ? 'normGradientSums4' : 'normGradientSums',
    vec4,
    operands: [...reads('x', 'out', 'dy', 'kept'), ...writes('pieces')],
    numbers: u32('pixels', 'channels', 'run', 'relu'),
    body: `${PIECE}
  let mean = kept[channel];
  let factor = kept[u.channels + channel];
  var sum = ${unitOf(vec4)}();
  var along = ${unitOf(vec4)}();
  for (var p = begin; p < end; p++) {
    let here = p * u.channels + channel;
    let open = ${OPEN(vec4, 'here')};
    sum += open;
    along += open * ((x[here] - mean) * factor);
  }
  pieces[at] = sum;
  pieces[at + u.channels] = along;`,
  });

/** Both sums of every channel: kept for the pixels' gradients, and added to those of shift and scale. */
const gradientSumsJoining = (subgroups: boolean) =>
  program({
    name: subgroups ? 'joinGradientSumsInSubgroups' : 'joinGradientSums',
    ...{ whole: true, subgroups },
    operands: [...reads('pieces'), ...writes('sums', 'dshift', 'dscale')],
    numbers: u32('channels', 'count', 'addsShift', 'addsScale'),
    helpers: `
var<workgroup> all: array<vec2<f32>, ${WORKGROUP}>;
fn joined(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> { return a + b; }`,
    body: `
  let channel = group - u.first;
  var own = vec2<f32>();
  for (var piece = lane; piece < u.count; piece += ${WORKGROUP}u) {
    let at = 2u * piece * u.channels + channel;
    own += vec2<f32>(pieces[at], pieces[at + u.channels]);
  }
  ${together('vec2<f32>', subgroups)}
  if (lane > 0u) { return; }
  sums[channel] = own.x;
  sums[u.channels + channel] = own.y;
  dshift[channel] = select(0.0, dshift[channel], u.addsShift == 1u) + own.x;
  dscale[channel] = select(0.0, dscale[channel], u.addsScale == 1u) + own.y;`,
  });

/** Gradients of x and, with `asks`, of the residual. */
const gradientApplying = (vec4: boolean) =>
  program({
    name: vec4 ? 'applyNormGradient4' : 'applyNormGradient',
    vec4,
    operands: [...reads('x', 'out', 'dy', 'kept', 'scale', 'sums'), ...writes('dx', 'dresidual')],
    numbers: u32('pixels', 'channels', 'relu', 'addsX', 'asks', 'addsResidual'),
    body: `
  let channel = index % u.channels;
  let open = ${OPEN(vec4, 'index')};
  let factor = kept[u.channels + channel];
  let even = (x[index] - kept[channel]) * factor;
  var inner = open;
  // the running values, which a single pixel was normalised by, are constants
  if (u.pixels > 1u) {
    let n = f32(u.pixels);
    inner = open - sums[channel] / n - even * (sums[u.channels + channel] / n);
  }
  var v = inner * (factor * scale[channel]);
  if (u.addsX == 1u) { v += dx[index]; }
  dx[index] = v;
  if (u.asks == 0u) { return; }
  v = open;
  if (u.addsResidual == 1u) { v += dresidual[index]; }
  dresidual[index] = v;`,
  });

export const joinMoments = momentsJoining(false);
export const joinMomentsInSubgroups = momentsJoining(true);
export const joinGradientSums = gradientSumsJoining(false);
export const joinGradientSumsInSubgroups = gradientSumsJoining(true);
export const pixelMoments = moments(false);
export const pixelMoments4 = moments(true);
export const applyNorm = applying(false);
export const applyNorm4 = applying(true);
export const normGradientSums = gradientSums(false);
export const normGradientSums4 = gradientSums(true);
export const applyNormGradient = gradientApplying(false);
export const applyNormGradient4 = gradientApplying(true);
