/** The example in docs/examples is run as its header says, at a tiny size. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const SCRIPT = 'docs/examples/train-on-npz.ts';

describe('the example', () => {
  it('makes an NPZ, trains two methods on it and says what each encoder knows', async () => {
    const { stdout } = await run('npx', ['tsx', SCRIPT, '--epochs', '2']);
    expect(stdout).toContain('600 samples read as NPZ arrays.');
    expect(stdout).toMatch(/method\s+fusion\s+picture\s+sound/);
    const [joint, diMml] = ['Joint', 'DI-MML'].map((label) =>
      [...(new RegExp(`^${label}.*$`, 'm').exec(stdout)?.[0] ?? '').matchAll(/([\d.]+) %/g)].map(
        ([, share]) => Number(share),
      ),
    );
    for (const shares of [joint, diMml]) {
      expect(shares).toHaveLength(3);
      // four classes: whoever learns anything is above guessing after two epochs
      expect(Math.min(...(shares ?? []))).toBeGreaterThan(25);
    }
  });

  it('says what is wrong with a setting', async () => {
    await expect(run('npx', ['tsx', SCRIPT, '--epochs', '0'])).rejects.toThrow(
      'epochs is 0; it must be from 1 to 5000.',
    );
  });
});
