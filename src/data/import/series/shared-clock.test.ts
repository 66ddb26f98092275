/** The clock of a recording that lacks the first sensor: as fast as the first sensor is elsewhere. */
import { expect, it } from 'vitest';
import type { Readings } from './readings';
import { sharedClocks } from './shared-clock';

const readings = (count: number, step: number | null): Readings => ({
  channels: ['x'],
  times: step === null ? null : Float64Array.from({ length: count }, (_, i) => i * step),
  values: [new Float64Array(count)],
});

it('is that of the first sensor where it is there, and made at its rate where not', () => {
  const [fast, slow] = [readings(101, 0.01), readings(26, 0.04)];
  // twice as long at the slow rate is twice as long at the fast one
  const alone = readings(51, 0.04);
  const [first, other] = sharedClocks([
    [fast, slow],
    [null, alone],
  ]);
  expect(first).toBe(fast);
  expect(other?.values[0]).toHaveLength(204);
  expect(other?.times?.at(-1)).toBeCloseTo(2);
});

it("goes by counts where clocks are missing, and is the other sensor's own where nothing has both", () => {
  const [, other] = sharedClocks([
    [readings(61, null), readings(31, null)],
    [null, readings(31, null)],
  ]);
  expect(other?.values[0]).toHaveLength(62);
  expect(other?.times).toBeNull();
  expect(sharedClocks([[null, readings(31, 1)]])[0]?.values[0]).toHaveLength(31);
});
