import { expect, it } from 'vitest';
import { compareNets } from './compare-nets';

/** Right from `from` up to `to` of so many samples. */
const answers = (who: string, samples: number, from: number, to: number) => ({
  who,
  right: Uint8Array.from({ length: samples }, (_, i) => Number(i >= from && i < to)),
});

it('one sample of seven tells nothing, six of seven do', () => {
  const pair = (wrong: number) =>
    compareNets([[answers('a', 7, 0, 7), answers('b', 7, 0, 7 - wrong)]])[0];
  expect(pair(1)).toMatchObject({ verdict: 'cannot-tell', p: 1 });
  expect(pair(5)?.verdict).toBe('cannot-tell');
  expect(pair(5)?.p).toBeCloseTo(2 / 32, 12);
  expect(pair(6)?.verdict).toBe('better');
  expect(pair(6)?.p).toBeCloseTo(2 / 64, 12);
  expect(pair(1)?.lead).toBeCloseTo(1 / 7, 12);
});

it('looks at the samples on which two nets disagree, not at their shares', () => {
  // both lead by 2 points of 1,000; on 20 samples one way only, and on 200 and 180 both ways
  const [oneWay, bothWays] = compareNets([
    [answers('a', 1000, 0, 900), answers('b', 1000, 0, 880)],
    [answers('a', 1000, 0, 820), answers('b', 1000, 200, 1000)],
  ]);
  expect(oneWay?.verdict).toBe('better');
  expect([bothWays?.onlyFirst, bothWays?.onlySecond]).toEqual([200, 180]);
  expect(bothWays?.lead).toBeCloseTo(0.02, 12);
  expect(bothWays?.verdict).toBe('cannot-tell');
});

it('corrects for the whole family: what one pair could say, one of ten cannot', () => {
  const pair = [answers('a', 100, 0, 96), answers('b', 100, 0, 90)] as const;
  const same = [answers('c', 100, 0, 90), answers('d', 100, 0, 90)] as const;
  expect(compareNets([pair])[0]?.verdict).toBe('better');
  const ten = compareNets([pair, ...Array.from({ length: 9 }, () => same)]);
  expect(ten[0]?.verdict).toBe('cannot-tell');
  expect(ten[0]?.pHolm).toBeCloseTo(20 / 64, 12);
});

it('no samples tell nothing', () => {
  expect(compareNets([[answers('a', 0, 0, 0), answers('b', 0, 0, 0)]])[0]).toMatchObject({
    lead: 0,
    p: 1,
    verdict: 'cannot-tell',
  });
});
