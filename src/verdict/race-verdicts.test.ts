import { describe, expect, it } from 'vitest';
import { answered, type RightRange } from '../testing/answered';
import { aboveChance, chanceLevel } from './above-chance';
import { highestFirst, isFirstShared, widestFirst } from './difference';
import {
  aloneVerdicts,
  fusedVerdicts,
  gapVerdicts,
  heardModalities,
  type RunAnswers,
} from './race-verdicts';

const alone = answered(1000, null, { picture: 790, sound: 750 }).right;
const run = (
  name: string,
  fusion: RightRange | null,
  sound: RightRange,
  change: Partial<RunAnswers> = {},
): RunAnswers => ({
  run: name,
  right: answered(1000, fusion, { picture: 790, sound }).right,
  alone,
  ...change,
});
const words = (list: readonly { first: string; second: string; verdict: string }[]) =>
  list.map(({ first, second, verdict }) => `${first} ${verdict} ${second}`);

describe('a race', () => {
  const runs = [run('a', 800, 440), run('b', 900, [5, 752]), run('c', null, 790)];

  it('holds every fused answer against every other, and a run without one against none', () => {
    expect(words(fusedVerdicts(runs))).toEqual(['a worse b']);
  });

  it('holds every modality of every run against itself alone', () => {
    const told = gapVerdicts(runs, ['picture', 'sound']);
    expect(told.map((one) => `${one.run} ${one.modality} ${one.verdict}`)).toEqual([
      'a picture cannot-tell',
      'a sound worse',
      'b picture cannot-tell',
      'b sound cannot-tell',
      'c picture cannot-tell',
      'c sound better',
    ]);
    expect(told[1]?.lead).toBeCloseTo(-0.31, 12);
  });

  it('corrects over all of them, spoken of or not', () => {
    // 7 samples one way: p = 2/128; three comparisons can say so, six cannot
    const close = run('a', 800, 743);
    expect(gapVerdicts([close], ['sound'])[0]?.verdict).toBe('worse');
    const others = [run('b', 1, 750), run('c', 1, 750)];
    expect(gapVerdicts([close, ...others], ['picture', 'sound'])[1]?.verdict).toBe('cannot-tell');
  });

  it('holds every modality alone against every fused answer', () => {
    expect(words(aloneVerdicts([run('a', 600, 440)], ['picture', 'sound']))).toEqual([
      'picture better a',
      'sound better a',
    ]);
  });

  it('compares nothing that was not written down, or is of other samples', () => {
    const unknown = [run('a', 800, 440, { right: null }), run('b', 900, 440, { alone: null })];
    expect(gapVerdicts(unknown, ['picture', 'sound'])).toEqual([]);
    expect(fusedVerdicts(unknown)).toEqual([]);
    const fewer = run('d', 0, 0, { right: answered(500, 400, { sound: 300 }).right });
    expect(fusedVerdicts([run('a', 800, 440), fewer])).toEqual([]);
    expect(gapVerdicts([fewer], ['sound'])).toEqual([]);
  });
});

describe('guessing', () => {
  it('names the most frequent class every time', () => {
    expect(chanceLevel([10, 30, 10])).toBe(0.6);
    expect(chanceLevel([0, 0, 0, 0])).toBe(0.25);
  });

  it('is told from knowing something by an exact test', () => {
    // P(X >= 150 of 1,000 at 1/8) = .0109, and P(X >= 140) = .085
    expect(aboveChance([{ share: 0.15, samples: 1000 }], 1 / 8)).toEqual([true]);
    expect(aboveChance([{ share: 0.14, samples: 1000 }], 1 / 8)).toEqual([false]);
    // four of four right by coin: 1/16; five of five: 1/32
    expect(aboveChance([{ share: 1, samples: 4 }], 0.5)).toEqual([false]);
    expect(aboveChance([{ share: 1, samples: 5 }], 0.5)).toEqual([true]);
  });

  it('is corrected for the number of modalities', () => {
    const all = [0.15, 0.12, 0.12, 0.12, 0.12].map((share) => ({ share, samples: 1000 }));
    expect(aboveChance(all, 1 / 8)[0]).toBe(false);
  });

  it('leaves the others to be heard, in their order', () => {
    const shares = { picture: 0.9, sound: 0.12 };
    expect(heardModalities(shares, ['sound', 'picture', 'vector'], () => 1000, 1 / 8)).toEqual([
      'picture',
    ]);
  });
});

describe('orders', () => {
  it('put the highest first and leave out what has no number', () => {
    const list = [
      { name: 'a', value: 0.5 },
      { name: 'b', value: null },
      { name: 'c', value: 0.9 },
      { name: 'd', value: 0.9 },
    ];
    const ranked = highestFirst(list, ({ value }) => value);
    expect(ranked.map(({ name }) => name)).toEqual(['c', 'd', 'a']);
    expect(isFirstShared(ranked)).toBe(true);
    expect(isFirstShared(ranked.slice(1))).toBe(false);
  });

  it('put the widest gap first', () => {
    expect(widestFirst([{ below: -0.2 }, { below: 0.3 }]).map(({ below }) => below)).toEqual([
      0.3, -0.2,
    ]);
  });
});
