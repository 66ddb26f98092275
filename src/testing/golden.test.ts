/** GOLDEN_DIR chooses the golden trajectories; a wrong one is refused with a sentence. */
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import trajectories from 'virtual:golden';
import { resolveConfig } from 'vite';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

/** Asks the plugin of vite.config.ts for the module, as Vite would. */
async function load(folder: string): Promise<unknown> {
  vi.stubEnv('GOLDEN_DIR', folder);
  const { plugins } = await resolveConfig({}, 'build');
  const plugin = plugins.find(({ name }) => name === 'golden-trajectories');
  const context = {
    error: (message: string) => {
      throw new Error(message);
    },
  };
  const read = plugin?.load as (this: object, id: string) => unknown;
  return read.call(context, '\0virtual:golden');
}

it('golden trajectories come with their file names', () => {
  expect(trajectories.length).toBeGreaterThan(0);
  for (const { file, golden } of trajectories) {
    expect(file).toMatch(/\.json$/);
    expect(golden).toHaveProperty('config');
  }
});

it('a GOLDEN_DIR that is missing or empty is named', async () => {
  await expect(load('/nowhere/at/all')).rejects.toThrow(
    /GOLDEN_DIR names .*nowhere.*, which is not a folder that can be read\./,
  );
  const empty = mkdtempSync(join(tmpdir(), 'golden-'));
  await expect(load(empty)).rejects.toThrow(
    /GOLDEN_DIR names .*golden-.*, which holds no \*\.json file: there is nothing to compare with\./,
  );
  rmdirSync(empty);
});
