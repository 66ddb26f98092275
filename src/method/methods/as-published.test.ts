/** The one switch for DI-MML as its authors' code has it: what it decides, and that it reaches its own run alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { knobsInUse } from '../../protocol/run-knobs';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { toyData, toyRun } from '../../testing/one-step';
import { diMml } from '../descriptions/di-mml';
import { resolveKnobs } from '../run/knobs';

const RUN = 'di-mml@published';

function inUse(settings: SettingsInput, knobs: Record<string, unknown> = { asPublished: true }) {
  const parsed = parseSettings({ ...settings, methods: { [RUN]: knobs } });
  const values = knobsInUse(diMml, parsed, RUN);
  const of = (path: string) => values.get(path);
  return {
    duc: of('duc.kind'),
    tau: of('duc.temperature'),
    certainty: of('certainty.temperature'),
    warmup: of('duc.warmupEpochs'),
  };
}

const files = (id: string): SettingsInput => ({ data: { source: 'files', id } });

describe('what it decides', () => {
  it('is nothing until it is on', () => {
    const lab = { duc: 'cosine', tau: 0.5, certainty: 0.1, warmup: 5 };
    expect(inUse({ epochs: 150 }, {})).toEqual(lab);
    expect(inUse({ epochs: 150 }, { asPublished: false })).toEqual(lab);
  });

  it('is dot products, tau 50, T 1 and 20 epochs of 150, whatever is set', () => {
    const published = { duc: 'dot', tau: 50, certainty: 1, warmup: 20 };
    expect(inUse({ epochs: 150 })).toEqual(published);
    const set = {
      asPublished: true,
      duc: { kind: 'cosine', temperature: 3, warmupEpochs: 1 },
      certainty: { temperature: 'auto' },
    };
    expect(inUse({ epochs: 150 }, set)).toEqual(published);
    expect(inUse({ epochs: 40 }).warmup).toBe(5);
    expect(inUse({ epochs: 3 }).warmup).toBe(0);
  });

  it.each([
    ['CREMA-D', 50, 1],
    ['crema_d_small.zip', 50, 1],
    ['AVE', 10, 3],
    ['AVE_Dataset', 10, 3],
    ['UCF101', 10, 1],
    ['UCF-101', 10, 1],
    ['ModelNet40', 50, 3],
    ['average-weather.csv', 50, 1],
    ['birds', 50, 1],
  ])('on %s is tau %d and T %d', (id, tau, certainty) => {
    expect(inUse(files(id))).toMatchObject({ tau, certainty });
  });

  it('leaves out what an ablation switches off', () => {
    const off = { asPublished: true, duc: { kind: 'off' } };
    expect(inUse({}, off)).toMatchObject({ duc: 'off', tau: 50 });
  });

  it('is what the method is given', () => {
    const settings = parseSettings({ methods: { [RUN]: { asPublished: true } } });
    const knobs = resolveKnobs(diMml, settings, RUN);
    expect(knobs.choice('duc.kind')).toBe('dot');
    expect(knobs.number('duc.temperature')).toBe(50);
  });
});

describe('the run', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openVariant('cpu');
  });
  afterAll(() => device.close());

  const parametersAfter = async (settings: SettingsInput) => {
    const toy = await toyRun(device.kernels, 'di-mml', toyData(2), { epochs: 7, ...settings });
    const parameters: unknown[] = [];
    for (const epoch of [0, 1, 2]) parameters.push(await toy.epoch(epoch));
    const { features } = await toy.run.read(toy.context.data.test, true);
    toy.free();
    return { parameters, smallest: Math.min(...features.flatMap(({ values }) => [...values])) };
  };

  it('trains to the bit as one whose every knob and encoder says the same', async () => {
    const encoders = { hidden: [5], featureDim: 4 };
    const switched = await parametersAfter({ methods: { 'di-mml': { asPublished: true } } });
    const spelled = await parametersAfter({
      encoders: { '*': { ...encoders, embedding: 'relu' } },
      methods: {
        'di-mml': {
          duc: { kind: 'dot', temperature: 50, warmupEpochs: 1 },
          certainty: { temperature: 1 },
        },
      },
    });
    expect(switched.parameters).toEqual(spelled.parameters);
    expect(switched.smallest).toBe(0);
    const plain = await parametersAfter({});
    expect(plain.smallest).toBeLessThan(0);
    expect(plain.parameters).not.toEqual(switched.parameters);
  });

  it('keeps the encoders that a modality has of its own, but for their end', async () => {
    const toy = await toyRun(device.kernels, 'di-mml', toyData(2), {
      encoders: { '*': { hidden: [5], featureDim: 4 }, m1: { hidden: [3] } },
      methods: { 'di-mml': { asPublished: true } },
    });
    const shapes = toy.run.arenas.flatMap(({ specs }) => specs.map(({ shape }) => shape.join()));
    expect(shapes).toContain('4,3');
    // the settings of the race, which other runs read, are as they were
    expect(toy.context.settings.encoders['m1']).toEqual({ hidden: [3] });
    toy.free();
  });
});
