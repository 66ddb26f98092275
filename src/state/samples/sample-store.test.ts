import { describe, expect, it } from 'vitest';
import { asRow } from '../../protocol/units';
import { openedSession } from '../../testing/opened-session';
import { createSampleStore, keepSamples } from './sample-store';

describe('the samples that were read', () => {
  const read = (rows: number[]) => ({
    rows,
    labels: rows.map((row) => row % 3),
    values: [
      Float32Array.from(rows.flatMap((row) => [row, -row])),
      Float32Array.from(rows, (row) => row * 10),
    ],
  });

  it('are told apart, each with its class and its numbers of every modality', () => {
    const store = createSampleStore();
    keepSamples(store, read([4, 8]));
    const sample = store.getState().samples.get(asRow(8));
    expect(sample?.label).toBe(2);
    expect(sample?.values.map((values) => [...values])).toEqual([[8, -8], [80]]);
  });

  it('say what they say, where a modality has words', () => {
    const store = createSampleStore();
    keepSamples(store, {
      ...read([4, 8]),
      texts: [
        [null, 'four'],
        [null, 'eight'],
      ],
    });
    const { samples } = store.getState();
    expect(samples.get(asRow(8))?.texts).toEqual([null, 'eight']);
    expect(samples.get(asRow(4))?.texts).toEqual([null, 'four']);
  });

  it('are kept up to a limit, the oldest going first', () => {
    const store = createSampleStore();
    keepSamples(store, read([1, 2]), 9);
    keepSamples(store, read([3, 4]), 9);
    expect([...store.getState().samples.keys()]).toEqual([2, 3, 4]);
    keepSamples(store, read([5, 6, 7, 8]), 9);
    expect([...store.getState().samples.keys()]).toEqual([5, 6, 7, 8]);
  });
});

describe('a session', () => {
  it('asks the lab for samples once, and takes them in', async () => {
    const { session, sent, settle } = await openedSession();
    session.readSamples([1200, 1201].map(asRow));
    session.readSamples([1201, 1202].map(asRow));
    await settle();
    session.readSamples([1200, 1202].map(asRow));
    const asked = sent.flatMap((request) =>
      request.kind === 'read-samples' ? [request.rows] : [],
    );
    expect(asked).toEqual([[1200, 1201], [1202]]);
    expect([...session.samples.getState().samples.keys()]).toEqual([1200, 1201, 1202]);
  });

  it('forgets them and closes them when other data come', async () => {
    const { session, settle } = await openedSession();
    session.readSamples([1200].map(asRow));
    await settle();
    session.samples
      .getState()
      .open({ title: 'Both right', note: '', run: 'joint', rows: [asRow(1200)] });
    session.change('seed', 5);
    await settle();
    expect(session.samples.getState()).toMatchObject({ opening: null });
    expect(session.samples.getState().samples.size).toBe(0);
  });

  it('says why samples could not be read, and can ask again', async () => {
    const { session, sent, settle } = await openedSession();
    session.readSamples([99_999].map(asRow));
    await settle();
    expect(session.samples.getState().failed?.message).toContain('no sample 99999');
    session.readSamples([99_999].map(asRow));
    expect(sent.filter(({ kind }) => kind === 'read-samples')).toHaveLength(2);
  });
});
