/** The command as a person or a script runs it: what goes to stdout, and how it ends. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Ended,
  headless,
  linesOf,
  TINY_RACE as TINY,
  withoutTimes,
} from '../testing/headless-command';

describe('the headless command', () => {
  it('says on how many samples modalities are scored, and who trains on complete ones only', async () => {
    const asked = ['--methods', 'unimodal,ogm', '--set', 'data.missing.sound=0.25', ...TINY];
    const { stdout, stderr } = await headless(...asked);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const tests = events.flatMap(({ kind, scoredOn }) =>
      kind === 'epoch-ended' ? [scoredOn] : [],
    );
    expect(new Set(tests.map((each) => JSON.stringify(each))).size).toBe(1);
    const { picture, sound } = tests[0] as { picture: number; sound: number };
    expect(sound).toBe(0.75 * picture);
    const started = events.filter(({ kind }) => kind === 'run-started');
    expect(started.map(({ trainedOn }) => trainedOn)).toEqual([undefined, expect.any(Number)]);
    expect(stderr).toContain('lack "Sound"');
    expect(stderr).toMatch(/^ogm trains on the \d+ training samples that have every modality\.$/m);
  });

  it('prints events as JSON lines and the runs, in the order given, at the end', async () => {
    const methods = 'late-ensemble,joint,di-mml@no-duc';
    const off = 'methods.di-mml@no-duc.duc.kind=off';
    // written beside the race, which prints what it always prints
    const folder = mkdtempSync(join(tmpdir(), 'notebook-'));
    const notebook = join(folder, 'race.ipynb');
    const { code, stdout } = await headless(
      ...['--methods', methods, '--set', off, '--notebook', notebook, '--model', folder, ...TINY],
      ...['--data-out', join(folder, 'race.npz')],
    );
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(notebook, 'utf8')).cells.length).toBeGreaterThan(10);
    expect(readdirSync(folder).sort()).toEqual(
      [...methods.split(','), 'race.ipynb', 'race.npz'].sort(),
    );
    expect(readdirSync(join(folder, 'joint')).sort()).toEqual(
      ['load.py', 'model.onnx', 'model.safetensors', 'tfjs'].sort(),
    );
    rmSync(folder, { recursive: true });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string });
    const last = events.at(-1) as unknown as {
      kind: string;
      settings: { epochs: number };
      runs: { method: string; accuracy: { fusion: number; unimodal: object; readouts: object } }[];
    };
    expect(last.kind).toBe('race-ended');
    expect(last.settings.epochs).toBe(2);
    expect(last.runs.map(({ method }) => method)).toEqual(methods.split(','));
    for (const { accuracy } of last.runs) {
      expect(accuracy.fusion).toBeGreaterThanOrEqual(0);
      expect(Object.keys(accuracy.unimodal)).toEqual(['picture', 'sound']);
    }
    expect(Object.keys(last.runs[2]?.accuracy.readouts ?? {})).toEqual(
      expect.arrayContaining(['picture', 'fusionHead', 'equalWeights', 'ensembleCertainty']),
    );
    expect(new Set(events.slice(0, -1).map(({ kind }) => kind))).toEqual(
      new Set(['run-started', 'stage-started', 'epoch-ended', 'run-ended']),
    );
    // which samples are right is said once a run, not every epoch
    for (const event of events) {
      const wanted = event.kind === 'run-ended' ? { samples: 40 } : undefined;
      expect('right' in event ? event.right : undefined).toEqual(
        wanted && expect.objectContaining(wanted),
      );
    }
  });

  it('prints the same lines on one thread and on three, but for times and devices', async () => {
    // two of them train their encoders alike, so they stay together
    const words = ['--methods', 'joint,late-ensemble,di-mml,unimodal', ...TINY];
    const one = await headless(...words);
    const three = await headless(...words, '--jobs', '3');
    expect([one.code, three.code]).toEqual([0, 0]);
    // each thread has a device of its own, with less on it
    const lines = (ended: Ended) =>
      linesOf(ended).map((line) =>
        JSON.stringify(withoutTimes(line)).replaceAll(/"(arrays|bytes)":\d+/g, ''),
      );
    expect(lines(three)).toEqual(lines(one));
    expect(lines(three).length).toBeGreaterThan(12);
  }, 120_000);

  it('says what is wrong with a race before any thread trains it', async () => {
    const asked = ['--methods', 'joint,di-mml', '--set', 'methods.di-mml.duc.kind=much', ...TINY];
    const { code, stdout, stderr } = await headless(...asked, '--jobs', '2');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('methods.di-mml.duc.kind is "much"');
  }, 120_000);

  it('ends with 1 when a run fails, and the others still finish', async () => {
    const rate = ['--set', 'methods.di-mml.learningRateFactor=100', '--set', 'epochs=40'];
    const { code, stdout } = await headless(
      ...['--methods', 'joint,di-mml'],
      ...TINY,
      ...rate,
      '--set',
      'optimizer.learningRate=0.5',
    );
    expect(code).toBe(1);
    const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
      runs: { method: string; failed?: { code: string; message: string; hint: string } }[];
    };
    const failed = last.runs.find(({ method }) => method === 'di-mml')?.failed;
    expect(failed).toMatchObject({
      code: 'diverged',
      message: expect.stringMatching(/^Training diverged/),
    });
  });

  it.each([
    [
      ['--set', 'optimizer.learningRate=200'],
      'optimizer.learningRate is 200; it must be above 0 and at most 100.',
    ],
    [
      ['--methods', 'joint', '--set', 'methods.joint.fusion=product'],
      'methods.joint.fusion is "product"; it must be one of concat, sum, sum-tied, film, gated.',
    ],
    [['collcet', 'x'], 'There is no command called collcet; there are sweep, task, collect'],
    [
      ['--set', 'samples.train=8', '--set', 'generator.classes=10'],
      'has no training sample, so it cannot be learned.',
    ],
  ])('ends with 2 and a sentence for %j, and prints no event', async (words, sentence) => {
    const { code, stdout, stderr } = await headless(...words);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
  });
});
