/** Validation samples of the command: set aside where nobody has said how many, and kept with the race. */
import { expect, it } from 'vitest';
import { startHeadless, TINY_RACE } from '../testing/headless-command';
import { parseArguments } from './arguments';

const RELEARN = ['--methods', 'relearn', ...TINY_RACE];

const settingsOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'race-ended')
    .map(({ settings }) => settings.samples.validation);

it.each([
  ['a race', []],
  ['several seeds', ['--seeds', '1-2', '--jobs', '1']],
])('%s sets 400 aside and says so', async (_, more) => {
  const { code, stdout, stderr } = await startHeadless([...RELEARN, ...more]).ended;
  expect(stderr).toContain('relearn needs validation samples: 400 are set aside');
  expect(code).toBe(0);
  expect(new Set(settingsOf(stdout))).toEqual(new Set([400]));
});

it('nothing is set aside where somebody says how many, be it 0', async () => {
  const leaves = async (...words: string[]) =>
    (await parseArguments([...RELEARN, ...words])).leavesValidation;
  expect(await leaves()).toBe(true);
  expect(await leaves('--set', 'samples.validation=0')).toBe(false);
  expect(await leaves('--data', 'penguins', '--set', 'split.validation=0.1')).toBe(false);
});
