import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../../headless/decoders';
import { fileOf, importOptionsFor } from '../../../testing/import-fixtures';
import { importData } from '../import-data';

/** Readings of two people who walk and sit, one stretch after the other. */
function readings(row: (i: number, activity: string) => string, head: string): string {
  const rows = Array.from({ length: 160 }, (_, i) => row(i, i % 80 < 40 ? 'walk' : 'sit'));
  return [head, ...rows].join('\n');
}

const load = (text: string, label?: string) =>
  importData(
    [fileOf('moves.csv', text)],
    importOptionsFor(label === undefined ? {} : { label }),
    nodeDecoders,
  );

describe('a table whose rows are readings of a recording', () => {
  const text = readings(
    (i, activity) => `${activity},${4000 + 50 * i},${(i * 7) % 13},${(i * 5) % 11}`,
    'activity,timestamp,ax,ay',
  );

  it('is not read as samples, and why is said', async () => {
    await expect(load(text)).rejects.toMatchObject({
      code: 'layout-unclear',
      message: expect.stringMatching(/moves\.csv is a recording: "timestamp" runs on evenly/),
      hint: expect.stringContaining('choose the class yourself'),
    });
  });

  it('is read as samples where the class was chosen', async () => {
    expect((await load(text, 'activity')).report.samples).toBe(160);
  });

  it.each([
    ['times of measurement in no order', (i: number) => `${(i * 977) % 5000}`, 'time'],
    ['a clock of another name', (i: number) => `${50 * i}`, 'pulse'],
    ['uneven steps', (i: number) => `${i * i}`, 'time'],
  ])('%s: rows are samples', async (_, clock, name) => {
    const others = readings(
      (i, activity) => `${activity},${clock(i)},${(i * 7) % 13},${(i * 5) % 11}`,
      `activity,${name},ax,ay`,
    );
    expect((await load(others)).report.samples).toBe(160);
  });

  it('a clock beside classes that change with every row means nothing', async () => {
    const mixed = readings(
      (i) => `${i % 2 ? 'walk' : 'sit'},${50 * i},${(i * 7) % 13},${(i * 5) % 11}`,
      'activity,time,ax,ay',
    );
    expect((await load(mixed)).report.samples).toBe(160);
  });
});
