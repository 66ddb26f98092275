/** The step in `@jax-js/jax`, jitted: the nearest peer in the browser. Its arrays are used up by what takes them. */
import {
  blockUntilReady,
  defaultDevice,
  init,
  type Array as JaxArray,
  jit,
  lax,
  nn,
  numpy as np,
  valueAndGrad,
} from '@jax-js/jax';
import { type Contender, timed } from './contender';
import {
  CLASSES,
  CNN_SIDE,
  LEARNING_RATE,
  MODALITIES,
  MOMENTUM,
  oneHot,
  type Parameter,
  TEMPERATURE,
  teaches,
  type Workload,
} from './workload';

type Parameters = Record<string, JaxArray>;

/** A parameter as jax-js lays it out: convolutions `[out, in, 3, 3]`. */
function asJax({ shape, values }: Parameter): JaxArray {
  const array = np.array(values).reshape([...shape]);
  return shape.length === 4 ? np.transpose(array, [3, 2, 0, 1]) : array;
}

/** 2x2 max pooling by reshape: jax-js 0.1.25 has no pooling with a gradient. */
function pool(x: JaxArray): JaxArray {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  return np.max(x.reshape([n, c, h / 2, 2, w / 2, 2]), [3, 5]);
}

export async function openJax(workload: Workload, backend: 'webgpu' | 'wasm'): Promise<Contender> {
  const { kind, batch, parameters, inputs, labels } = workload;
  const devices = await init(backend);
  if (!devices.includes(backend)) throw new Error(`jax-js could not start ${backend}.`);
  defaultDevice(backend);
  const shape = kind === 'mlp' ? [batch, -1] : [batch, 1, CNN_SIDE, CNN_SIDE];
  const [xa, xb] = inputs.map((values) => np.array(values).reshape(shape)) as [JaxArray, JaxArray];
  const targets = np.array(oneHot(labels)).reshape([batch, CLASSES]);
  const own = np.eye(batch);
  const [ma, mb] = MODALITIES.map((_, m) =>
    np.array(teaches(m).map((value) => value / TEMPERATURE)),
  ) as [JaxArray, JaxArray];

  const linear = (p: Parameters, name: string, x: JaxArray) =>
    np.dot(x, (p[`${name}.weight`] as JaxArray).ref).add((p[`${name}.bias`] as JaxArray).ref);
  const convolve = (p: Parameters, name: string, x: JaxArray) =>
    nn.relu(
      lax
        .conv(x, (p[`${name}.weight`] as JaxArray).ref, [1, 1], 'SAME')
        .add((p[`${name}.bias`] as JaxArray).ref.reshape([1, -1, 1, 1])),
    );
  const encode = (p: Parameters, id: string, x: JaxArray): JaxArray => {
    const name = `${id}.encoder`;
    if (kind === 'mlp') {
      return nn.relu(linear(p, `${name}.layer2`, nn.relu(linear(p, `${name}.layer1`, x))));
    }
    const first = pool(convolve(p, `${name}.conv1`, x));
    const second = pool(convolve(p, `${name}.conv2`, first));
    const mean = np.mean(convolve(p, `${name}.conv3`, second), [2, 3]);
    return linear(p, `${name}.dense`, mean);
  };
  const chosen = (logits: JaxArray, at: JaxArray) =>
    nn
      .logSoftmax(logits, -1)
      .mul(at)
      .sum()
      .mul(-1 / batch);
  const crossEntropies = (p: Parameters, a: JaxArray, b: JaxArray, y: JaxArray) =>
    chosen(linear(p, 'a.head', a.ref), y.ref)
      .add(chosen(linear(p, 'b.head', b.ref), y.ref))
      .add(chosen(linear(p, 'shared', a), y.ref))
      .add(chosen(linear(p, 'shared', b), y));
  const duc = (student: JaxArray, teacher: JaxArray, mask: JaxArray, eye: JaxArray) =>
    chosen(np.dot(student.mul(mask), lax.stopGradient(teacher).transpose()), eye);
  const release = (p: Parameters) => {
    for (const array of Object.values(p)) array.dispose();
  };
  const copyOf = (p: Parameters): Parameters =>
    Object.fromEntries(Object.entries(p).map(([name, array]) => [name, array.ref]));

  type Constants = readonly [JaxArray, JaxArray, JaxArray, JaxArray, JaxArray, JaxArray];
  const constants: Constants = [xa, xb, targets, own, ma, mb];
  const constantRefs = () => constants.map((array) => array.ref) as unknown as Constants;
  const loss = (p: Parameters, ...[x, z, y, eye, m, n]: Constants): JaxArray => {
    const [a, b] = [encode(p, 'a', x), encode(p, 'b', z)];
    const total = crossEntropies(p, a.ref, b.ref, y)
      .add(duc(b.ref, a.ref, m, eye.ref))
      .add(duc(a, b, n, eye));
    release(p);
    return total;
  };
  const gradients = valueAndGrad(loss) as unknown as (
    p: Parameters,
    ...rest: Constants
  ) => [JaxArray, Parameters];
  const update = jit((p: Parameters, v: Parameters, ...rest: Constants) => {
    const [value, g] = gradients(copyOf(p), ...rest);
    const nextP: Parameters = {};
    const nextV: Parameters = {};
    for (const name of Object.keys(p)) {
      const velocity = (v[name] as JaxArray).mul(MOMENTUM).add(g[name] as JaxArray);
      nextV[name] = velocity.ref;
      nextP[name] = (p[name] as JaxArray).sub(velocity.mul(LEARNING_RATE));
    }
    return [nextP, nextV, value] as [Parameters, Parameters, JaxArray];
  }) as unknown as (
    p: Parameters,
    v: Parameters,
    ...rest: Constants
  ) => [Parameters, Parameters, JaxArray];

  let p: Parameters = Object.fromEntries(
    parameters.map((parameter) => [parameter.name, asJax(parameter)]),
  );
  let v: Parameters = Object.fromEntries(
    Object.entries(p).map(([name, array]) => [name, np.zeros(array.shape)]),
  );
  const before = crossEntropies(p, encode(p, 'a', xa.ref), encode(p, 'b', xb.ref), targets.ref);
  const firstLoss = (await before.data())[0] as number;
  let last: JaxArray | null = null;
  const step = () => {
    const [nextP, nextV, value] = update(p, v, ...constantRefs());
    [p, v] = [nextP, nextV];
    last?.dispose();
    last = value;
  };
  return {
    adapter: `jax-js ${backend}`,
    firstLoss,
    turn: (steps) =>
      timed(steps, step, async () => {
        await blockUntilReady(p);
        await last?.ref.data();
      }),
    // jax-js counts no bytes
    bytes: () => null,
    close: () => release(p),
  };
}
