/** Names at line ends are broken where they would run out of the window: by their width, not by their letters. */
import { expect, test } from 'vitest';
import { inLines, typeWidth } from './label-text';

/** As Chromium measures them in the page's type at 12 px. */
const MEASURED: Readonly<Record<string, number>> = {
  'DI-MML (warm 3) 14': 122,
  'picture, DI-MML 33': 110,
  'picture untrained 14': 113,
  'sound, DI-MML \u2026 11': 115,
  'Late ensemble (certainty) 79': 163,
  'picture, Late ensemble 79': 147,
  'Joint, within class 0.00': 130,
};

test('the width of a name is known to within a twentieth', () => {
  for (const [name, width] of Object.entries(MEASURED)) {
    expect(Math.abs(typeWidth(name) / width - 1), name).toBeLessThan(0.05);
  }
});

test('a name of capitals is broken in room that as many small letters have', () => {
  expect(inLines('picture untrained 14', 117)).toEqual(['picture untrained 14']);
  expect(inLines('sound, DI-MML (warm 3) 11', 117)).toEqual(['sound, DI-MML', '(warm 3) 11']);
  expect(inLines('Extraordinarilylongword 9', 60)).toEqual(['Extraordinarilylongword', '9']);
});
