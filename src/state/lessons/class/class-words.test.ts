import { expect, test } from 'vitest';
import type { Finding, FindingKind } from './class-list';
import type { NumberSummary } from './class-summary';
import {
  spreadText,
  tellChoices,
  tellEnds,
  tellFindings,
  tickText,
  valueText,
} from './class-words';

const found = (...kinds: readonly FindingKind[]): readonly Finding[] =>
  kinds.map((kind) => ({ kind, place: 'line 1', written: '', told: '' }));

test('numbers are written with their unit and their spread', () => {
  expect(valueText('share', 0.7421)).toBe('74.2\u00A0%');
  expect(valueText('points', -2.04)).toBe('\u22122.0\u00A0points');
  expect(spreadText('share', { mean: 0.7421, sd: 0.031 })).toBe('74.2 ± 3.1\u00A0%');
  expect(spreadText('points', { mean: 30.7, sd: 2 })).toBe('30.7 ± 2.0\u00A0points');
  expect(spreadText('ratio', { mean: 0.123, sd: 0.05 })).toBe('0.12 ± 0.05');
  expect(spreadText('share', { mean: 0.5, sd: null })).toBe('50.0\u00A0%');
  expect([tickText('share', 0.25), tickText('points', -5), tickText('ratio', 0.1 + 0.2)]).toEqual([
    '25\u00A0%',
    '\u22125',
    '0.3',
  ]);
});

test('guesses and outcomes are told with how many there are', () => {
  const share: NumberSummary = { id: 'a', label: 'a', unit: 'share', values: [], spread: null };
  const known = { ...share, values: [0.4, 0.6], spread: { mean: 0.5, sd: 0.14 } };
  expect(tellEnds({ kind: 'number', guesses: share, outcomes: known })).toBe(
    'Nobody guessed. It came to 50.0 ± 14.0\u00A0% (2\u00A0races).',
  );
  expect(tellEnds({ kind: 'number', guesses: { ...known, values: [0.5] }, outcomes: share })).toBe(
    'The class guessed 50.0 ± 14.0\u00A0% (1\u00A0guess). No code says what came.',
  );
});

test('of choices the most frequent are told, all of them where there are several', () => {
  const option = (text: string, guessed: number, came: number) => ({
    id: text,
    text,
    guessed,
    came,
  });
  expect(
    tellChoices({
      kind: 'choice',
      race: null,
      options: [option('Both.', 2, 5), option('None.', 2, 0)],
      guessed: 4,
      came: 5,
    }),
  ).toBe('Guessed most often: “Both.” and “None.” (2 of 4). Came most often: “Both.” (5 of 5).');
});

test('what became of the codes is one sentence', () => {
  expect(tellFindings(found('counted'))).toBe('1\u00A0new code counts.');
  expect(
    tellFindings(found('counted', 'counted', 'double', 'same-seed', 'typo', 'scene', 'format')),
  ).toBe(
    '2\u00A0new codes count; 2 were there already, 1 has a typing error, 1 is of another scene, 1 is of another version.',
  );
});
