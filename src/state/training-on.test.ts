/** Train on: the race that has ended goes on, on the page and on the shelf, or a sentence says why it cannot. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { epochOf, sourceOf } from '../testing/measured-epoch';
import { openedSession } from '../testing/opened-session';
import { command, runCommand } from './commands';
import { endRows } from './end-numbers';
import type { RunRecord } from './race-record';
import { racingRuns } from './race-store';
import { readRecording } from './runs/recording';
import { RECORDING_ADDRESS } from './runs/recording-address';
import { fallOf, trainOnText, unfinishedText, whyNotLonger } from './training-on';

type Opened = Awaited<ReturnType<typeof openedSession>>;
const trainOn = command('train-on');
const runsOf = ({ session }: Opened) => racingRuns(session.race.getState().record);
const cards = ({ session }: Opened) => session.runs.store.getState().cards;
/** Packing takes a breath per snapshot. */
const kept = async ({ settle }: Opened) => {
  for (let i = 0; i < 100; i += 1) await settle();
};
const started = ({ sent }: Opened) => {
  const request = sent.findLast(({ kind }) => kind === 'start-race');
  return request?.kind === 'start-race' ? request : null;
};

async function ended(...options: Parameters<typeof openedSession>): Promise<Opened> {
  const lab = await openedSession(...options);
  lab.session.play();
  await lab.train();
  await kept(lab);
  return lab;
}

describe('a race that has ended', () => {
  it('goes on with as many epochs again from where the encoders stand', async () => {
    const lab = await ended();
    expect(trainOn.label(lab.session)).toBe('Train on: 4 more epochs');
    const before = runsOf(lab);
    runCommand(lab.session, trainOn);
    await lab.settle();
    expect(lab.session.experiment.getState().settings.epochs).toBe(8);
    expect(started(lab)).toMatchObject({
      settings: { epochs: 8 },
      withReference: true,
      from: { done: [] },
    });
    expect(started(lab)?.from?.runs.map(({ epoch }) => epoch)).toEqual([4, 4, 4, 4]);
    // what was drawn of the encoders stays on the page
    expect(runsOf(lab).map(({ epochs }) => epochs.length)).toEqual(before.map(() => 4));
    await lab.train();
    expect(lab.session.race.getState().phase).toBe('ended');
    for (const [i, run] of runsOf(lab).entries()) {
      const at = run.epochs.map(({ epoch }) => epoch);
      expect(at).toEqual(Array.from({ length: run.expectedEpochs }, (_, epoch) => epoch + 1));
      expect(run.epochs.slice(0, 4)).toEqual(before[i]?.epochs.slice(0, 4));
      expect(run.end).not.toBeNull();
    }
    expect(trainOn.label(lab.session)).toBe('Train on: 8 more epochs');
  });

  it('is two races on the shelf, each with its number of epochs', async () => {
    const lab = await ended();
    const first = cards(lab);
    runCommand(lab.session, trainOn);
    await lab.train();
    await kept(lab);
    const settings = cards(lab).map((card) => card.settings.epochs);
    expect(settings).toEqual([...first.map(() => 4), ...first.map(() => 8)]);
    expect(cards(lab).slice(0, first.length)).toEqual(first);
    expect(new Set(cards(lab).map(({ race }) => race)).size).toBe(2);
  });

  it('goes on where it was cut off while it trained on', async () => {
    const lab = await ended();
    runCommand(lab.session, trainOn);
    await lab.settle();
    const failed = { code: 'thread-lost', message: 'It ended.', hint: '' };
    const lost = runsOf(lab).map(({ name }) => ({
      ...({ kind: 'run-failed', run: name, seq: 0, label: name, failed } as const),
    }));
    await lab.say([...lost, { kind: 'race-ended' }]);
    expect(lab.session.race.getState().phase).toBe('lost');
    lab.session.play();
    await lab.settle();
    const again = started(lab)?.from?.runs.filter(({ run }) => lost.some((one) => one.run === run));
    expect(again?.map(({ epoch }) => epoch)).toEqual(lost.map(() => 4));
  });

  it('leaves out what failed by itself, for it would fail again', async () => {
    const lab = await ended({ diverge: { run: 'joint', epoch: 2 } });
    runCommand(lab.session, trainOn);
    await lab.train();
    expect(started(lab)?.from?.done).toEqual(['joint']);
    expect(runsOf(lab).map(({ name, status }) => `${name} ${status}`)).toContain('joint failed');
    expect(runsOf(lab).filter(({ status }) => status === 'ended').length).toBeGreaterThan(0);
  });

  it('says what training on does, of the heads that begin anew too', async () => {
    const lab = await ended();
    expect(trainOnText(runsOf(lab), 4)).toBe(
      'Goes on from where the encoders stand to 8 epochs: the numbers of a race of so many from the start. After the encoders DI-MML begins the next stage anew, on the encoders as they are then.',
    );
    const forgotten = runsOf(lab).map(({ trainsOn: _, ...run }): RunRecord => run);
    expect(trainOnText(forgotten.slice(0, 1), 4)).toBe(
      'Goes on from where the encoders stand to 8 epochs: the numbers of a race of so many from the start. Joint begins at the start, for nothing was kept to go on from: nets too large, or a rule that asks how long the race is.',
    );
  });
});

describe('training on is refused', () => {
  it('before there is a race, and before its end', async () => {
    const lab = await openedSession();
    expect(trainOn.refusal(lab.session)).toBe('Nothing has been trained yet.');
    lab.session.play();
    await lab.train(2);
    expect(trainOn.refusal(lab.session)).toBe('The race is not at its end yet.');
    runCommand(lab.session, trainOn);
    lab.session.trainLonger();
    expect(lab.session.experiment.getState().settings.epochs).toBe(4);
  });

  it('where that would be more epochs than settings take', async () => {
    const { session } = await ended();
    const { settings, ...rest } = session.experiment.getState();
    const experiment = { getState: () => ({ ...rest, settings: { ...settings, epochs: 2501 } }) };
    expect(whyNotLonger({ ...session, seeds: session.seeds.store, experiment })).toBe(
      'A race has at most 5,000 epochs.',
    );
  });
});

describe('the default race, as it was recorded', () => {
  const recorded = async () => {
    const bytes = await readFile(new URL(`../../public/${RECORDING_ADDRESS}`, import.meta.url));
    const race = await readRecording(Uint8Array.from(bytes).buffer);
    return race?.record ?? [];
  };

  it('had finished learning in every run', async () => {
    const record = await recorded();
    expect(record.filter(({ end }) => end !== null).length).toBeGreaterThanOrEqual(3);
    expect(record.map(fallOf)).toEqual(record.map(() => null));
    expect(unfinishedText(record)).toBeNull();
  });

  it('had not after its first quarter', async () => {
    const quarter = (await recorded()).map((run) => ({ ...run, epochs: run.epochs.slice(0, 10) }));
    for (const run of racingRuns(quarter)) expect(fallOf(run)).not.toBeNull();
  });
});

describe('a run that had not finished learning', () => {
  const record = (loss: (epoch: number) => number) => {
    const epochs = Array.from({ length: 8 }, (_, i) =>
      epochOf('joint', i + 1, { losses: { total: loss(i) } }),
    );
    const { accuracy } = epochs[0] as (typeof epochs)[number];
    const end = { kind: 'run-ended', run: 'joint', seq: 99, label: 'Joint', accuracy } as const;
    return sourceOf(['joint'], [...epochs, { ...end, ridge: {}, durationMs: 1 }]).record;
  };
  const falling = record((epoch) => 2 - 0.2 * epoch);
  const level = record((epoch) => 2 * Math.exp(-epoch));

  it('is said so beside its numbers and below the table', () => {
    const rows = endRows({ record: falling, levels: null }, null);
    expect(rows.map(({ unfinished }) => unfinished)).toEqual(['not finished learning']);
    expect(unfinishedText(falling)).toBe(
      'Not finished learning: in the last quarter of its epochs the training loss was still falling under Joint (by 0.40 nats), so more epochs would change these numbers.',
    );
  });

  it('and nothing is said of one that had', () => {
    const rows = endRows({ record: level, levels: null }, null);
    expect(rows.map(({ unfinished }) => unfinished)).toEqual([null]);
    expect(unfinishedText(level)).toBeNull();
  });
});
