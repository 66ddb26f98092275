import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../device/device';
import { copyBlock } from './replaced-kernels';

let device: Device;
beforeAll(async () => {
  device = await openVariant('wasm (tfjs)');
});
afterAll(() => device.close());

const numbers = (count: number) => Float32Array.from({ length: count }, (_, k) => k);

describe('copying a block', () => {
  it.each([
    [[5], [1], [3]],
    [
      [4, 3],
      [1, 0],
      [2, 3],
    ],
    [
      [4, 3],
      [1, 1],
      [2, 2],
    ],
    [
      [2, 3, 4],
      [0, 1, 0],
      [2, 2, 4],
    ],
    [
      [2, 3, 4, 2],
      [1, 0, 2, 0],
      [1, 3, 2, 2],
    ],
    [
      [2, 3],
      [0, 0],
      [0, 3],
    ],
  ])('of %j from %j takes the %j that are asked for', (shape, begin, size) => {
    const source = numbers(shape.reduce((a, b) => a * b, 1));
    const out = new Float32Array(size.reduce((a, b) => a * b, 1));
    copyBlock(
      { values: source, shape, begin },
      { values: out, shape: size, begin: size.map(() => 0) },
      size,
    );
    const want = tf.tidy(() => {
      // slicing one axis at a time by gather says the same in another way
      let x: tf.Tensor = tf.tensor(source, shape);
      size.forEach((count, axis) => {
        const places = Array.from({ length: count }, (_, k) => k + (begin[axis] as number));
        x = tf.gather(x, tf.tensor1d(places, 'int32'), axis);
      });
      return [...x.dataSync()];
    });
    expect([...out]).toEqual(want);
  });
});

it('slices and pads on wasm are those of tfjs', () => {
  tf.tidy(() => {
    const x = tf.tensor(numbers(24), [2, 3, 4]);
    expect([...tf.slice(x, [0, 1, 1], [2, 2, -1]).dataSync()]).toEqual([
      5, 6, 7, 9, 10, 11, 17, 18, 19, 21, 22, 23,
    ]);
    const padded = tf.pad(
      tf.tensor2d([1, 2, 3, 4], [2, 2]),
      [
        [1, 0],
        [0, 2],
      ],
      9,
    );
    expect([...padded.dataSync()]).toEqual([9, 9, 9, 9, 1, 2, 9, 9, 3, 4, 9, 9]);
    const order = tf.slice(tf.tensor1d([3, 4, 5], 'int32'), 1, 2);
    expect([order.dtype, ...order.dataSync()]).toEqual(['int32', 4, 5]);
  });
});
