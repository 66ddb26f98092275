/** What training the last batch moves: a sentence that the test speaks, and rows that could have moved at all. */
import { describe, expect, it } from 'vitest';
import { whatMoves } from './last-batch';

/** -.1, 0, .1, -.1, ...: nothing that a test could tell from 0. */
const around = (centre: number, seeds: number) =>
  Array.from({ length: seeds }, (_, k) => centre + 0.1 * ((k % 3) - 1));
const line = (name: string, moved: readonly number[], preset = 'sound-starves') => ({
  ...{ preset, name, moved },
});
const rowOf = (text: string, name: string) =>
  text.split('\n').find((each) => each.includes(`| ${name} |`)) ?? '';

describe('the sentence', () => {
  it('names what the test tells from 0, with its direction', () => {
    const text = whatMoves([line('joint', around(-2, 12)), line('late, logits', around(0, 12))]);
    expect(text).toContain(
      '1 of the 2 differences is told from 0: sound-starves, joint (\u22122.0).',
    );
    expect(rowOf(text, 'joint')).toContain('| \u22122.0 |');
    expect(rowOf(text, 'joint')).toMatch(/\| trained is lower \|$/);
    expect(rowOf(text, 'late, logits')).toMatch(/\| 0\.0 \|.*\| cannot tell \|$/);
  });

  it('says of none that it moves where none is told from 0, and does not call them equal', () => {
    const text = whatMoves([line('joint', around(0, 12)), line('late, logits', around(0, 12))]);
    expect(text).toContain(
      'None of the 2 differences is told from 0, which does not show that they are 0',
    );
  });

  it('says how many seeds it takes where no outcome of these could be told from 0', () => {
    // seven seeds are the least for two differences, and these are as far from 0 as can be
    const text = whatMoves([line('joint', around(50, 6)), line('late, logits', around(50, 6))]);
    expect(text).toContain(
      'With 6 seeds none of the 2 differences could be told from 0, however large: a family of 2 needs 7.',
    );
    expect(rowOf(text, 'joint')).toMatch(/\| too few: 7 are the least \|$/);
    expect(text).not.toContain('cannot tell');
  });

  it('counts those that lack seeds where others have them', () => {
    const text = whatMoves([line('joint', around(0, 12)), line('late, logits', around(0, 6))]);
    expect(text).toContain('1 has fewer than the 7 seeds it takes.');
    expect(rowOf(text, 'joint')).toMatch(/\| cannot tell \|$/);
    expect(rowOf(text, 'late, logits')).toMatch(/\| too few: 7 are the least \|$/);
  });
});

it('a preset whose batches are all full has no row, no place in the family, and a sentence', () => {
  // alone in its family one difference of six seeds is told from 0; beside a second one it is not
  const moved = around(2, 6);
  const text = whatMoves([line('joint', moved), line('joint', [0, 0, 0, 0, 0, 0], 'synergy')]);
  expect(text).toContain(
    'both ways are the same training: synergy (1600 samples in batches of 32).',
  );
  expect(text).not.toContain('| synergy |');
  expect(rowOf(text, 'joint')).toMatch(/\| trained is higher \|$/);
  expect(whatMoves([line('joint', moved)])).not.toContain('Left out');
});

it('without a seed that was trained both ways there is nothing to say', () => {
  expect(whatMoves([line('joint', [])])).toBe('No seed was trained both ways yet.');
});
