import { afterEach, describe, expect, it } from 'vitest';
import type { LabEvent } from '../protocol/messages';
import type { SettingsInput } from '../protocol/settings';
import { SNAPSHOTS_PER_RUN } from '../protocol/snapshot';
import { numbersOf, openTinyLab, TINY, type TinyLab } from '../testing/tiny-lab';

let open: TinyLab | null = null;
afterEach(async () => {
  await open?.lab.closed();
  open = null;
});

async function raced(settings: SettingsInput, snapshots: boolean, withReference = false) {
  open ??= await openTinyLab();
  const { lab, events } = open;
  events.length = 0;
  lab.send({ kind: 'start-race', settings, withReference, snapshots, paused: false });
  await lab.settled();
  return [...events];
}

const ofKind = <K extends LabEvent['kind']>(events: readonly LabEvent[], kind: K) =>
  events.filter((event): event is LabEvent & { kind: K } => event.kind === kind);

const shareRight = (given: ArrayLike<number>, labels: Int32Array) =>
  labels.filter((label, i) => given[i] === label).length / labels.length;

describe('snapshots', () => {
  it('say of every sample what the epoch says of all of them', async () => {
    const events = await raced(TINY, true);
    const snapshots = ofKind(events, 'snapshot-taken');
    const epochs = ofKind(events, 'epoch-ended');
    expect(snapshots.map(({ run, epoch }) => [run, epoch])).toEqual(
      epochs.map(({ run, epoch }) => [run, epoch]),
    );
    snapshots.forEach((snapshot, i) => {
      const { accuracy, fusionSource, heldOut, seq } = epochs[i] as (typeof epochs)[number];
      const { labels, predictions } = snapshot;
      // 64 held-out samples: all of them are in the snapshot
      expect(new Set(snapshot.rows).size).toBe(64);
      for (const [name, share] of Object.entries(accuracy.readouts)) {
        expect(shareRight(predictions[name] ?? [], labels)).toBeCloseTo(share, 12);
      }
      expect(shareRight(predictions['fusion'] ?? [], labels)).toBeCloseTo(
        accuracy.fusion ?? -1,
        12,
      );
      expect([snapshot.fusionSource, snapshot.heldOut]).toEqual([fusionSource, heldOut]);
      expect(snapshot.seq).toBe(seq - 1);
      for (const values of Object.values(snapshot.logits)) expect(values).toHaveLength(64 * 4);
      expect(Object.keys(snapshot.features)).toEqual(['picture', 'sound']);
      for (const values of Object.values(snapshot.features)) expect(values).toHaveLength(64 * 6);
    });
    expect(snapshots.at(-1)).toMatchObject({
      run: 'di-mml',
      certainty: { heads: ['picture', 'sound', 'fusionHead'] },
    });
    expect(ofKind(events, 'samples-read')).toHaveLength(0);
  });

  it('change nothing, are not taken unasked, nor of the reference run', async () => {
    const without = await raced(TINY, false, true);
    expect(ofKind(without, 'snapshot-taken')).toHaveLength(0);
    const withThem = await raced(TINY, true);
    expect(numbersOf(withThem)).toEqual(
      numbersOf(without.filter((event) => !('run' in event) || !event.run.includes('@'))),
    );
    const first = await raced({ ...TINY, seed: 2 }, true, true);
    expect(new Set(ofKind(first, 'snapshot-taken').map(({ run }) => run))).toEqual(
      new Set(['joint', 'di-mml']),
    );
  });

  it('are thinned in a long run, and the last epoch has one', async () => {
    const events = await raced(
      {
        ...TINY,
        epochs: SNAPSHOTS_PER_RUN + 5,
        measures: { heavy: false },
        methods: { joint: {} },
      },
      true,
    );
    const epochs = ofKind(events, 'snapshot-taken').map(({ epoch }) => epoch);
    expect(epochs.length).toBeLessThanOrEqual(SNAPSHOTS_PER_RUN);
    expect(epochs.slice(0, 3)).toEqual([2, 4, 6]);
    expect(epochs.at(-1)).toBe(SNAPSHOTS_PER_RUN + 5);
  });
});

describe('reading samples', () => {
  it('gives what was asked for, in that order, as copies of what training sees', async () => {
    const events = await raced({ ...TINY, epochs: 1 }, true);
    const { lab } = open as TinyLab;
    const preview = ofKind(events, 'data-opened')[0]?.summary.previews[3];
    const row = preview?.row ?? -1;
    lab.send({ kind: 'read-samples', rows: [0, row] });
    await lab.settled();
    const [read] = ofKind((open as TinyLab).events, 'samples-read');
    expect(read?.rows).toEqual([0, row]);
    expect(read?.labels[1]).toBe(preview?.label);
    expect(read?.values[0]?.slice(256)).toEqual(preview?.values[0]);
    expect(read?.values[1]?.slice(64)).toEqual(preview?.values[1]);
  });

  it('says which sample there is not', async () => {
    await raced({ ...TINY, epochs: 1 }, false);
    const { lab, events } = open as TinyLab;
    lab.send({ kind: 'read-samples', rows: [0, 160] });
    await lab.settled();
    expect(events.at(-1)).toMatchObject({
      kind: 'request-failed',
      request: 'read-samples',
      failed: {
        message: 'The data set has no sample 160; its 160 samples are numbered from 0.',
      },
    });
  });
});
