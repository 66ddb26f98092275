/** A published set that is opened on the page is offered as published: the price first, then one press. */
import { encode } from 'fast-png';
import { afterEach, expect, test } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { importInThread } from '../../testing/import-job';
import { openingLab } from '../../testing/opening-lab';
// fetched when a session opens: a test may be over before
import '../runs/kept-runs';
import { createSession, type Session } from '../session';
import { isReadSo, publishedChoices, publishedExperiment } from './as-published';
import type { Import, Reading } from './importing-store';

let session: Session | null = null;
afterEach(() => session?.close());

function opened() {
  session = createSession({
    createLab: () => openingLab().lab,
    settings: defaultSettings(),
    device: { backend: null },
    scheduler: { now: () => 0, later: () => () => {} },
    startImport: () => importInThread(),
  });
  session.open();
  return session;
}

/** A picture of one grey. */
const picture = (grey: number) =>
  new Blob([
    encode({
      width: 6,
      height: 6,
      channels: 1,
      data: new Uint8Array(36).fill(grey),
    }) as Uint8Array<ArrayBuffer>,
  ]);

/** Front and rear of some objects of two classes, as ModelNet40's views are named. */
const views = (classes: readonly string[]) =>
  classes.flatMap((name, label) =>
    Array.from({ length: 8 }, (_, k) => k + 1).flatMap((k) =>
      ['001', '007'].map((side) => ({
        path: `${name}/${k > 5 ? 'test' : 'train'}/${name}_000${k}_v${side}.png`,
        file: new File([picture(20 * k + label)], `${name}_000${k}_v${side}.png`),
      })),
    ),
  );

function opening(classes: readonly string[]) {
  const { importing, experiment } = opened();
  const done = importing.open({ name: 'some folder', files: views(classes), leftOut: [] });
  return {
    importing,
    experiment,
    done,
    current: () => importing.store.getState().current as Import,
  };
}

async function reading(classes: readonly string[]) {
  const { done, current, ...lab } = opening(classes);
  await done;
  return { ...lab, now: () => current().reading as Reading };
}

test('the price is said, and one press reads the files and sets the race as published', async () => {
  const { importing, experiment, now } = await reading(['airplane', 'car']);
  const offer = now().report.published;
  const [way, ...others] = offer?.ways.wasm ?? [];
  if (!offer || !way) throw new Error('nothing is offered');
  expect(others).toEqual([]);
  expect(offer.tooMany).toBeNull();
  expect(isReadSo(way, now().choices)).toBe(false);
  expect(way.text).toBe(
    '0.218 TFLOP an epoch and 1.6\u00A0GB of memory for each run, and 19\u00A0MB for the samples.',
  );
  const present = experiment.getState().settings;
  await importing.choose(
    publishedChoices(way, now().choices),
    publishedExperiment(offer, way, present, 'some folder'),
  );
  expect(isReadSo(way, now().choices)).toBe(true);
  expect(now().report.modalities.map(({ shape }) => shape)).toEqual([
    [224, 224, 3],
    [224, 224, 3],
  ]);
  // the published settings say how long is trained
  expect(now().training).toBeNull();
  expect(experiment.getState().settings).toBe(present);
  importing.use();
  expect(experiment.getState().settings).toMatchObject({
    data: { source: 'files', id: 'some folder', imageSize: 224 },
    encoders: { '*': { kind: 'resnet18', width: 64 } },
    methodDefaults: { 'di-mml': { duc: { temperature: 50 }, certainty: { temperature: 3 } } },
    methods: present.methods,
    epochs: 150,
    batchSize: 16,
  });
});

test('the published training is no choice of a person’s: other data have their own', async () => {
  const { importing, experiment, now } = await reading(['airplane', 'car']);
  const offer = now().report.published;
  const [way] = offer?.ways.wasm ?? [];
  if (!session || !offer || !way) throw new Error('nothing is offered');
  session.chooseData({ source: 'builtin', id: 'penguins' });
  const before = experiment.getState().settings;
  session.change('seed', 5);
  const published = publishedExperiment(offer, way, experiment.getState().settings, 'some folder');
  await importing.choose(publishedChoices(way, now().choices), published);
  importing.use();
  expect(experiment.getState().settings.optimizer.learningRate).toBe(0.001);
  session.change('optimizer.momentum', 0.5);
  session.chooseData({ source: 'builtin', id: 'penguins' });
  expect(experiment.getState().settings).toEqual({
    ...before,
    seed: 5,
    optimizer: { ...before.optimizer, momentum: 0.5 },
  });
});

test('the offer stands before anything is decoded, and is taken without waiting for that', async () => {
  const { importing, current, done } = opening(['airplane', 'car']);
  const phases: unknown[] = [];
  await new Promise<void>((resolve) => {
    const stop = importing.store.subscribe(() => {
      const { published, phase, choices } = current();
      phases.push([phase, published !== null]);
      const [way] = published?.ways.webgpu ?? [];
      if (!way || phase !== 'reading') return;
      stop();
      resolve(importing.choose(publishedChoices(way, choices)));
    });
  });
  await done;
  expect(phases).not.toContainEqual(['read', true]);
  expect(current()).toMatchObject({ phase: 'read', failure: null, choices: { imageSize: 224 } });
});

test('nothing is offered for files of any other set', async () => {
  const { now } = await reading(['chair', 'desk']);
  expect(now().report.published).toBeNull();
});
