/** What the shelf says of groups and pairs of runs: seed by seed, or sample by sample, and else nothing. */
import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { answered, type RightRange } from '../../testing/answered';
import { type WholeRunChange, wholeRun } from '../../testing/stored-runs';
import { cardOf, type RunCard } from './run-card';
import { runGroups } from './shelf-groups';
import { comparisonText, deltaText, groupVerdicts } from './shelf-verdicts';

/** A run whose net has this part of 1,000 test samples right. */
function card(name: string, range: RightRange, change: WholeRunChange = {}): RunCard {
  const { accuracy, right } = answered(1000, range, {});
  const plain = cardOf(wholeRun(name, { ...change, fusion: accuracy.fusion ?? 0 }).stored, true);
  return { ...plain, right: { samples: 1000, fusion: right.fusion ?? '' } };
}
const seeds = (name: string, rights: readonly RightRange[], change: WholeRunChange = {}) =>
  rights.map((right, i) => card(name, right, { ...change, seed: i + 1 }));

/** What stands on every card but the baseline's, whose first run is pinned. */
function deltas(baseline: readonly RunCard[], ...others: readonly (readonly RunCard[])[]) {
  const groups = runGroups([...baseline, ...others.flat()]);
  const verdicts = groupVerdicts(groups, baseline[0] ?? null);
  return groups.flatMap(({ key, cards }) => {
    const told = verdicts.get(key);
    return told ? [`${cards[0]?.label}: ${deltaText(told)}`.replaceAll('\u00A0', ' ')] : [];
  });
}

describe('a group beside the baseline', () => {
  it('is compared seed by seed, its mean with the mean of the same seeds', () => {
    const joint = seeds('joint', [800, 810, 820, 805, 815, 825, 830, 835]);
    const dimml = seeds('di-mml', [900, 905, 925, 904, 921, 920, 930, 930]);
    expect(deltas(joint, dimml)).toEqual(['DI-MML: +9.9 on 8 seeds, better']);
    expect(deltas(dimml, joint)).toEqual(['Joint: \u22129.9 on 8 seeds, worse']);
  });

  it('is never its mean against one seed: one pinned seed is compared with its own partner', () => {
    // the group's mean lies 5 points above seed 1, its own seed 1 below it
    const joint = seeds('joint', [900]);
    const dimml = seeds('di-mml', [880, 980, 990]);
    expect(deltas(joint, dimml)).toEqual(['DI-MML: \u22122.0 this net answers worse']);
  });

  it('with too few seeds in common says how many it takes, whatever the numbers', () => {
    const [joint, dimml] = [seeds('joint', [700, 701, 702]), seeds('di-mml', [900, 901, 903])];
    expect(deltas(joint, dimml)).toEqual(['DI-MML: +20.0 on 3 seeds, too few: 6 are the least']);
  });

  it('that seeds cannot tell says so', () => {
    const joint = seeds('joint', [800, 810, 820, 805, 815, 825, 830]);
    const dimml = seeds('di-mml', [805, 800, 825, 795, 825, 815, 832]);
    expect(deltas(joint, dimml)).toEqual(['DI-MML: \u22120.1 on 7 seeds, they cannot tell']);
  });

  it('of one race is told by the samples', () => {
    const joint = seeds('joint', [[100, 900]]);
    expect(deltas(joint, seeds('di-mml', [[90, 900]]))).toEqual([
      'DI-MML: +1.0 this net answers better',
    ]);
    expect(deltas(joint, seeds('di-mml', [[0, 810]]))).toEqual([
      'DI-MML: +1.0 these 1,000 test samples cannot tell',
    ]);
  });

  it('that shares no seed with it is not compared', () => {
    expect(deltas(seeds('joint', [800]), [card('di-mml', 900, { seed: 7 })])).toEqual([
      'DI-MML: no seed in common with the baseline',
    ]);
  });

  it('on other data, or before anything is pinned, has no word at all', () => {
    const { generator } = settingsFrom({ generator: { sound: { noise: 2 } } });
    const other = seeds('di-mml', [900], { settings: { generator } });
    expect(deltas(seeds('joint', [800]), other)).toEqual([]);
    expect(groupVerdicts(runGroups(other), null).size).toBe(0);
  });

  it('is corrected for all groups that stand there', () => {
    // six samples one way: p = 2/64, which one comparison can say and two cannot
    const joint = seeds('joint', [800]);
    const ahead = seeds('di-mml', [806]);
    const third = seeds('di-mml', [800], { settings: { epochs: 50 } });
    expect(deltas(joint, ahead)).toEqual(['DI-MML: +0.6 this net answers better']);
    expect(deltas(joint, ahead, third)).toContain(
      'DI-MML: +0.6 these 1,000 test samples cannot tell',
    );
  });
});

describe('two runs that are compared', () => {
  const plain = (text: string) => text.replaceAll('\u00A0', ' ');

  it('are told apart by the samples, or not', () => {
    expect(plain(comparisonText(card('joint', 817), card('di-mml', 924)))).toBe(
      'On these 1,000 test samples the DI-MML net answers better, by 10.7 points.',
    );
    expect(plain(comparisonText(card('di-mml', 924), card('joint', 817)))).toBe(
      'On these 1,000 test samples the DI-MML net answers better, by 10.7 points.',
    );
    expect(comparisonText(card('joint', [0, 800]), card('di-mml', [190, 1000]))).toBe(
      'These 1,000 test samples cannot tell the two nets apart.',
    );
  });

  it('say why nothing can be said', () => {
    const joint = card('joint', 800);
    expect(comparisonText(joint, card('joint', 900, { seed: 2 }))).toMatch(/^Another seed draws/);
    const { right: _right, ...old } = card('di-mml', 900);
    expect(comparisonText(joint, old)).toMatch(/^Which samples they had right is not known/);
    expect(comparisonText(joint, { ...joint, fusion: null })).toMatch(/^One of them makes no/);
    expect(comparisonText(joint, { ...joint, status: 'stopped' })).toMatch(/^One of them did not/);
    expect(comparisonText(joint, { ...joint, dataName: 'Digits' })).toMatch(/^They were trained/);
  });
});
