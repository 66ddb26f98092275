import { describe, expect, it } from 'vitest';
import { type ToldMethod, type ToldSeeds, tellSeeds } from './tell-seeds';

/** Ten values round a mean, each a little different, the same order for all. */
const round = (mean: number, seeds = 10, wave = 1): ReadonlyMap<number, number> =>
  new Map(Array.from({ length: seeds }, (_, i) => [i + 1, mean + wave * 0.001 * ((i % 5) - 2)]));
/** The same mean in another order, so that a difference flips its sign from seed to seed. */
const against = (mean: number, seeds = 10): ReadonlyMap<number, number> => round(mean, seeds, -1);

function method(
  name: string,
  label: string,
  fusion: ReadonlyMap<number, number>,
  sound: ReadonlyMap<number, number>,
): ToldMethod {
  return {
    method: name,
    label,
    under: `under ${label}`,
    fusion,
    unimodal: new Map([['s', sound]]),
  };
}

const told = (methods: readonly ToldMethod[], more: Partial<ToldSeeds> = {}): ToldSeeds => ({
  methods,
  modalities: [{ id: 's', word: 'sound' }],
  alone: new Map([['s', round(0.72)]]),
  baseline: methods[0]?.method ?? '',
  chance: 0.125,
  ...more,
});

const joint = method('joint', 'Joint', round(0.81), round(0.44));
const rival = method('late', 'Independent encoders', against(0.92), against(0.72));
const ours = method('ours', 'DI-MML', round(0.921), against(0.72));

describe('several seeds', () => {
  it('speak of methods: who is better than the baseline, and whom they cannot tell apart', () => {
    const text = tellSeeds(told([joint, rival, ours]));
    expect(text).toContain(
      'Over 10 seeds, with all modalities: Independent encoders (+11.0 points',
    );
    expect(text).toContain('and DI-MML (+11.1 points, 11.1 to 11.1) answer better than Joint.');
    expect(text).toContain(
      'DI-MML has the highest mean (92.1\u00A0%), but these 10 seeds cannot tell it from Independent encoders.',
    );
  });

  it('name every modality that stays below alone, with its margin, and no other', () => {
    const text = tellSeeds(told([joint, rival, ours]));
    expect(text).toContain(
      'Sound stays below what it reaches alone under Joint (\u221228.0 points, \u221228.0 to \u221228.0).',
    );
    expect(text).not.toContain('under DI-MML');
  });

  it('say when a rival is the best, and when the baseline is', () => {
    expect(
      tellSeeds(told([joint, method('r', 'Rival', round(0.95), round(0.72)), ours])),
    ).toContain('Rival has the highest mean (95.0\u00A0%) and answers better than DI-MML too.');
    const text = tellSeeds(told([ours, joint]));
    expect(text).toContain(
      'Joint (\u221211.1 points, \u221211.1 to \u221211.1) answers worse than DI-MML.',
    );
    expect(text).not.toContain('highest');
  });

  it('never call the best one that failed on the hard seeds', () => {
    const hard = (mean: number, from: number) =>
      new Map(
        [...round(mean)].map(([seed, value]) => [seed, seed > 5 ? value - 0.1 : value + from]),
      );
    const easy = new Map([...hard(0.9, 0)].filter(([seed]) => seed <= 5));
    const text = tellSeeds(
      told([
        joint,
        method('easy', 'Easy', easy, round(0.72)),
        method('whole', 'Whole', hard(0.9, 0.01), round(0.72)),
      ]),
    );
    expect(text).not.toContain('Easy has the highest mean');
  });

  it('never say that too few seeds cannot tell', () => {
    const text = tellSeeds(
      told(
        [
          method('joint', 'Joint', round(0.81, 3), round(0.44, 3)),
          method('late', 'Late', round(0.92, 3), round(0.72, 3)),
          method('ours', 'Ours', against(0.921, 3), round(0.72, 3)),
        ],
        { alone: new Map([['s', round(0.72, 3)]]) },
      ),
    );
    expect(text).toContain('3 seeds are too few for a verdict on Late and Ours, 7 are the least');
    expect(text).not.toMatch(/cannot tell|highest/);
  });

  it('count the seeds that both have, and write nearly all as not quite all', () => {
    const part = new Map([...against(0.81)].filter(([seed]) => seed <= 8));
    const text = tellSeeds(told([joint, method('part', 'Part', part, round(0.72))]));
    expect(text).toContain('these 8 seeds cannot tell Part from Joint');
    const one = method('one', 'One', round(0.9996, 10, 0), round(0.72));
    expect(tellSeeds(told([one]))).toContain('One is right for 99.96\u00A0%');
  });

  it('say when one modality alone is better than all together', () => {
    const text = tellSeeds(told([joint, ours], { alone: new Map([['s', round(0.85)]]) }));
    expect(text).toContain('Sound alone answers better than Joint with all modalities.');
  });

  it('say nothing of a modality that only guesses', () => {
    const guess = against(0.125);
    const lost = method('joint', 'Joint', round(0.81), round(0.05));
    expect(tellSeeds(told([lost, ours], { alone: new Map([['s', guess]]) }))).not.toContain(
      'Sound',
    );
  });

  it('of which there are too few say how many are the least', () => {
    const few = (mean: number) => round(mean, 5);
    const text = tellSeeds(
      told([
        method('a', 'A', few(0.8), few(0.4)),
        method('b', 'B', few(0.9), few(0.7)),
        method('c', 'C', few(0.9), few(0.7)),
      ]),
    );
    expect(text).toContain('5 seeds are too few for a verdict on B and C, 7 are the least.');
    expect(text).not.toMatch(/better|worse|Sound/);
  });

  it('say how many seeds a comparison has where runs failed', () => {
    const failed = new Map([...round(0.95)].slice(0, 8));
    expect(tellSeeds(told([joint, method('f', 'F', failed, round(0.7))]))).toContain(', 8 seeds)');
  });

  it('of one method tell its mean and interval, of a method without prediction its modalities', () => {
    expect(tellSeeds(told([joint]))).toMatch(
      /^Over 10 seeds, Joint is right for 81\.0\u00A0% \(95/,
    );
    const alone = method('u', 'Unimodal', new Map(), round(0.44));
    expect(tellSeeds(told([alone]))).toMatch(/^Sound stays below/);
  });

  it('are at least two', () => {
    expect(tellSeeds(told([method('a', 'A', round(0.8, 1), round(0.4, 1))]))).toBe('');
  });
});
