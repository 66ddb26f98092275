/** The layer between kernels and their binary. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OutOfMemoryError } from '../../device/errors';
import { kernelBinary } from '../../device/kernel-binary';
import { WasmArena } from './arena';
import { Machine, type Span } from './machine';

let machine: Machine;
beforeEach(async () => {
  const { instance } = await WebAssembly.instantiate(await kernelBinary('simd'), {});
  machine = new Machine(instance);
});

const add = (from: Span, into: Span) => machine.run('add', [from, into], [from.count]);

it('a second binary works in the memory of the first, where its room is moved or not', async () => {
  const x = machine.allocateWith(Float32Array.of(1, 2, 3, 4, 5, 6));
  const weight = machine.allocateWith(Float32Array.of(1, 10, 100, 1000));
  const y = machine.allocate(6);
  // three images of one pixel with two channels, 1x1 to two channels
  const numbers = [3, 1, 1, 2, 1, 1, 2, 1, 0, 1, 0, 1, 0, 1, 0, 0, 3];
  machine.run('add', [x, y], [0], [], 64);
  await machine.extend(await kernelBinary('deep-simd'));
  for (const room of [64, 4096]) {
    machine.write(y, new Float32Array(6));
    machine.run('spatialConvolve', [x, y, weight], numbers, [], room);
    expect([...machine.read(y)]).toEqual([201, 2010, 403, 4030, 605, 6050]);
  }
});

describe('commands', () => {
  it('name a kernel of the binary, and one that is not there is refused by its name', () => {
    const [a, b] = [1, 2].map((value) => machine.allocateWith(Float32Array.of(value, value)));
    if (!a || !b) throw new Error('There are two arrays.');
    add(a, b);
    expect([...machine.read(b)]).toEqual([3, 3]);
    expect(() => machine.run('twirl', [a, b])).toThrow('The binary of the kernels has no twirl.');
    add(a, b);
    expect([...machine.read(b)]).toEqual([4, 4]);
  });

  it('of a recording that failed are forgotten, and the next one works', () => {
    const a = machine.allocateWith(Float32Array.of(1, 2, 3, 4));
    const sum = machine.allocateWith(new Float32Array(4));
    expect(() =>
      machine.record(() => {
        add(a, sum);
        machine.run('twirl', [sum]);
      }),
    ).toThrow('has no twirl');
    expect([...machine.read(sum)]).toEqual([0, 0, 0, 0]);
    const recording = machine.record(() => add(a, sum));
    machine.replay(recording);
    expect([...machine.read(sum)]).toEqual([2, 4, 6, 8]);
    machine.drop(recording);
  });
});

it('an arena that finds no room for its gradients gives back that of its values', () => {
  const before = machine.use;
  const allocate = machine.allocateWith.bind(machine);
  vi.spyOn(machine, 'allocateWith')
    .mockImplementationOnce(allocate)
    .mockImplementationOnce(() => {
      throw new OutOfMemoryError(64);
    });
  const specs = [{ name: 'w', shape: [16], value: 0, stream: [] }];
  expect(() => new WasmArena(machine, specs)).toThrow(OutOfMemoryError);
  expect(machine.use).toEqual(before);
});
