import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import type { DataSet } from '../../protocol/data-set';
import type { SettingsInput } from '../../protocol/settings';
import { toyData, toyRun } from '../../testing/one-step';
import { EpochMeasurer, type Measured } from './epoch-measurer';
import { areaUnder, coveredPoints } from './spoiled-curves';

describe('the missing-modality curve', () => {
  // Ten answers: with everything the last two are wrong, without the modality all but the first, fourth and tenth.
  // At 20 % the first two are covered: of them one is right, and six of the others, 7 of 10. At 50 % two of the five that
  // are covered, and three: 5 of 10. At 100 % 3 of 10.
  const whole = Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
  const covered = Uint8Array.of(1, 0, 0, 1, 0, 0, 0, 0, 0, 1);

  it('gives the hand case’s numbers', () => {
    expect(coveredPoints(whole, covered)).toEqual([
      [0, 0.8],
      [20, 0.7],
      [50, 0.5],
      [100, 0.3],
    ]);
  });

  // 20 (.8 + .7) / 2 + 30 (.7 + .5) / 2 + 50 (.5 + .3) / 2 = 15 + 18 + 20 = 53 of 100
  it('has an area, of trapezoids, as a share of the whole', () => {
    expect(areaUnder(coveredPoints(whole, covered))).toBeCloseTo(0.53, 12);
    expect(areaUnder(coveredPoints(whole, whole))).toBeCloseTo(0.8, 12);
  });
});

describe('the curves of a run', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openVariant('wasm');
  });
  afterAll(() => device.close());

  /** What is measured after three epochs, and whether the device holds as much as before. */
  async function measuredOf(
    method: string,
    dataSet: DataSet,
    settings: SettingsInput = {},
  ): Promise<Measured & { readonly held: number }> {
    const { kernels } = device;
    const toy = await toyRun(kernels, method, dataSet, { epochs: 3, ...settings });
    try {
      for (let epoch = 0; epoch < 3; epoch++) await toy.epoch(epoch);
      const before = kernels.memory().arrays;
      const { measured } = await new EpochMeasurer(toy.run, toy.context, () => 0).take(
        new Map(),
        3,
      );
      return { ...measured, held: kernels.memory().arrays - before };
    } finally {
      toy.free();
    }
  }

  const last = (curve: Readonly<Record<string, number>> | undefined) =>
    Object.values(curve ?? {}).at(-1);

  // Where nothing is spoiled they are the accuracies. A late ensemble that has lost one of two says what the other says.
  it('go from the accuracy to what the other modality says alone', async () => {
    const { accuracy, missingCurve, noiseCurve, held } = await measuredOf(
      'late-ensemble',
      toyData(2),
    );
    for (const id of ['m0', 'm1']) {
      expect(missingCurve?.prediction[id]?.['0']).toBe(accuracy.fusion);
      expect(noiseCurve?.prediction[id]?.['0']).toBe(accuracy.fusion);
      expect(noiseCurve?.own[id]?.['0']).toBe(accuracy.readouts[id]);
    }
    expect(last(missingCurve?.prediction.m0)).toBe(accuracy.readouts.m1);
    expect(last(missingCurve?.prediction.m1)).toBe(accuracy.readouts.m0);
    expect(held).toBe(0);
  });

  it('are drawn for each of three modalities, of samples that have all of them', async () => {
    const whole = toyData(3, 0, { samples: 30 });
    const present = new Uint8Array(30).fill(1, 3);
    const modalities = whole.modalities.map((each, m) => (m === 1 ? { ...each, present } : each));
    const { missingCurve, noiseCurve } = await measuredOf('joint', { ...whole, modalities });
    expect(Object.keys(missingCurve?.prediction ?? {})).toEqual(['m0', 'm1', 'm2']);
    expect(Object.keys(noiseCurve?.prediction ?? {})).toEqual(['m0', 'm1', 'm2']);
    for (const curve of Object.values(noiseCurve?.prediction ?? {})) {
      // shares of the 27 complete samples
      for (const share of Object.values(curve)) expect((27 * share) % 1).toBeCloseTo(0, 9);
    }
  });

  it('are left out where there is no answer: none without a modality, or none at all', async () => {
    const film = await measuredOf('joint', toyData(2), { methods: { joint: { fusion: 'film' } } });
    expect(film.missingCurve).toBeNull();
    expect(Object.keys(film.noiseCurve?.prediction ?? {})).toEqual(['m0', 'm1']);
    const alone = await measuredOf('unimodal', toyData(2));
    expect([alone.missingCurve, alone.noiseCurve?.prediction]).toEqual([null, {}]);
    expect(Object.keys(alone.noiseCurve?.own ?? {})).toEqual(['m0', 'm1']);
    const off = await measuredOf('joint', toyData(2), { measures: { heavy: false } });
    expect([off.missingCurve, off.noiseCurve]).toEqual([null, null]);
  });
});
