/** `--seeds` as a person or a script runs it. */
import { describe, expect, it, vi } from 'vitest';
import {
  type Ended,
  headless,
  linesOf,
  startHeadless,
  TINY_RACE,
  withoutTimes,
} from '../../testing/headless-command';

// many processes each: a limit against hanging, on a busy machine too
vi.setConfig({ testTimeout: 240_000 });

const plainLines = (ended: Ended) =>
  linesOf(ended).map((line) => JSON.stringify(withoutTimes(line)));

describe('the command with several seeds', () => {
  it('prints the same lines on one thread and on four, seed after seed, and what they come to', async () => {
    // long enough for DUC to teach, which keeps constants on the device that its first epochs do not need
    const teaching = ['duc.warmupEpochs=1', 'duc.kind=all'].map((knob) => `methods.di-mml.${knob}`);
    const words = [
      ...['--seeds', '3,1-2', '--methods', 'joint,di-mml', ...TINY_RACE, '--set', 'epochs=3'],
      ...teaching.flatMap((each) => ['--set', each]),
    ];
    const one = await headless(...words, '--jobs', '1');
    const four = await headless(...words, '--jobs', '4', '--baseline', 'joint');
    expect([one.code, four.code]).toEqual([0, 0]);
    expect(plainLines(four)).toEqual(plainLines(one));
    const lines = linesOf(four);
    expect(lines.slice(0, -1).every(({ seed }) => [1, 2, 3].includes(seed as number))).toBe(true);
    const races = lines.filter(({ kind }) => kind === 'race-ended');
    expect(races.map(({ seed }) => seed)).toEqual([3, 1, 2]);
    expect(races.map(({ settings }) => (settings as { seed: number }).seed)).toEqual([3, 1, 2]);
    const ofSeed = lines.filter(({ seed, seq }) => seed === 1 && seq !== undefined);
    expect(ofSeed.map(({ seq }) => seq)).toEqual(ofSeed.map((_, i) => i + 1));
    const last = lines.at(-1) as {
      runs: { method: string; values: Record<string, number[]>; mean: object; sd: object }[];
      comparisons: object[];
    };
    expect(last).toMatchObject({ kind: 'seeds-ended', baseline: 'joint', seeds: [3, 1, 2] });
    const ended = races.map(({ runs }) => runs as { accuracy: { fusion: number } }[]);
    expect(last.runs.map(({ method, values }) => [method, values['fusion']])).toEqual([
      ['joint', ended.map(([run]) => run?.accuracy.fusion)],
      ['di-mml', ended.map(([, run]) => run?.accuracy.fusion)],
    ]);
    expect(Object.keys(last.runs[0]?.values ?? {})).toEqual(
      expect.arrayContaining(['fusion', 'unimodal.picture', 'unimodal.sound', 'readouts.sound']),
    );
    expect(last.comparisons[0]).toMatchObject({
      ...{ method: 'di-mml', against: 'joint', measure: 'fusion', verdict: 'too-few', least: 6 },
    });
  });

  it('trains one seed with the numbers that it has alone', async () => {
    const words = ['--methods', 'joint', ...TINY_RACE];
    const alone = linesOf(await headless('--seed', '2', ...words));
    const among = linesOf(await headless('--seeds', '1-2', ...words));
    const epochs = (lines: Record<string, unknown>[]) =>
      lines
        .filter(({ kind, seed }) => kind === 'epoch-ended' && (seed ?? 2) === 2)
        .map(({ losses, accuracy }) => ({ losses, accuracy }));
    expect(epochs(among)).toEqual(epochs(alone));
    expect(epochs(alone)).toHaveLength(2);
  });

  it('goes on where a run fails in every seed, and ends with 1', async () => {
    const diverges = ['methods.di-mml.learningRateFactor=100', 'optimizer.learningRate=0.05'];
    const ended = await headless(
      ...['--seeds', '1-2', '--methods', 'joint,di-mml', ...TINY_RACE, '--set', 'epochs=40'],
      ...diverges.flatMap((each) => ['--set', each]),
    );
    expect(ended.code).toBe(1);
    const last = linesOf(ended).at(-1) as { kind: string; runs: { values: object }[] };
    expect(last.kind).toBe('seeds-ended');
    expect(last.runs[0]?.values).toMatchObject({
      fusion: [expect.any(Number), expect.any(Number)],
    });
    expect(last.runs[1]).toMatchObject({
      ...{ values: {}, failed: [1, 2].map((seed) => ({ seed, code: 'diverged' })) },
    });
    expect(ended.stderr).toContain('di-mml failed on every seed: 1 (diverged), 2 (diverged).');
  });

  it('ends cleanly when it is stopped: whole lines, a sentence, no summary', async () => {
    const words = ['--seeds', '1-4', '--jobs', '2', '--methods', 'joint', ...TINY_RACE];
    const { process, ended } = startHeadless([...words, '--set', 'epochs=5000']);
    process.stdout?.once('data', () => process.kill('SIGINT'));
    const stopped = await ended;
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('Stopped: 0 of 4 seeds are done.');
    expect(linesOf(stopped).some(({ kind }) => kind === 'seeds-ended')).toBe(false);
  });

  it('ends with 2 and a sentence for a knob that does not exist, and prints no event', async () => {
    const wrong = 'methods.joint.fusion=product';
    const { code, stdout, stderr } = await headless('--seeds', '1-3', '--set', wrong);
    expect(stderr).toContain('Seed 1: methods.joint.fusion is "product"; it must be one of');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
