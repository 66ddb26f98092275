/** What the page takes out: each kind as a file, and a sentence where there is nothing of the kind. */
import { Uint8ArrayReader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createInThreadLab } from '../../client/in-thread-lab';
import { parseSettings } from '../../protocol/settings';
// fetched when a session opens: a test may be over before
import '../runs/kept-runs';
import { createSession, type Session } from '../session';
import type { Taken } from './wishes';

const settings = parseSettings({
  epochs: 2,
  samples: { train: 40, test: 24 },
  generator: { classes: 3 },
  encoders: { '*': { hidden: [6], featureDim: 4 } },
  methods: { joint: {}, 'late-ensemble': {} },
});

let session: Session;
const until = (isThere: () => boolean) => vi.waitUntil(isThere, { timeout: 20_000, interval: 10 });

beforeAll(async () => {
  session = createSession({
    createLab: () =>
      createInThreadLab({
        readAsset: async () => {
          throw new Error('nothing is read here');
        },
      }),
    settings,
    device: { backend: 'cpu' },
  });
  session.open();
  await until(() => session.experiment.getState().dataStatus === 'ready');
});
afterAll(() => session.close());

async function entries(what: Taken): Promise<{ name: string; paths: string[] }> {
  const taken = await session.taking.take(what);
  if (!taken) throw new Error(session.taking.store.getState().failed?.message);
  const bytes = new Uint8Array(await taken.file.arrayBuffer());
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  return { name: taken.name, paths: (await reader.getEntries()).map(({ filename }) => filename) };
}

describe('what is taken out of the lab', () => {
  it('is refused in a sentence before anything has trained, but for notebook and data', async () => {
    expect(await session.taking.take('nets')).toBeNull();
    expect(session.taking.store.getState().failed?.message).toBe(
      'No net of this race is here: none has trained an epoch in this tab.',
    );
    expect(await session.taking.take('features')).toBeNull();
    expect(session.taking.store.getState().failed?.message).toBe(
      'No features are kept of this race.',
    );
    const notebook = await session.taking.take('notebook');
    expect(session.taking.store.getState()).toMatchObject({ writing: null, failed: null });
    expect(notebook?.name).toBe('modality-lab-sound-starves-seed-1.ipynb');
    expect(JSON.parse((await notebook?.file.text()) ?? '').nbformat).toBe(4);
    expect((await entries('data')).paths).toEqual(
      ['picture', 'sound', 'labels', 'class_names', 'split'].map((name) => `${name}.npy`),
    );
  });

  it('has every run’s nets and the features of every epoch once they have trained', async () => {
    session.play();
    await until(() => session.race.getState().phase === 'ended');
    const nets = await entries('nets');
    expect(nets.name).toBe('modality-lab-sound-starves-seed-1-nets.zip');
    expect(nets.paths).toContain('joint/model.onnx');
    expect(nets.paths).toContain('late-ensemble/tfjs/weights.bin');
    const features = await entries('features');
    expect(features.paths).toEqual(
      expect.arrayContaining([
        'joint/epoch_1/picture.npy',
        'late-ensemble/epoch_2/sound.npy',
        'rows.npy',
        'labels.npy',
      ]),
    );
    // one file at a time
    const both = await Promise.all([session.taking.take('data'), session.taking.take('data')]);
    expect(both[1]).toBeNull();
    expect(both[0]).not.toBeNull();
  });
});
