import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../protocol/settings';
import { drawLabels, drawWorking, mergeClasses, spoilLabels } from './labels';

const generator = (knobs: object) => parseSettings({ generator: knobs }).generator;
const shareOf = (n: number, test: (i: number) => boolean) => {
  let count = 0;
  for (let i = 0; i < n; i++) if (test(i)) count++;
  return count / n;
};
/** Five standard errors of a share. */
const slack = (p: number, n: number) => 5 * Math.sqrt((p * (1 - p)) / n);

describe('labels', () => {
  it('are uniform, and every modality shows them', () => {
    const n = 8000;
    const { labels, shown } = drawLabels(1, 'train', n, generator({}), 2);
    for (let label = 0; label < 8; label++) {
      const share = shareOf(n, (i) => labels[i] === label);
      expect(Math.abs(share - 1 / 8)).toBeLessThan(slack(1 / 8, n));
    }
    expect(shown).toEqual([labels, labels]);
  });

  it('with synergy are the sum of what the modalities show, and no one shows them alone', () => {
    const n = 4000;
    const knobs = generator({ classes: 4, synergy: true });
    for (const modalities of [2, 3]) {
      const { labels, shown } = drawLabels(1, 'test', n, knobs, modalities);
      labels.forEach((label, i) => {
        const sum = shown.reduce((total, parts) => total + (parts[i] as number), 0);
        expect(label).toBe(sum % 4);
      });
      expect(shown).toHaveLength(modalities);
      for (const parts of shown) {
        const share = shareOf(n, (i) => parts[i] === labels[i]);
        expect(Math.abs(share - 1 / 4)).toBeLessThan(slack(1 / 4, n));
      }
    }
  });

  it('inside a merged group are shown as any class of the group, outside as they are', () => {
    const n = 6000;
    const labels = Int32Array.from({ length: n }, (_, i) => i % 8);
    const shown = mergeClasses(1, 'train', 1, labels, [
      [0, 1],
      [4, 5, 6],
    ]);
    for (let i = 0; i < n; i++) {
      const label = labels[i] as number;
      const group = label < 2 ? [0, 1] : label >= 4 && label < 7 ? [4, 5, 6] : [label];
      expect(group).toContain(shown[i]);
    }
    const fives = n / 8;
    for (const seen of [4, 5, 6]) {
      const share = shareOf(n, (i) => labels[i] === 5 && shown[i] === seen) * 8;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(slack(1 / 3, fives));
    }
  });

  it('are spoiled at the given rate, some of them by chance to what they were', () => {
    const n = 8000;
    const labels = new Int32Array(n).fill(3);
    const spoiled = spoilLabels(1, labels, 8, 0.4);
    const wrong = 0.4 * (7 / 8);
    expect(Math.abs(shareOf(n, (i) => spoiled[i] !== 3) - wrong)).toBeLessThan(slack(wrong, n));
    expect(spoilLabels(1, labels, 8, 0)).toEqual(labels);
  });
});

describe('sensors', () => {
  const n = 20_000;
  const working = (position: number, fail: number, overlap: number) =>
    drawWorking(1, 'train', n, position, fail, overlap);

  it('fail at the given rate', () => {
    for (const fail of [0, 0.15, 0.3, 1]) {
      for (const overlap of [0, 0.5, 1]) {
        const on = working(0, fail, overlap);
        expect(Math.abs(shareOf(n, (i) => on[i] === 0) - fail)).toBeLessThanOrEqual(slack(fail, n));
      }
    }
  });

  it('fail independently, together, or in between, as the overlap says', () => {
    const both = (overlap: number) => {
      const a = working(0, 0.3, overlap);
      const b = working(1, 0.3, overlap);
      return shareOf(n, (i) => a[i] === 0 && b[i] === 0);
    };
    expect(Math.abs(both(0) - 0.09)).toBeLessThan(slack(0.09, n));
    const together = working(0, 0.3, 1);
    expect(both(1)).toBe(shareOf(n, (i) => together[i] === 0));
    // both follow the shared number with probability 1/4, else they are independent
    const half = 0.25 * 0.3 + 0.75 * 0.09;
    expect(Math.abs(both(0.5) - half)).toBeLessThan(slack(half, n));
  });

  it('that fail more often fail where they failed before', () => {
    const few = working(1, 0.1, 0.5);
    const many = working(1, 0.4, 0.5);
    few.forEach((on, i) => {
      if (on === 0) expect(many[i]).toBe(0);
    });
  });
});
