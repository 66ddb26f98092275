import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { generateDataSet } from '../../data/generator/generate';
import type { EpochEnded } from '../../protocol/events';
import { isOfEnd, measured, measuredByName } from '../../protocol/measure';
import { unpackRight } from '../../protocol/right-answers';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { numbersOf, openTinyLab, TINY, type TinyLab } from '../../testing/tiny-lab';
import { measureCatalogue } from './measure-catalogue';

let open: TinyLab | null = null;
afterEach(async () => {
  await open?.lab.closed();
  open = null;
});

/** Every measure in every epoch, unless the settings say otherwise. */
async function race(asked: SettingsInput): Promise<EpochEnded[]> {
  const settings = { ...asked, measures: { every: 1, ...asked.measures } };
  open ??= await openTinyLab();
  const { lab, events } = open;
  events.length = 0;
  lab.send({ kind: 'start-race', settings, withReference: false, paused: false });
  await lab.settled();
  expect(events.at(-1)?.kind).toBe('race-ended');
  return events.filter((event) => event.kind === 'epoch-ended');
}

/** Paths of every number in a value that is not finite. */
function notFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return value === undefined ? [path] : [];
  return Object.entries(value).flatMap(([key, part]) => notFinite(part, `${path}.${key}`));
}

const shareOf = (right: Uint8Array) => right.reduce((a, b) => a + b, 0) / right.length;

const total = (record: Readonly<Record<string, number>> | null) =>
  Object.values(record ?? {}).reduce((a, b) => a + b, 0);

describe('the measures of an epoch', () => {
  it('are all there, finite or null, with either split held out', async () => {
    const methods = { ...TINY.methods, unimodal: {} };
    for (const validation of [0, 40]) {
      const samples = { ...TINY.samples, validation };
      const ended = await race({ ...TINY, methods, samples });
      for (const event of ended) {
        const isLast = !ended.some(({ run, epoch }) => run === event.run && epoch > event.epoch);
        const due = measureCatalogue.filter((measure) => isLast || !isOfEnd(measure));
        for (const { id } of due) expect(event).toHaveProperty(id);
        expect(notFinite(event)).toEqual([]);
        expect(event.heldOut).toBe(validation > 0 ? 'validation' : 'test');
        expect(event.dimensionSpectrum).not.toBeNull();
        expect(measured(event, 'discrepancyRatio')).not.toBeNull();
        expect(measured(event, 'discrepancyRatioTraining')).not.toBeNull();
        expect(Object.keys(measuredByName(event, 'gradientCosine'))).toEqual(['picture', 'sound']);
        expect(measured(event, 'shapley') === null).toBe(event.run === 'unimodal');
        expect(event.cost.arrays).toBeGreaterThan(0);
      }
    }
  });

  it('leave the costly ones out of epochs in which they are not due, and change nothing else', async () => {
    const settings = { ...TINY, epochs: 4 };
    const all = await race(settings);
    const some = await race({ ...settings, measures: { every: 2 } });
    const costly = measureCatalogue.filter(({ heavy }) => heavy).map(({ id }) => id);
    // the run of DI-MML goes on for two epochs of its fusion head
    const isDue = ({ run, epoch }: EpochEnded) =>
      epoch === 1 || epoch % 2 === 0 || epoch === (run === 'joint' ? 4 : 6);
    expect(some).toHaveLength(all.length);
    some.forEach((event, i) => {
      expect(event.costly).toEqual({ every: 2, isDue: isDue(event) });
      const { costly: _, ...rest } = event;
      const whole = all[i] as EpochEnded;
      expect(whole.costly).toBeUndefined();
      if (isDue(event)) {
        expect(numbersOf([rest as EpochEnded])).toEqual(numbersOf([whole]));
        return;
      }
      for (const id of costly) {
        const value = measured(event, id);
        const parts = value !== null && typeof value === 'object' ? Object.values(value) : [value];
        expect(new Set(parts), id).toEqual(new Set([null]));
      }
      for (const { retrieval, nats } of event.pairAlignments) {
        expect([retrieval, nats]).toEqual([null, null]);
      }
      const { losses, accuracy, right } = whole;
      expect([event.losses, event.accuracy, event.right]).toEqual([losses, accuracy, right]);
      expect(measured(event, 'alignment')).toBe(measured(whole, 'alignment'));
    });
  });

  it('of the last epoch are the end numbers where the test split is held out, and not where another is', async () => {
    for (const validation of [0, 40]) {
      await race({ ...TINY, samples: { ...TINY.samples, validation } });
      const said = open?.events ?? [];
      const ends = said.flatMap((event) => (event.kind === 'run-ended' ? [event] : []));
      expect(ends).toHaveLength(2);
      for (const end of ends) {
        const last = said.findLast(
          (event): event is EpochEnded => event.kind === 'epoch-ended' && event.run === end.run,
        );
        expect(end.right?.samples).toBe(64);
        const isLast = JSON.stringify(end.right) === JSON.stringify(last?.right);
        expect(isLast).toBe(validation === 0);
        if (validation === 0) expect(end.ridge).toEqual(measured(last ?? {}, 'ridge'));
        // measured once, when all is trained; a head that adds up its modalities has no interaction at all
        const ofEnd = measureCatalogue.filter(isOfEnd);
        for (const { id } of ofEnd) expect(measured(last ?? {}, id), id).not.toBeNull();
        if (end.run === 'joint') expect(measured(last ?? {}, 'interaction')).toBe(0);
        for (const event of said) {
          if (event.kind !== 'epoch-ended' || event === last || event.run !== end.run) continue;
          for (const { id } of ofEnd) expect(measured(event, id), id).toBeNull();
        }
      }
    }
  });

  it('say which samples are right, as many as the accuracies count', async () => {
    const methods = { ...TINY.methods, unimodal: {} };
    await race({ ...TINY, methods, samples: { ...TINY.samples, validation: 40 } });
    const ended = (open?.events ?? []).flatMap((event) =>
      event.kind === 'epoch-ended' || event.kind === 'run-ended' ? [event] : [],
    );
    for (const { kind, accuracy, right } of ended) {
      const samples = kind === 'run-ended' ? 64 : 40;
      expect(right?.samples).toBe(samples);
      const share = (text: string | null | undefined) =>
        typeof text === 'string' ? shareOf(unpackRight(text, samples)) : null;
      expect(share(right?.fusion)).toBe(accuracy.fusion);
      expect(Object.keys(right?.unimodal ?? {})).toEqual(['picture', 'sound']);
      for (const [id, text] of Object.entries(right?.unimodal ?? {})) {
        expect(share(text)).toBe(accuracy.unimodal[id]);
      }
    }
    expect(ended.some(({ right }) => right?.fusion === null)).toBe(true);
  });

  it('measure an encoder at the end by the last live fit of its probe', async () => {
    const methods = { ...TINY.methods, unimodal: {} };
    const epochs = await race({ ...TINY, methods });
    const ends = (open?.events ?? []).filter((event) => event.kind === 'run-ended');
    expect(ends).toHaveLength(3);
    for (const { run, accuracy, right, ridge } of ends) {
      const last = epochs.findLast((epoch) => epoch.run === run);
      expect(last?.heldOut).toBe('test');
      expect(accuracy).toEqual(last?.accuracy);
      expect(right).toEqual(last?.right);
      expect(ridge).toEqual(measured(last ?? {}, 'ridge'));
    }
    // encoders that stand still are measured the same, and no fit is made
    const [before, after] = epochs.filter(({ run, epoch }) => run === 'di-mml' && epoch > 3);
    expect(after?.accuracy.unimodal).toEqual(before?.accuracy.unimodal);
  });

  it('are numbers where a modality never changes, a class is not tested, and one sample is', async () => {
    const parsed = parseSettings(TINY);
    const whole = generateDataSet(parsed);
    const [picture, sound] = whole.modalities;
    if (!picture || !sound) throw new Error('the generator makes two modalities');
    const constant = { ...sound, data: new Float32Array(sound.data.length).fill(0.5) };
    // the lowest of the most frequent classes: 0
    const labels = Int32Array.from(whole.labels, (label) => (label === 3 ? 0 : label));
    for (const test of [whole.split.test, whole.split.test.slice(0, 1)]) {
      const dataSet = {
        ...whole,
        modalities: [picture, constant],
        labels,
        split: { ...whole.split, test },
      };
      open ??= await openTinyLab();
      open.lab.send({ kind: 'use-data', dataSet });
      const data = { source: 'files' as const, id: 'ill' };
      const epochs = await race({ ...TINY, data, methods: { ...TINY.methods, unimodal: {} } });
      const ends = open.events.filter((event) => event.kind === 'run-ended');
      expect(ends).toHaveLength(3);
      const zeros = test.filter((row) => labels[row] === 0).length;
      for (const event of [...epochs, ...ends]) {
        expect(notFinite(event)).toEqual([]);
        expect(event.constantFeatures).toEqual(['sound']);
        expect(event.accuracy.unimodal['sound']).toBeCloseTo(zeros / test.length, 12);
      }
    }
  });

  it('have the training accuracy of the prediction, by the nets of the accuracy beside it', async () => {
    const whole = generateDataSet(parseSettings(TINY));
    // held-out samples that are the training samples: both accuracies are then one
    const split = { ...whole.split, test: whole.split.train };
    open ??= await openTinyLab();
    open.lab.send({ kind: 'use-data', dataSet: { ...whole, split } });
    const data = { source: 'files' as const, id: 'same' };
    const epochs = await race({ ...TINY, data, methods: { ...TINY.methods, unimodal: {} } });
    for (const event of epochs) {
      expect(measured(event, 'trainingAccuracy')).toEqual({ fusion: event.accuracy.fusion });
    }
    const told = epochs.map((event) => measured(event, 'trainingAccuracy.fusion'));
    expect(new Set(told).size).toBeGreaterThan(2);
    expect(told).toContain(null);
  });

  it('fit the probe whatever else is switched off', async () => {
    for (const { accuracy, cost } of await race({ ...TINY, measures: { heavy: false } })) {
      expect(Object.keys(accuracy.unimodal)).toEqual(['picture', 'sound']);
      expect(cost.probeMs).toBeGreaterThan(0);
      expect(cost.probeMs).toBeLessThanOrEqual(cost.measureMs);
    }
  });

  it('agree with each other on a split smaller than the subset', async () => {
    for (const event of await race(TINY)) {
      const { certaintyByFailure, calibration, accuracy, dimensionSpectrum } = event;
      const rows = certaintyByFailure ?? [];
      expect(rows.map(({ count }) => count).reduce((a, b) => a + b, 0)).toBe(64);
      // the groups' accuracies, weighted by their counts, are the accuracy of the whole
      const fusion = rows.reduce((sum, row) => sum + row.count * (row.accuracy?.fusion ?? 0), 0);
      expect(fusion / 64).toBeCloseTo(accuracy.fusion as number, 10);
      expect(calibration?.fusion?.count.reduce((a, b) => a + b, 0)).toBe(64);
      const sizes = dimensionSpectrum?.sizes;
      expect((sizes?.both ?? 0) + (sizes?.neither ?? 0) + total(sizes?.only ?? null)).toBe(6);
      const { picture, sound } = measuredByName(event, 'discrepancyRatio');
      expect((picture ?? 0) * (sound ?? 0)).toBeCloseTo(1, 10);
    }
  });

  it('follow the sets from their choice on: no gain before, drift after', async () => {
    const duc = { warmupEpochs: 2 };
    const methods = { 'di-mml': { duc, fusionEpochs: 1 } };
    const epochs = await race({ ...TINY, epochs: 4, methods });
    // an empty set has no gain; some set is not empty
    const teaches = epochs[2]?.pairAlignments.findIndex(({ dimensions }) => dimensions.length > 0);
    const gains = epochs.map((event) => event.pairAlignments[teaches ?? 0]?.transferGain ?? null);
    expect(epochs.map(({ setsFixed }) => setsFixed)).toEqual([false, false, true, true, true]);
    expect(gains.map((gain) => gain === null)).toEqual([true, true, false, false, false]);
    // epoch 5 trains the fusion head only: the encoders, and so the gain, stay
    expect(gains[4]).toBe(gains[3]);
    expect(epochs.map(({ dimensionSpectrum }) => dimensionSpectrum?.drift ?? null)).toEqual([
      null,
      null,
      expect.any(Array),
      expect.any(Array),
      expect.any(Array),
    ]);
    // from separabilities that were reported: the student's mean on the set, now minus after the warm-up
    const [, second, third] = epochs;
    const pair = third?.pairAlignments[teaches ?? 0];
    const mean = (event?: EpochEnded) => {
      const all = event?.dimensionSpectrum?.separability[pair?.student ?? ''] ?? [];
      const dimensions = pair?.dimensions ?? [];
      return dimensions.reduce((sum, d) => sum + (all[d] as number), 0) / dimensions.length;
    };
    expect(gains[2]).toBeCloseTo(mean(third) - mean(second), 10);
  });

  it('count the gain from the last choice where the sets are chosen anew', async () => {
    const duc = { warmupEpochs: 1, refreshEvery: 2 };
    const epochs = await race({
      ...TINY,
      epochs: 6,
      methods: { 'di-mml': { duc, fusionEpochs: 1 } },
    });
    // chosen after epochs 1, 3 and 5; the fusion epoch changes nothing
    const chosenAfter = [null, 1, 1, 3, 3, 5, 5];
    const mean = (event: EpochEnded | undefined, student: string, dimensions: readonly number[]) =>
      dimensions.reduce(
        (sum, d) => sum + (event?.dimensionSpectrum?.separability[student]?.[d] ?? Number.NaN),
        0,
      ) / dimensions.length;
    let compared = 0;
    epochs.forEach((event, e) => {
      const after = chosenAfter[e];
      if (typeof after !== 'number') return;
      for (const { student, dimensions, transferGain } of event.pairAlignments) {
        if (dimensions.length === 0) continue;
        const gain = (then: number) =>
          mean(event, student, dimensions) - mean(epochs[then - 1], student, dimensions);
        expect(transferGain).toBeCloseTo(gain(after), 10);
        // the first choice would give another number
        if (after > 1) expect(Math.abs(gain(after) - gain(1))).toBeGreaterThan(1e-4);
        compared += Number(after > 1);
      }
    });
    expect(compared).toBeGreaterThan(3);
  });

  it('know what untrained encoders separated where the sets are chosen before the first step', async () => {
    const methods = { 'di-mml': { duc: { warmupEpochs: 0 }, fusionEpochs: 1 } };
    const [first] = await race({ ...TINY, epochs: 1, methods });
    expect(first?.setsFixed).toBe(true);
    expect(first?.pairAlignments.map(({ transferGain }) => transferGain)).not.toContain(null);
  });

  it('name the certainty weights of a method that weighs, once it has its fusion head', async () => {
    const epochs = (await race(TINY)).filter(({ run }) => run === 'di-mml');
    const weights = epochs.map(
      ({ certaintyByFailure }) => certaintyByFailure?.find(({ count }) => count > 0)?.weights,
    );
    expect(weights.slice(0, 3)).toEqual([null, null, null]);
    for (const known of weights.slice(3)) {
      expect(Object.keys(known ?? {})).toEqual(['picture', 'sound', 'fusionHead']);
      expect(total(known ?? null)).toBeCloseTo(1, 10);
    }
  });

  it('leave the heavy ones out when told to, and train the same without them', async () => {
    const heavy = await race(TINY);
    const light = await race({ ...TINY, measures: { heavy: false } });
    expect(light.map(({ losses, accuracy }) => [losses, accuracy])).toEqual(
      heavy.map(({ losses, accuracy }) => [losses, accuracy]),
    );
    for (const event of light) {
      expect(event).toMatchObject({
        dimensionSpectrum: null,
        shapley: null,
        modalityGap: null,
        cka: null,
        certaintyByFailure: null,
        calibration: null,
      });
      expect(event.pairAlignments.map(({ nats }) => nats)).toEqual([null, null]);
      expect(measured(event, 'discrepancyRatio')).not.toBeNull();
    }
  });

  it('are the same twice and leave nothing on the device', async () => {
    await race(TINY);
    const first = numbersOf(open?.events ?? []);
    const before = tf.memory().numTensors;
    await race(TINY);
    expect(numbersOf(open?.events ?? [])).toEqual(first);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('do without comparing features of two lengths', async () => {
    const encoders = {
      '*': { hidden: [12] },
      picture: { featureDim: 4 },
      sound: { featureDim: 6 },
    };
    for (const event of await race({ ...TINY, encoders, methods: { joint: {} } })) {
      expect(notFinite(event)).toEqual([]);
      expect(event.pairAlignments).toEqual([]);
      expect(measured(event, 'alignment')).toBeNull();
      expect(measured(event, 'modalityGap')).toBeNull();
      expect(measured(event, 'cka')).not.toBeNull();
      expect(event.dimensionSpectrum?.sizes).toBeNull();
    }
  });
});
