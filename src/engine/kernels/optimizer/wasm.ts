/** The optimizers in WebAssembly, each in one pass over parameters, gradients and moments; ranges of whole fours. */

@unmanaged
class Sgd {
  parameters: usize;
  gradients: usize;
  velocity: usize;
  count: i32;
  rate: f32;
  momentum: f32;
  decay: f32;
}

/** Both betas, how often Adam has stepped, and the betas to that power; all f64. */
@unmanaged
class AdamState {
  beta1: f64;
  beta2: f64;
  steps: f64;
  power1: f64;
  power2: f64;
}

@unmanaged
class AdamTick {
  state: usize;
}

@unmanaged
class Adam {
  parameters: usize;
  gradients: usize;
  first: usize;
  second: usize;
  state: usize;
  count: i32;
  rate: f32;
  decay: f32;
  epsilon: f32;
}

/** v = momentum v + g + decay p; p = p - rate v */
export function sgd(call: Sgd): void {
  const rate = f32x4.splat(call.rate);
  const momentum = f32x4.splat(call.momentum);
  const decay = f32x4.splat(call.decay);
  const end = (<usize>call.count) << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const p = v128.load(call.parameters + at);
    const g = f32x4.add(v128.load(call.gradients + at), f32x4.mul(decay, p));
    const v = f32x4.add(f32x4.mul(momentum, v128.load(call.velocity + at)), g);
    v128.store(call.velocity + at, v);
    v128.store(call.parameters + at, f32x4.sub(p, f32x4.mul(rate, v)));
  }
}

/** Counts one more step. */
export function adamTick(call: AdamTick): void {
  const state = changetype<AdamState>(call.state);
  state.steps += 1;
  state.power1 *= state.beta1;
  state.power2 *= state.beta2;
}

/** As in PyTorch, with L2 in the gradient. */
export function adam(call: Adam): void {
  const state = changetype<AdamState>(call.state);
  const beta1 = f32x4.splat(<f32>state.beta1);
  const beta2 = f32x4.splat(<f32>state.beta2);
  const rest1 = f32x4.splat(<f32>(1 - state.beta1));
  const rest2 = f32x4.splat(<f32>(1 - state.beta2));
  const rate = f32x4.splat(<f32>(<f64>call.rate / (1 - state.power1)));
  const scale2 = f32x4.splat(<f32>(1 / (1 - state.power2)));
  const decay = f32x4.splat(call.decay);
  const epsilon = f32x4.splat(call.epsilon);
  const end = (<usize>call.count) << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const p = v128.load(call.parameters + at);
    const g = f32x4.add(v128.load(call.gradients + at), f32x4.mul(decay, p));
    const m = f32x4.add(f32x4.mul(beta1, v128.load(call.first + at)), f32x4.mul(rest1, g));
    const square = f32x4.mul(g, g);
    const v = f32x4.add(f32x4.mul(beta2, v128.load(call.second + at)), f32x4.mul(rest2, square));
    v128.store(call.first + at, m);
    v128.store(call.second + at, v);
    const below = f32x4.add(f32x4.sqrt(f32x4.mul(v, scale2)), epsilon);
    v128.store(call.parameters + at, f32x4.sub(p, f32x4.div(f32x4.mul(rate, m), below)));
  }
}
