/** The numbers of the presets' table are those of a race: nothing measured on the way changes them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { presetSettings } from '../../data/presets';
import { type Device, openVariant } from '../../engine/device/device';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { openTinyLab, type TinyLab } from '../../testing/tiny-lab';
import { ABLATED, runsOf, trainPreset } from './train-preset';

const SMALL: SettingsInput = {
  epochs: 7,
  batchSize: 16,
  samples: { train: 100, test: 80 },
  encoders: { '*': { hidden: [8], featureDim: 4 } },
};

let device: Device;
let lab: TinyLab;
beforeAll(async () => {
  device = await openVariant('wasm');
  lab = await openTinyLab('wasm');
});
afterAll(async () => {
  await lab.lab.closed();
  device.close();
});

it.each([true, false])(
  'are those of a race with the same settings (dropLast %s)',
  async (dropLast) => {
    const preset = ABLATED;
    const { accuracy } = await trainPreset(device, { preset, seed: 3, dropLast }, SMALL);
    const settings: SettingsInput = {
      ...presetSettings(preset),
      ...SMALL,
      ...{ seed: 3, dropLast },
      methods: {
        ...runsOf(preset),
        // those that are read from another's training
        'di-mml@t1': { certainty: { temperature: 1 } },
        'di-mml@no-certainty': { certainty: { weighting: 'off' } },
        'late-ensemble@certainty': { average: 'certainty' },
      },
    };
    lab.events.length = 0;
    lab.lab.send({ kind: 'start-race', settings, withReference: false, paused: false });
    await lab.lab.settled();
    const ended = lab.events.flatMap((event) => (event.kind === 'run-ended' ? [event] : []));
    expect(ended.map(({ run }) => run).sort()).toEqual(Object.keys(accuracy).sort());
    expect(parseSettings(settings).dropLast).toBe(dropLast);
    for (const { run, accuracy: raced } of ended) {
      expect(accuracy[run]?.fusion, run).toBe(raced.fusion);
      for (const [id, share] of Object.entries(raced.unimodal)) {
        // the probe of a race goes on from its last live fit: a sample may fall on the other side
        expect(Math.abs((accuracy[run]?.unimodal[id] ?? 2) - share), run).toBeLessThan(0.026);
      }
    }
  },
);

it('a preset whose head has a hidden layer is trained without what reads its shares', () => {
  expect(Object.keys(runsOf('synergy'))).not.toContain('ogm-ge');
  expect(Object.keys(runsOf('useless-sound'))).toContain('ogm-ge');
});
