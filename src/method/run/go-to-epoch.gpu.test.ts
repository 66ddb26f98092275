/** A step of a past epoch on the WebGPU kernels, whose steps are otherwise recorded and replayed. */
import { expect, it } from 'vitest';
import { openDataSet } from '../../data/open';
import { openVariant } from '../../engine/device/device';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { goToEpoch } from './go-to-epoch';
import { KeptStandings } from './kept-standings';
import { contextOf, prepareRace, race } from './race';
import { uploadRaceData } from './race-data';
import { watchStep } from './watch-step';

const SMALL: SettingsInput = {
  epochs: 3,
  batchSize: 16,
  samples: { train: 96, test: 64 },
  encoders: { '*': { hidden: [12], featureDim: 6 } },
  methodDefaults: {
    '*': { fusionEpochs: 2, teacherEpochs: 2 },
    'di-mml': { duc: { warmupEpochs: 1 } },
  },
};

it.each(['joint', 'ogm', 'di-mml'])(
  'retrained from its start, %s comes to the very step that its race stood before on WebGPU',
  async (id) => {
    const device = await openVariant('webgpu', true);
    expect(device.report.backend).toBe('webgpu');
    const settings = parseSettings({ ...SMALL, methods: { [id]: {} } });
    const readAsset = () => Promise.reject(new Error('not needed'));
    const { kernels, report } = device;
    const data = uploadRaceData(kernels, await openDataSet(settings, readAsset));
    const pacing = { now: () => performance.now(), chunkMs: 24 };
    const kept = new KeptStandings();
    const options = { kernels, report, data, settings, extraRuns: [], ...pacing, kept };
    let last = 0;
    for await (const event of race(await prepareRace(options), () => {})) {
      if (event.kind === 'epoch-ended') last = event.epoch;
    }
    const context = contextOf(id, { kernels, settings, data });
    const held = kernels.memory();
    for (let epochs = 1; epochs < last; epochs += 1) {
      const way = goToEpoch(context, epochs, new KeptStandings(), pacing);
      let next = await way.next();
      while (!next.done) next = await way.next();
      const anew = await watchStep(context, next.value.standing, null);
      expect(anew).toEqual(await watchStep(context, kept.before(id, epochs), null));
    }
    expect(kernels.memory()).toEqual(held);
    expect(last).toBeGreaterThanOrEqual(3);
    data.free();
    device.close();
  },
);
