import { expect, it } from 'vitest';
import { memoryText } from './memory-text';

it.each([
  [20_000, '1\u00A0MB'],
  [14_400_000, '14\u00A0MB'],
  [1_150_000_000, '1.1\u00A0GB'],
])('%d bytes are told as "%s"', (bytes, text) => {
  expect(memoryText(bytes)).toBe(text);
});
