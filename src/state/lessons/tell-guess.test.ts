/** The guess beside what came, in words. */
import { expect, test } from 'vitest';
import { CHOICE, FAKE_SCENES } from '../../testing/fake-scenes';
import type { Scene } from './scene';
import { guessAsked, guessedText, numberText, tellGuess } from './tell-guess';

const [ring] = FAKE_SCENES as readonly [Scene];
const came = (value: number) => ({ value, told: 'untested' }) as const;

test('numbers stand with their units, a loss with its sign', () => {
  expect(numberText('share', 0.4321)).toBe('43.2\u00A0%');
  expect(numberText('points', 30.66)).toBe('30.7\u00A0points');
  expect(numberText('points', -2)).toBe('\u22122.0\u00A0points');
  expect(numberText('plain', 0.1234)).toBe('0.12');
  expect(guessedText('share', 0.5)).toBe('50\u00A0%');
  expect(guessedText('points', -1)).toBe('\u22121\u00A0point');
});

test('a guess at a number stands beside the number', () => {
  expect(tellGuess(ring, 'one', 0.7, { together: came(0.47) })).toBe(
    'You guessed 70\u00A0%; it came to 47.0\u00A0%.',
  );
  expect(tellGuess(ring, 'one', 0.7, {})).toBe('You guessed 70\u00A0%.');
  expect(tellGuess(ring, 'one', null, { together: came(0.47) })).toBe('You made no guess.');
});

test('a choice says whether it came so, and what came instead', () => {
  const values = { 'first-joint': came(0.5) };
  expect(tellGuess(CHOICE, 'first', 'b', values)).toBe(
    'You guessed: \u201CThe other.\u201D That is how it came out.',
  );
  expect(tellGuess(CHOICE, 'first', 'a', values)).toBe(
    'You guessed: \u201CThe one.\u201D It came out: \u201CThe other.\u201D',
  );
  expect(tellGuess(CHOICE, 'second', 'a', values)).toBe(
    'You guessed: \u201CThe one.\u201D This race cannot say what is right.',
  );
});

test('a kept guess that the question no longer offers is none', () => {
  expect(tellGuess(CHOICE, 'first', 'gone', { 'first-joint': came(0.5) })).toBe(
    'You made no guess.',
  );
  expect(tellGuess(ring, 'one', 'a', { together: came(0.5) })).toBe('You made no guess.');
});

test('a guess at a number of another race is not asked for here', () => {
  expect(guessAsked(ring, 'one')?.kind).toBe('curve-end');
  expect(guessAsked(ring, 'another')).toBeNull();
  expect(tellGuess(ring, 'another', 0.5, {})).toBe('');
});
