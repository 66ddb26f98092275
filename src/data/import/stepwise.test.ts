/** A wish to cancel is a message: it is heard only where a loop lets messages in. Nothing here measures time. */
import { expect, test } from 'vitest';
import { fileOf, importOptionsFor, spokenDecoders } from '../../testing/import-fixtures';
import { importData } from './import-data';
import type { ImportProgress } from './source-file';
import { atOnce, inSteps, type Stepwise } from './stepwise';

function* counting(total: number): Stepwise<string> {
  for (let done = 0; done < total; done++) {
    yield { stage: 'cutting', done, total, file: `${done}.csv` };
  }
  return 'done';
}

test('it is told every five hundredth step how far it has come', async () => {
  const told: number[] = [];
  const onProgress = ({ done }: ImportProgress) => told.push(done);
  expect(await inSteps(counting(1200), { onProgress })).toBe('done');
  expect(told).toEqual([0, 500, 1000]);
  expect(atOnce(counting(3))).toBe('done');
});

/** Recordings of eight readings each, in folders of two classes, in memory: nothing waits for a disk. */
const RECORDINGS = Array.from({ length: 1001 }, (_, i) => {
  const rows = Array.from({ length: 8 }, (_, t) => `${t / 50},${Math.sin(i + t).toFixed(3)}`);
  return fileOf(`${i % 2 ? 'walk' : 'run'}/${i}.csv`, `time,x\n${rows.join('\n')}\n`);
});

test.each(['reading', 'cutting', 'decoding'] as const)(
  '%s a thousand tables hears a wish to cancel',
  async (stage) => {
    const controller = new AbortController();
    const stages = new Set<string>();
    const onProgress = (progress: ImportProgress) => {
      stages.add(progress.stage);
      // as a message of the page would come
      if (progress.stage === stage) setTimeout(() => controller.abort(), 0);
    };
    const importing = importData(RECORDINGS, importOptionsFor(), spokenDecoders, {
      onProgress,
      signal: controller.signal,
    });
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect([...stages].at(-1)).toBe(stage);
  },
);
