import { describe, expect, it } from 'vitest';
import { randomStream } from '../math/rng';
import { fallAtEnd, stillFalling } from './still-falling';

const curve = (epochs: number, loss: (epoch: number) => number): number[] =>
  Array.from({ length: epochs }, (_, epoch) => loss(epoch));

/** Falls from 2 to .2 with so many epochs to a factor of e. */
const exponential = (constant: number) => (epoch: number) =>
  0.2 + 1.8 * Math.exp(-epoch / constant);

describe('a training loss at its end', () => {
  it('was still falling where its curve has had two of its time constants, and not after five', () => {
    for (const epochs of [8, 40, 600]) {
      expect(fallAtEnd(curve(epochs, exponential(epochs / 2)))).not.toBeNull();
      expect(fallAtEnd(curve(epochs, exponential(epochs / 5)))).toBeNull();
    }
  });

  it('was still falling along a straight line, by a quarter of all', () => {
    const fall = fallAtEnd(curve(40, (epoch) => 2 - 0.03 * epoch));
    expect(fall?.fell).toBeCloseTo(0.3, 9);
    expect(fall?.share).toBeCloseTo((0.03 * 10) / (0.03 * 39), 9);
  });

  it('was not where it rises or stands', () => {
    expect(fallAtEnd(curve(40, (epoch) => 1 + 0.01 * epoch))).toBeNull();
    expect(fallAtEnd(curve(40, () => 1))).toBeNull();
  });

  it('was not where it only scatters, about level or about what is no fall to speak of', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = randomStream(seed, 'scatter');
      const noise = curve(40, () => random.next() - 0.5);
      const flat = noise.map((value, epoch) => exponential(3)(epoch) + 0.05 * value);
      expect(fallAtEnd(flat)).toBeNull();
    }
    expect(fallAtEnd(curve(40, (epoch) => 2 - 0.0004 * epoch))).toBeNull();
  });

  it('was still falling under scatter as large as what an epoch takes off', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = randomStream(seed, 'scatter');
      const falling = curve(40, (epoch) => 2 - 0.03 * epoch + 0.03 * (random.next() - 0.5));
      expect(fallAtEnd(falling)).not.toBeNull();
    }
  });

  it('was not where it leapt up and has only come back', () => {
    const leapt = curve(
      40,
      (epoch) => exponential(4)(epoch) + (epoch > 28 && epoch < 36 ? 0.4 - 0.05 * (epoch - 28) : 0),
    );
    expect(fallAtEnd(leapt)).toBeNull();
  });

  it('cannot be told from three epochs', () => {
    expect(fallAtEnd([3, 2, 1])).toBeNull();
    expect(fallAtEnd([4, 3, 2, 1])).not.toBeNull();
  });
});

describe('a run', () => {
  const epochsOf = (stage: string, total: readonly number[]) =>
    total.map((value) => ({ stage, losses: { total: value, fusion: 0 } }));
  const falling = curve(20, (epoch) => 2 - 0.05 * epoch);
  const level = curve(20, exponential(2));

  it('had not finished where any of its stages had not, by the loss that it makes small', () => {
    expect(
      stillFalling([...epochsOf('encoders', falling), ...epochsOf('head', level)]),
    ).toMatchObject({ stage: 'encoders' });
    expect(
      stillFalling([...epochsOf('encoders', level), ...epochsOf('head', falling)]),
    ).toMatchObject({ stage: 'head' });
    expect(stillFalling([...epochsOf('encoders', level), ...epochsOf('head', level)])).toBeNull();
  });

  it('is judged from where the last part of its loss joined, for that made it rise', () => {
    const joined = curve(40, (epoch) =>
      epoch < 30 ? exponential(3)(epoch) : 4 - 0.1 * (epoch - 30),
    );
    const epochs = joined.map((total, epoch) => ({
      stage: 'encoders',
      losses: { total, duc: epoch < 30 ? 0 : total - 0.2 },
    }));
    expect(stillFalling(epochs)?.share).toBeCloseTo(0.25 * (10 / 9), 9);
    expect(stillFalling(epochs.slice(0, 30))).toBeNull();
  });

  it('of which nobody knows a loss says nothing', () => {
    expect(stillFalling([])).toBeNull();
    expect(stillFalling(falling.map(() => ({ stage: 'encoders', losses: {} })))).toBeNull();
  });
});
