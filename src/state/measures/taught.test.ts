/** What the tab of dimensions shows of sets that are skipped, and of lessons that move both sides. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { parseSettings } from '../../protocol/settings';
import { epochOf, pairOf, sourceOf } from '../../testing/measured-epoch';
import { pairRows } from './pair-rows';
import { spectrumOf } from './spectrum';
import { lessonOfRun } from './taught';

const epoch = epochOf('di-mml', 8, {
  setsFixed: true,
  pairAlignments: [pairOf('picture', 'sound', [0, 2]), pairOf('sound', 'picture', [1])],
  dimensionSpectrum: {
    separability: { picture: [0.5, 0.2, 0.6], sound: [0.1, 0.4, 0.1] },
    mean: { picture: 0.43, sound: 0.2 },
    sizes: { both: 0, only: { picture: 2, sound: 1 }, neither: 0 },
    drift: [],
  },
});

function shown(duc: Record<string, unknown>, run = 'di-mml') {
  const settings = parseSettings({ methods: { [run]: run === 'di-mml' ? { duc } : {} } });
  const source = sourceOf([run], [{ ...epoch, run }], { catalogue, settings });
  const lesson = lessonOfRun(source, source.record[0] ?? null);
  const spectrum = spectrumOf(epoch, source.summary, lesson);
  const marks = (key: 'teaches' | 'learns') =>
    Object.fromEntries(
      (spectrum?.strips ?? []).map(({ modality, bars }) => [
        modality.id,
        bars.filter((bar) => bar[key]).map(({ dimension }) => dimension),
      ]),
    );
  const skipped = pairRows(epoch, source.summary, lesson).map((row) => row.isSkipped);
  return { lesson, teaches: marks('teaches'), learns: marks('learns'), skipped, spectrum };
}

describe('a set of one dimension', () => {
  it('is skipped by the cosine form: the table says so and no bar is marked', () => {
    const { skipped, teaches, learns } = shown({ kind: 'cosine' });
    expect(skipped).toEqual([false, true]);
    expect(teaches).toEqual({ picture: [2, 0], sound: [] });
    expect(learns).toEqual({ picture: [], sound: [0, 2] });
  });

  it('teaches in the dot form', () => {
    const { skipped, teaches } = shown({ kind: 'dot' });
    expect(skipped).toEqual([false, false]);
    expect(teaches).toEqual({ picture: [2, 0], sound: [1] });
  });
});

it('both sides teach and learn where both are moved', () => {
  const { teaches, learns } = shown({ kind: 'both-ways' });
  expect(teaches).toEqual({ picture: [2, 0], sound: [0, 2] });
  expect(learns).toEqual(teaches);
});

it('says how often the sets are chosen anew', () => {
  expect(shown({ refreshEvery: 4 }).spectrum?.renewed).toBe('They are chosen anew every 4 epochs.');
  expect(shown({}).spectrum?.renewed).toBeNull();
});

it('a run that teaches nothing shows what would be chosen, and skips none of it', () => {
  const { lesson, skipped, teaches } = shown({}, 'joint');
  expect(lesson).toBeNull();
  expect(skipped).toEqual([false, false]);
  expect(teaches).toEqual({ picture: [2, 0], sound: [1] });
});
