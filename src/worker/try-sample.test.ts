/** What trained nets say of a sample of one's own is what they say of the same sample in the race. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../method/catalogue';
import type { LabEvent } from '../protocol/messages';
import { PREDICTION } from '../protocol/names';
import type { SettingsInput } from '../protocol/settings';
import type { Snapshot } from '../protocol/snapshot';
import { openTinyLab, TINY, TINY_FOR_ALL } from '../testing/tiny-lab';

const ALL: SettingsInput = {
  ...TINY_FOR_ALL,
  methodDefaults: { '*': { teacherEpochs: 1, superEpoch: 1 } },
  methods: Object.fromEntries(catalogue.map(({ id }) => [id, TINY.methods?.[id] ?? {}])),
};

type Of<K extends LabEvent['kind']> = Extract<LabEvent, { kind: K }>;
const of = <K extends LabEvent['kind']>(events: readonly LabEvent[], kind: K) =>
  events.filter((event): event is Of<K> => event.kind === kind);

/** A race, trained to its end or so many epochs, and the values of its first held-out sample. */
async function raced(settings: SettingsInput, epochs: number | null = null) {
  const { lab, events } = await openTinyLab('wasm');
  const start = { kind: 'start-race', settings, withReference: true, snapshots: true } as const;
  lab.send({ ...start, paused: epochs !== null });
  for (let epoch = 0; epoch < (epochs ?? 0); epoch++) {
    lab.send({ kind: 'step-race', by: 'epoch' });
    await lab.settled();
  }
  await lab.settled();
  const row = of(events, 'snapshot-taken')[0]?.rows[0] ?? 0;
  lab.send({ kind: 'read-samples', rows: [row] });
  await lab.settled();
  const values = of(events, 'samples-read')[0]?.values ?? [];
  const parts = values.map((each) => ({ values: each, isRaw: false }));
  return { lab, events, row, parts };
}

/** The last word of every run on the sample, from its snapshots. */
function said(events: readonly LabEvent[], row: number) {
  const last = new Map<string, Snapshot>();
  for (const event of of(events, 'snapshot-taken')) last.set(event.run, event);
  return [...last].map(([run, { rows, labels, logits, predictions, epoch, certainty }]) => {
    const place = rows.indexOf(row);
    const classes = (Object.values(logits)[0]?.length ?? 0) / labels.length;
    const at = (list: Float32Array) => [...list.subarray(place * classes, (place + 1) * classes)];
    return {
      run,
      epoch,
      certainty,
      logits: Object.entries(logits).map(([key, list]) => [key, at(list)] as const),
      answer: predictions[PREDICTION]?.[place] ?? null,
    };
  });
}

const argmax = (scores: readonly number[]) => scores.indexOf(Math.max(...scores));

describe('a sample that is tried', () => {
  it.each([
    ['at the end', null],
    ['in the middle', 1],
  ])('gets of every method what the race says of it, %s', async (_, epochs) => {
    const { lab, events, row, parts } = await raced(ALL, epochs);
    lab.send({ kind: 'try-sample', id: 7, parts });
    // a second time from the copies that are kept
    lab.send({ kind: 'try-sample', id: 8, parts });
    await lab.settled();
    const [first, second] = of(events, 'sample-tried');
    expect(first).toMatchObject({ id: 7, values: parts.map(({ values }) => values) });
    expect(second?.answers).toEqual(first?.answers);
    const expected = said(events, row);
    expect(first?.answers.map(({ run }) => run)).toEqual(Object.keys(ALL.methods ?? {}));
    expect(expected).toHaveLength(catalogue.length);
    for (const { run, epoch, logits, answer, certainty } of expected) {
      const tried = first?.answers.find((each) => each.run === run);
      expect(tried).toMatchObject({ epoch, certainty });
      expect(Object.keys(tried?.logits ?? {}).sort()).toEqual(logits.map(([key]) => key).sort());
      for (const [key, scores] of logits) {
        tried?.logits[key]?.forEach((score, c) => {
          expect(Math.abs(score - (scores[c] ?? Number.NaN))).toBeLessThan(1e-4);
        });
      }
      expect(tried?.prediction ? argmax(tried.prediction) : null).toBe(answer);
    }
    lab.close();
  });

  it('is standardised as the training split was where it comes as the file has it', async () => {
    const { lab, events, parts } = await raced(TINY);
    const raw = parts.map((part) => ({ values: part.values.map(() => 0), isRaw: true }));
    lab.send({ kind: 'try-sample', id: 1, parts: raw });
    lab.send({ kind: 'try-sample', id: 2, parts: parts.map(() => null) });
    await lab.settled();
    const [zero, covered] = of(events, 'sample-tried');
    // the training mean is 0 to training, and a zero of the file is not
    for (const values of zero?.values ?? []) expect(values.some((value) => value !== 0)).toBe(true);
    for (const values of covered?.values ?? []) expect(values.every((v) => v === 0)).toBe(true);
    lab.close();
  });

  it('gets noise in the numbers that training sees, whatever it came as', async () => {
    const { lab, events, parts } = await raced(TINY);
    const noisy = (isRaw: boolean) =>
      parts.map(({ values }) => ({ values, isRaw, noise: values.map((_, i) => i) }));
    for (const [id, isRaw] of [false, true].entries()) {
      lab.send({
        kind: 'try-sample',
        id: 2 * id,
        parts: parts.map((part) => ({ ...part, isRaw })),
      });
      lab.send({ kind: 'try-sample', id: 2 * id + 1, parts: noisy(isRaw) });
    }
    await lab.settled();
    const [plain, blurred, raw, rawBlurred] = of(events, 'sample-tried');
    for (const [before, after] of [
      [plain, blurred],
      [raw, rawBlurred],
    ]) {
      after?.values.forEach((values, m) => {
        values.forEach((value, i) => {
          expect(value - (before?.values[m]?.[i] ?? Number.NaN)).toBeCloseTo(i, 3);
        });
      });
    }
    lab.close();
  });

  it('is answered from what is there: heads of what is covered are not asked', async () => {
    const { lab, events, parts } = await raced(ALL);
    lab.send({ kind: 'try-sample', id: 1, parts });
    lab.send({ kind: 'try-sample', id: 2, parts: [parts[0] ?? null, null] });
    // whatever is under the cover
    lab.send({ kind: 'try-sample', id: 3, parts: [null, null] });
    await lab.settled();
    lab.close();
    const [whole, half, nothing] = of(events, 'sample-tried');
    for (const { run, logits, prediction, unasked, certainty } of half?.answers ?? []) {
      const all = whole?.answers.find((each) => each.run === run);
      expect(Object.keys(logits).some((key) => key.includes('sound'))).toBe(false);
      expect(unasked).toBe(Object.keys(all?.logits ?? {}).length - Object.keys(logits).length);
      expect(unasked).toBeGreaterThan(0);
      // a head that reads the picture alone says what it said
      if (all?.logits['picture']) expect(logits['picture']).toEqual(all.logits['picture']);
      // one voice is left to weigh, and it is the answer
      if (certainty) expect(prediction && argmax(prediction)).toBe(argmax(logits['picture'] ?? []));
    }
    expect(nothing?.answers).toHaveLength(catalogue.length);
    for (const { logits, prediction } of nothing?.answers ?? []) {
      expect([logits, prediction]).toEqual([{}, null]);
    }
  });

  it('gets no answer of a head in which one feature changes the other, where one is covered', async () => {
    const { lab, events, parts } = await raced({ ...TINY, methods: { joint: { fusion: 'film' } } });
    lab.send({ kind: 'try-sample', id: 1, parts });
    lab.send({ kind: 'try-sample', id: 2, parts: [parts[0] ?? null, null] });
    await lab.settled();
    lab.close();
    const [whole, half] = of(events, 'sample-tried');
    expect(whole?.answers[0]?.prediction).not.toBeNull();
    expect(half?.answers[0]).toMatchObject({ logits: {}, prediction: null });
  });

  it('leaves the race as it was', async () => {
    const lines = async (tries: boolean) => {
      const { lab, events, parts } = await raced(TINY, 1);
      if (tries) lab.send({ kind: 'try-sample', id: 1, parts });
      lab.send({ kind: 'resume-race' });
      await lab.settled();
      lab.close();
      return of(events, 'run-ended').map(({ run, accuracy }) => ({ run, accuracy }));
    };
    expect(await lines(true)).toEqual(await lines(false));
  });

  it('is refused without a race, and where it is no sample of these data', async () => {
    const { lab, events } = await openTinyLab('wasm');
    lab.send({ kind: 'try-sample', id: 1, parts: [] });
    await lab.settled();
    lab.close();
    const one = await raced(TINY);
    one.lab.send({
      kind: 'try-sample',
      id: 1,
      parts: [{ values: new Float32Array(3), isRaw: true }],
    });
    await one.lab.settled();
    one.lab.close();
    const refusals = [...events, ...one.events].flatMap((event) =>
      event.kind === 'request-failed' ? [event.failed.message] : [],
    );
    expect(refusals).toEqual([
      'There is no race whose nets could be asked.',
      expect.stringMatching(/^A sample of .* has \d+ numbers here, and what is tried has 3\.$/),
    ]);
  });
});
