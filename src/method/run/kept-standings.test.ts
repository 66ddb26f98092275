import { expect, it } from 'vitest';
import { bytesOfStanding, KeptStandings } from './kept-standings';
import type { Standing } from './standing';

/** 100 weights with a moment each, and a list of eight numbers to remember. */
const at = (epochs: number): Standing => ({
  arenas: [{ values: new Float32Array(100), moments: [new Float32Array(100)], steps: 0 }],
  memory: { sets: [1, 2, 3], means: new Float64Array(5) },
  epochs,
});
const ONE = bytesOfStanding(at(1));

/** As a race does it: every epoch that is due. */
function trained(kept: KeptStandings, run: string, epochs: number): void {
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    if (kept.isDue(run, epoch)) kept.keep(run, at(epoch));
  }
}

it('counts every array, and what is remembered', () => {
  expect(ONE).toBe(4 * 200 + 3 * 8 + 5 * 8);
});

it('is dense where a race begins, and has eight places each time the epochs double', () => {
  const kept = new KeptStandings();
  trained(kept, 'joint', 64);
  expect(kept.epochsOf('joint')).toEqual([
    ...Array.from({ length: 16 }, (_, i) => i + 1),
    ...[18, 20, 22, 24, 26, 28, 30, 32],
    ...[36, 40, 44, 48, 52, 56, 60, 64],
  ]);
  expect(kept.bytes).toBe(32 * ONE);
});

it('gives the nearest place before, and none before the first', () => {
  const kept = new KeptStandings();
  kept.keep('joint', at(4));
  kept.keep('joint', at(2));
  expect(kept.before('joint', 1)).toBeNull();
  expect(kept.before('joint', 3)?.epochs).toBe(2);
  expect(kept.before('joint', 4)?.epochs).toBe(4);
  expect(kept.before('di-mml', 4)).toBeNull();
});

it('a place that is kept is not kept twice', () => {
  const kept = new KeptStandings();
  kept.keep('joint', at(3));
  expect(kept.isDue('joint', 3)).toBe(false);
  expect(kept.isDue('di-mml', 3)).toBe(true);
  kept.keep('joint', at(3));
  expect(kept.bytes).toBe(ONE);
});

it('never takes more than it may: places thin out from behind, the first and the latest stay', () => {
  const kept = new KeptStandings(12 * ONE);
  for (let epoch = 1; epoch <= 500; epoch += 1) {
    for (const run of ['joint', 'di-mml']) {
      if (kept.isDue(run, epoch)) kept.keep(run, at(epoch));
      expect(kept.bytes).toBeLessThanOrEqual(12 * ONE);
    }
  }
  for (const run of ['joint', 'di-mml']) {
    const epochs = kept.epochsOf(run);
    expect(epochs.slice(0, 2)).toEqual([1, 2]);
    expect(epochs.at(-1)).toBe(480);
    expect(epochs).toHaveLength(6);
  }
});

it('keeps nothing of a run that is larger than all it may take', () => {
  const kept = new KeptStandings(ONE - 1);
  kept.keep('joint', at(1));
  expect(kept.before('joint', 1)).toBeNull();
  expect(kept.bytes).toBe(0);
});
