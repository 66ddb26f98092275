/**
 * The file of one recording as Edge Impulse's data acquisition format has it: `payload` with the interval, the sensors
 * and a row of numbers a reading. Source: https://docs.edgeimpulse.com, "Data acquisition format". Imports nothing.
 */

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Name of the clock that the interval makes. */
const CLOCK = 'time (ms)';

/** A recording as the rows of a table. */
export interface AcquiredRows {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** @returns null where the document is of another kind. */
export function acquiredRows(document: unknown): AcquiredRows | null {
  const payload = isRecord(document) ? document.payload : null;
  if (!isRecord(payload)) return null;
  const { interval_ms: interval, sensors, values } = payload;
  if (!Array.isArray(sensors) || !Array.isArray(values)) return null;
  const names = sensors.map((sensor: unknown, k) =>
    isRecord(sensor) && typeof sensor.name === 'string' ? sensor.name : `channel ${k + 1}`,
  );
  const step = typeof interval === 'number' && interval > 0 ? interval : 1;
  return {
    names: [CLOCK, ...names],
    rows: values.map((value: unknown, at) => [
      at * step,
      // a sensor of one channel may write bare numbers
      ...(Array.isArray(value) ? value : [value]).map((each: unknown) =>
        typeof each === 'number' ? each : Number.NaN,
      ),
    ]),
  };
}
