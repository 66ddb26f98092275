/** Cases of the optimizers: PyTorch's rules written out, saved and taken up again. */
import { describe, expect, it } from 'vitest';
import { alike, type KernelBench, normalTable } from '../../../testing/kernel-bench';

export function optimizerCases(bench: KernelBench): void {
  const { arenaWith, upload } = bench;

  it('momentum, weight decay and the rate act as in PyTorch, biases too', async () => {
    const arena = arenaWith({ w: [[1, -2]], b: [[0.5, 0]] });
    const x = upload([[1]]);
    const dy = upload([[0.2, -0.4]]);
    let value = [1, -2, 0.5, 0];
    let velocity = [0, 0, 0, 0];
    const gradient = [0.2, -0.4, 0.2, -0.4];
    for (let step = 0; step < 3; step++) {
      bench.kernels.clearGradients(arena);
      bench.kernels.linearWeightGradient(x, dy, arena, 'w', 'b');
      bench.kernels.sgd(arena, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 });
      velocity = velocity.map(
        (v, k) => 0.9 * v + (gradient[k] as number) + 0.01 * (value[k] as number),
      );
      value = value.map((p, k) => p - 0.1 * (velocity[k] as number));
    }
    const got = await arena.read();
    [...(got.get('w') ?? []), ...(got.get('b') ?? [])].forEach((p, k) => {
      expect(p).toBeCloseTo(value[k] as number, 5);
    });
    arena.free();
  });

  it('Adam acts as in PyTorch', async () => {
    const arena = arenaWith({ w: [[1, -2]] });
    const x = upload([[1]]);
    const dy = upload([[0.2, -0.4]]);
    const m = [0, 0];
    const v = [0, 0];
    const value = [1, -2];
    for (let step = 1; step <= 3; step++) {
      bench.kernels.clearGradients(arena);
      bench.kernels.linearWeightGradient(x, dy, arena, 'w', null);
      bench.kernels.adam(arena, { learningRate: 0.1, weightDecay: 0.01 });
      [0.2, -0.4].forEach((g0, k) => {
        const g = g0 + 0.01 * (value[k] as number);
        m[k] = 0.9 * (m[k] as number) + 0.1 * g;
        v[k] = 0.999 * (v[k] as number) + 0.001 * g * g;
        const mHat = (m[k] as number) / (1 - 0.9 ** step);
        const vHat = (v[k] as number) / (1 - 0.999 ** step);
        value[k] = (value[k] as number) - (0.1 * mHat) / (Math.sqrt(vHat) + 1e-8);
      });
    }
    (await arena.read()).get('w')?.forEach((p, k) => {
      expect(p).toBeCloseTo(value[k] as number, 4);
    });
    arena.free();
  });

  it.each(['sgd', 'adam'] as const)(
    '%s goes on from what was saved, and saving changes nothing',
    async (kind) => {
      const start = { w: normalTable('saved-w', 3, 5), b: normalTable('saved-b', 1, 5) };
      const x = upload(normalTable('saved-x', 4, 3));
      const dy = upload(normalTable('saved-dy', 4, 5));
      const steps = (arena: ReturnType<typeof arenaWith>, count: number) => {
        for (let step = 0; step < count; step++) {
          bench.kernels.clearGradients(arena);
          bench.kernels.linearWeightGradient(x, dy, arena, 'w', 'b');
          if (kind === 'sgd')
            bench.kernels.sgd(arena, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 });
          else bench.kernels.adam(arena, { learningRate: 0.1, weightDecay: 0.01 });
        }
      };
      const through = arenaWith(start);
      steps(through, 3);
      const saved = await through.save();
      expect(saved.moments).toHaveLength(kind === 'sgd' ? 1 : 2);
      expect(saved.steps).toBe(kind === 'sgd' ? 0 : 3);
      steps(through, 2);
      const again = arenaWith({ w: normalTable('other-w', 3, 5), b: normalTable('other-b', 1, 5) });
      // gradients and moments of its own, which must go
      steps(again, 1);
      again.restore(saved);
      steps(again, 2);
      expect([...(await again.read())]).toEqual([...(await through.read())]);
      expect(() => again.restore({ values: new Float32Array(3), moments: [], steps: 0 })).toThrow(
        'What was saved has 3 numbers where 20 are needed.',
      );
      through.free();
      again.free();
    },
  );

  it.each(['sgd', 'adam'] as const)(
    '%s leaves a running statistic alone, which is saved with the rest',
    async (kind) => {
      const mean = normalTable('statistic', 1, 3);
      const start = { bMean: mean, w: [[1, -2, 0.5, 0, 3]], bias: [[0.5]] };
      const through = arenaWith(start, ['bMean']);
      const again = arenaWith({ ...start, bMean: [[0, 0, 0]] }, ['bMean']);
      const step = (arena: ReturnType<typeof arenaWith>, only?: readonly string[]) => {
        bench.kernels.clearGradients(arena);
        const dy = upload([[0.1, 0.2, 0.3, 0.4, 0.5]]);
        bench.kernels.linearWeightGradient(upload([[1]]), dy, arena, 'w', null);
        const options = { learningRate: 0.1, weightDecay: 0.5, ...(only && { only }) };
        if (kind === 'adam') bench.kernels.adam(arena, options);
        else bench.kernels.sgd(arena, { ...options, momentum: 0.9 });
      };
      expect(through.specs.map(({ name }) => name)).toEqual(['w', 'bias', 'bMean']);
      for (const only of [undefined, ['bMean', 'w'], undefined]) step(through, only);
      const values = await through.read();
      expect(values.get('bMean')).toEqual(Float32Array.from(mean.flat()));
      // what decays without a gradient is a parameter
      expect(values.get('bias')?.[0]).toBeLessThan(0.5);
      again.restore(await through.save());
      for (const arena of [through, again]) step(arena);
      expect([...(await again.read())]).toEqual([...(await through.read())]);
      const norm = bench.empty(1);
      bench.kernels.gradientNorm(through, ['w', 'bias'], norm);
      await bench.close(norm, [[Math.sqrt(0.55)]]);
      through.free();
      again.free();
    },
  );

  it('a learning rate of its own for a parameter leaves the others theirs', async () => {
    const arena = arenaWith({ w: [[1, 1]], v: [[1, 1]], b: [[1, 1]] });
    const x = upload([[1]]);
    const dy = upload([[1, 2]]);
    bench.kernels.clearGradients(arena);
    for (const name of ['w', 'v']) bench.kernels.linearWeightGradient(x, dy, arena, name, null);
    bench.kernels.sgd(arena, {
      learningRate: 0.1,
      momentum: 0,
      weightDecay: 0,
      rates: new Map([['v', 3]]),
    });
    const values = await arena.read();
    const rounded = (name: string) =>
      [...(values.get(name) ?? [])].map((v) => Math.round(v * 1e5) / 1e5);
    expect([rounded('w'), rounded('v'), rounded('b')]).toEqual([
      [0.9, 0.8],
      [0.7, 0.4],
      [1, 1],
    ]);
    arena.free();
  });

  describe.each(['sgd', 'adam'] as const)('%s over named parameters', (kind) => {
    const start = {
      first: normalTable('only-first', 1, 5),
      second: normalTable('only-second', 1, 3),
      head: normalTable('only-head', 1, 6),
    };
    type Name = keyof typeof start;
    const names: readonly Name[] = ['first', 'second', 'head'];
    /** Whose turn it is, step by step: two lanes in turn under one head, then one alone, then all. */
    const turns: readonly (readonly Name[] | undefined)[] = [
      ['first', 'head'],
      ['second', 'head'],
      ['head', 'first'],
      ['second'],
      undefined,
      ['first', 'head'],
    ];
    const rates = new Map([['first', 0.5]]);
    const x = () => upload([[1]]);
    const gradientOf = (name: Name, step: number) =>
      normalTable(`only-${name}-${step}`, 1, start[name][0]?.length ?? 0);

    const step = (arena: ReturnType<typeof arenaWith>, k: number) => {
      bench.kernels.clearGradients(arena);
      for (const name of names) {
        bench.kernels.linearWeightGradient(x(), upload(gradientOf(name, k)), arena, name, null);
      }
      const only = turns[k];
      const options = { learningRate: 0.1, weightDecay: 0.01, rates, ...(only && { only }) };
      if (kind === 'adam') bench.kernels.adam(arena, options);
      else bench.kernels.sgd(arena, { ...options, momentum: 0.9 });
    };

    /** What one parameter comes to, left out as PyTorch leaves out a parameter without `grad`. */
    function expected(name: Name): number[] {
      const rate = 0.1 * (rates.get(name) ?? 1);
      return (start[name][0] ?? []).map((from, at) => {
        let [value, m, v, count] = [from, 0, 0, 0];
        for (const [k, only] of turns.entries()) {
          if (only && !only.includes(name)) continue;
          const g = (gradientOf(name, k)[0]?.[at] ?? 0) + 0.01 * value;
          count += 1;
          if (kind === 'sgd') {
            m = 0.9 * m + g;
            value -= rate * m;
            continue;
          }
          m = 0.9 * m + 0.1 * g;
          v = 0.999 * v + 0.001 * g * g;
          const below = Math.sqrt(v / (1 - 0.999 ** count)) + 1e-8;
          value -= (rate * m) / (1 - 0.9 ** count) / below;
        }
        return value;
      });
    }

    it('leaves all others as they are: values, moments, counts of steps', async () => {
      const arena = arenaWith(start);
      step(arena, 0);
      const after = await arena.read();
      expect(after.get('second')).toEqual(Float32Array.from(start.second[0] ?? []));
      for (const k of turns.keys()) if (k > 0) step(arena, k);
      const values = await arena.read();
      for (const name of names) alike([...(values.get(name) ?? [])], expected(name), 4);
      arena.free();
    });

    it('goes on from what was saved between turns', async () => {
      const through = arenaWith(start);
      for (const k of [0, 1, 2]) step(through, k);
      const saved = await through.save();
      expect(saved.steps).toEqual(kind === 'sgd' ? 0 : [2, 1, 3]);
      const again = arenaWith(start);
      again.restore(saved);
      for (const arena of [through, again]) for (const k of [3, 4, 5]) step(arena, k);
      expect([...(await again.read())]).toEqual([...(await through.read())]);
      through.free();
      again.free();
    });

    it('counts on while a recorded step is repeated', async () => {
      const [told, repeated] = [arenaWith(start), arenaWith(start)];
      const stepper = bench.kernels.stepper();
      for (let k = 0; k < 3; k++) {
        for (const turn of [0, 1]) {
          step(told, turn);
          stepper.run(`turn ${turn}`, () => {
            // nothing may be uploaded while a step is recorded
            const options = { learningRate: 0.1, weightDecay: 0.01, only: turns[turn] ?? [] };
            bench.kernels.clearGradients(repeated);
            if (kind === 'adam') bench.kernels.adam(repeated, options);
            else bench.kernels.sgd(repeated, { ...options, momentum: 0.9 });
          });
        }
      }
      const [a, b] = [await told.save(), await repeated.save()];
      expect(b.steps).toEqual(kind === 'sgd' ? 0 : [3, 3, 6]);
      expect(b.steps).toEqual(a.steps);
      stepper.free();
      told.free();
      repeated.free();
    });

    it('takes up no counts of other parameters', async () => {
      const arena = arenaWith(start);
      bench.kernels.adam(arena, { learningRate: 0.1, weightDecay: 0 });
      const saved = await arena.save();
      expect(() => arena.restore({ ...saved, steps: [1] })).toThrow(
        'What was saved counts the steps of 1 parameters, not 3.',
      );
      arena.free();
    });

    it('names what is not there', () => {
      const arena = arenaWith(start);
      const options = { learningRate: 0.1, weightDecay: 0, momentum: 0, only: ['third'] };
      expect(() => bench.kernels[kind](arena, options)).toThrow(
        'There is no parameter called third.',
      );
      arena.free();
    });
  });
}
