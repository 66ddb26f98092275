import { expect, it } from 'vitest';
import { crc32 } from './crc32';

const of = (text: string) => crc32(new TextEncoder().encode(text)).toString(16);

it('is the check value of the catalogue of CRCs, and 0 of nothing', () => {
  expect(of('123456789')).toBe('cbf43926');
  expect(of('')).toBe('0');
});
