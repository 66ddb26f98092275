import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import type { SettingsInput } from '../../protocol/settings';
import { groupsOf, type SweptRun } from './groups';
import { titleOf, writeTable } from './table';

const SEEDS = [1, 2, 3, 4, 5, 6];

/** Six seeds of one run; every seed is a hundredth better than the one before. */
const runs = (method: string, knobs: object, fusion: number, more: SettingsInput = {}) =>
  SEEDS.map(
    (seed): SweptRun => ({
      id: `${method} ${seed}`,
      settings: settingsFrom({ ...more, seed, methods: { [method]: { ...knobs } } }),
      numbers: {
        method,
        accuracy: { fusion: fusion + seed / 100, unimodal: { sound: 0.4 }, readouts: {} },
      },
    }),
  );

const PLAIN = [...runs('joint', {}, 0.5), ...runs('di-mml', {}, 0.6)];

describe('the results of a sweep', () => {
  it('are one group where only method and seed differ', () => {
    const groups = groupsOf(PLAIN, null);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ data: 'sound-starves', set: {}, baseline: 'joint' });
    expect(groups[0]?.seeds).toEqual(SEEDS);
    expect(groups[0]?.comparisons[0]).toMatchObject({
      ...{ method: 'di-mml', against: 'joint', measure: 'fusion', verdict: 'better' },
    });
  });

  it('are told apart by the settings that differ within their data, and by nothing else', () => {
    const groups = groupsOf(
      [
        ...runs('joint', {}, 0.5, { batchSize: 16 }),
        ...runs('joint', {}, 0.5, { batchSize: 32 }),
        ...runs('joint', {}, 0.5, { data: { id: 'synergy' } }),
      ],
      null,
    );
    expect(groups.map(titleOf)).toEqual([
      'sound-starves · batchSize=16',
      'sound-starves · batchSize=32',
      'synergy',
    ]);
  });

  it('have a row for every value of a knob', () => {
    const [group] = groupsOf(
      [
        ...runs('joint', {}, 0.5),
        ...runs('di-mml', {}, 0.6),
        ...runs('di-mml', { sharedWeight: 0 }, 0.6),
      ],
      'di-mml',
    );
    expect(group?.runs.map(({ method }) => method)).toEqual([
      'joint',
      'di-mml (as it is)',
      'di-mml (sharedWeight=0)',
    ]);
    expect(group?.baseline).toBe('di-mml (as it is)');
  });

  it('come as a table with numbers and verdicts in words', () => {
    expect(writeTable(groupsOf(PLAIN, null))).toContain(
      [
        '## sound-starves',
        '',
        '| run | seeds | fusion | against joint | unimodal.sound | against joint |',
        '| --- | ---: | ---: | --- | ---: | --- |',
        '| joint | 6 | 53.5 ± 1.9 |  | 40.0 ± 0.0 |  |',
        '| di-mml | 6 | 63.5 ± 1.9 | +10.0 [+10.0, +10.0], better, p 0.031 | 40.0 ± 0.0 | +0.0 [+0.0, +0.0], 6 seeds cannot tell, p 1.000 |',
      ].join('\n'),
    );
    expect(
      writeTable(
        groupsOf(
          PLAIN.filter(({ settings }) => settings.seed < 4),
          null,
        ),
      ),
    ).toContain('+10.0 [+10.0, +10.0], too few: 6 seeds are the least');
  });
});
