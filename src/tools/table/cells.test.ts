/** The numbers of the table are those of a race with the same settings. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { presetSettings } from '../../data/presets';
import { type Device, openVariant } from '../../engine/device/device';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { VALIDATION_SAMPLES } from '../../protocol/validation-need';
import { openTinyLab, type TinyLab } from '../../testing/tiny-lab';
import { BASELINE, TUNED_DI_MML, trainCell } from './cells';

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

const raced = async (methods: NonNullable<SettingsInput['methods']>) => {
  const settings = parseSettings({
    ...presetSettings('sound-starves'),
    ...SMALL,
    samples: { ...SMALL.samples, validation: VALIDATION_SAMPLES },
    ...{ seed: 3, methods },
  });
  lab.lab.send({ kind: 'start-race', settings, withReference: false, paused: false });
  await lab.lab.settled();
  const ends = lab.events.flatMap((event) => (event.kind === 'run-ended' ? [event] : []));
  return Object.fromEntries(ends.map(({ run, accuracy }) => [run, accuracy]));
};

const temperatureIn = (chosen: string | undefined): number =>
  Number(/^T (.+)$/.exec(chosen ?? '')?.[1]);

it('are those of a race, with what was chosen on validation samples', async () => {
  const cells = await Promise.all(
    ['di-mml', BASELINE].map((method) =>
      trainCell(device, { preset: 'sound-starves', seed: 3, method }, SMALL),
    ),
  );
  const rows = Object.assign({}, ...cells.map((cell) => cell.rows));
  const tuned = rows[TUNED_DI_MML];
  const late = rows[BASELINE];
  const temperature = temperatureIn(late.chosen);
  const ends = await raced({
    'di-mml': {},
    'di-mml@tuned': { certainty: { temperature: temperatureIn(tuned.chosen) } },
    [BASELINE]: Number.isFinite(temperature)
      ? { average: 'certainty', temperature }
      : { average: late.chosen },
  });
  expect(rows['di-mml'].fusion).toBe(ends['di-mml']?.fusion);
  expect(tuned.fusion).toBe(ends['di-mml@tuned']?.fusion);
  expect(late.fusion).toBe(ends[BASELINE]?.fusion);
  for (const [id, share] of Object.entries(ends[BASELINE]?.unimodal ?? {})) {
    // the probe of a race goes on from its last live fit: a sample may fall on the other side
    expect(Math.abs(late.unimodal[id] - share), id).toBeLessThan(0.026);
  }
});

it('count every step, and those of teachers', async () => {
  const cell = { preset: 'sound-starves', seed: 3, method: 'umt' };
  const taught = await trainCell(device, cell, {
    ...SMALL,
    methodDefaults: { umt: { teacherEpochs: 2 } },
  });
  // 100 samples in batches of 16: seven steps an epoch
  expect(taught).toMatchObject({ steps: 7 * (7 + 2), before: 7 * 2 });
});

it('say why they are not there', async () => {
  const refused = await trainCell(device, { preset: 'synergy', seed: 3, method: 'dgl' }, SMALL);
  expect(refused).toMatchObject({
    rows: {},
    refused: expect.stringContaining('fusionHidden is 48'),
  });
});
