import { describe, expect, it } from 'vitest';
import { nextPace } from './epoch-trainer';

describe('the pace of training', () => {
  it('grows at most twofold while chunks are short', () => {
    expect(nextPace(1, 1, 24)).toBe(2);
    expect(nextPace(16, 20, 24)).toBe(19);
    expect(nextPace(4, 0, 24)).toBe(8);
  });

  it('falls at once when a chunk takes too long, but never below a step', () => {
    expect(nextPace(100, 2400, 24)).toBe(1);
    expect(nextPace(10, 48, 24)).toBe(5);
    expect(nextPace(1, 500, 24)).toBe(1);
  });
});
