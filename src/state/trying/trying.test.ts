/** Putting a sample together, and asking for it; the lab is played by the test. */
import { expect, test, vi } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { LabError } from '../../protocol/failure';
import type { LabRequest } from '../../protocol/messages';
import { asRow } from '../../protocol/units';
import { FakeDevices } from '../../testing/fake-capture';
import { createExperimentStore } from '../experiment-store';
import { waitingRuns } from '../race-record';
import { createRaceStore } from '../race-store';
import { createSampleStore, keepSamples } from '../samples/sample-store';
import { createTrying } from './trying';

type Ask = Extract<LabRequest, { kind: 'try-sample' }>;

function trier(readSample: Parameters<typeof createTrying>[0]['readSample'] = () => null) {
  const experiment = createExperimentStore(settingsFrom({}));
  const race = createRaceStore();
  const samples = createSampleStore();
  const asked: Ask[] = [];
  const wanted: number[][] = [];
  const devices = new FakeDevices();
  const modality = { kind: 'image', shape: [2, 2, 1] } as const;
  experiment.setState({
    summary: {
      ...{ id: 'x', name: 'x', classNames: ['a', 'b'], notes: [], previews: [] },
      provenance: { origin: '', licence: '' },
      counts: { train: 4, validation: 0, test: 4 },
      classCounts: [4, 4],
      modalities: [
        { ...modality, id: 'picture', name: 'Picture' },
        { id: 'sound', name: 'Sound', kind: 'audio', shape: [2, 2, 1] },
      ],
    },
  });
  race.setState({ id: 'one', phase: 'ended', record: waitingRuns(['joint', 'di-mml']) });
  const trying = createTrying({
    ...{ experiment, race, samples, readSample },
    readSamples: (rows) => wanted.push([...rows]),
    send: (request) => {
      if (request.kind === 'try-sample') asked.push(request);
    },
    openCapture: devices.open,
  });
  const arrive = (...rows: number[]) => {
    const values = [10, 20].map((base) =>
      Float32Array.from(rows.flatMap((row) => Array(4).fill(base + row))),
    );
    keepSamples(samples, { rows, labels: rows.map(() => 0), values });
  };
  const answer = (id: number, ...runs: string[]) =>
    trying.hear({
      kind: 'sample-tried',
      id,
      values: [new Float32Array(4), new Float32Array(4)],
      answers: runs.map((run) => ({
        ...{ run, epoch: 3, logits: { picture: [id, 0] }, unasked: 0, prediction: null },
        ...{ fusionSource: 'method', certainty: null },
      })),
    });
  const last = () => asked.at(-1)?.parts.map((part) => part && [...part.values]);
  return {
    trying,
    race,
    asked,
    wanted,
    devices,
    arrive,
    answer,
    last,
    state: () => trying.store.getState(),
  };
}

test('a sample of the data is read first, and then every run is asked', () => {
  const { trying, asked, wanted, arrive, answer, last, state } = trier();
  trying.show(true);
  expect(asked).toEqual([]);
  expect(wanted).toEqual([[0, 0]]);
  arrive(0);
  expect(last()).toEqual([
    [10, 10, 10, 10],
    [20, 20, 20, 20],
  ]);
  expect(state().isWaiting).toBe(true);
  // two threads, each with its run
  answer(1, 'di-mml');
  answer(1, 'joint');
  expect(state()).toMatchObject({ isWaiting: false });
  expect(state().answers.map(({ run }) => run)).toEqual(['joint', 'di-mml']);
});

test('modalities are covered, swapped and blurred one by one', () => {
  const { trying, asked, arrive, last, state } = trier();
  trying.show(true);
  arrive(0, 1);
  trying.cover(0, true);
  expect(last()).toEqual([null, [20, 20, 20, 20]]);
  trying.cover(0, false);
  trying.swap(1);
  expect(state().parts.map(({ row }) => row)).toEqual([asRow(0), asRow(1)]);
  expect(last()).toEqual([
    [10, 10, 10, 10],
    [21, 21, 21, 21],
  ]);
  const noise = () => asked.at(-1)?.parts[1]?.noise;
  trying.blur(1, 2);
  const loud = noise();
  expect(new Set(loud).size).toBe(4);
  // half the noise is the same noise, half as large
  trying.blur(1, 1);
  noise()?.forEach((value, i) => {
    expect(value).toBeCloseTo((loud?.[i] ?? 0) / 2, 5);
  });
  trying.blur(1, 0);
  expect(asked.at(-1)?.parts[1]).toEqual({ values: Float32Array.of(21, 21, 21, 21), isRaw: false });
});

test('a drawing goes as it is drawn, and an answer to what was there before counts no more', () => {
  const { trying, asked, arrive, answer, state } = trier();
  trying.show(true);
  arrive(0);
  trying.draw(0, Float32Array.of(0, 1, 0, 1));
  expect(asked.at(-1)?.parts[0]).toEqual({ values: Float32Array.of(0, 1, 0, 1), isRaw: true });
  answer(1, 'joint');
  expect(state().answers).toEqual([]);
  answer(2, 'joint');
  expect(state().answers).toHaveLength(1);
});

test('files take the place of their modalities and the others are covered', async () => {
  const values = [Float32Array.of(1, 2, 3, 4), null];
  const { trying, arrive, last, state } = trier(async () => values);
  trying.show(true);
  arrive(0);
  await trying.takeChosen([new File(['x'], 'a.png')]);
  expect(last()).toEqual([[1, 2, 3, 4], null]);
  expect(state().parts.map(({ from }) => from)).toEqual(['file', 'data']);
});

test("files that are no such sample are refused with the reader's words", async () => {
  const refused = new LabError('file-unusable', 'a.png is no whole picture.', 'Save it again.');
  const { trying, asked, arrive, state } = trier(() => Promise.reject(refused));
  trying.show(true);
  arrive(0);
  await trying.takeChosen([new File(['x'], 'a.png')]);
  expect(asked).toHaveLength(1);
  expect(state().failed).toMatchObject({ message: 'a.png is no whole picture.' });
});

test('a sample is recorded with devices that are open', async () => {
  const read = vi.fn(async () => [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8)]);
  const { trying, devices, arrive, last, state } = trier(read);
  trying.show(true);
  arrive(0);
  await trying.openDevices();
  expect(devices.asked).toEqual([{ camera: true, microphone: true, facing: 'user' }]);
  const recorded = trying.record();
  expect(state().devices).toBe('recording');
  devices.sound(1.2);
  await recorded;
  expect(read).toHaveBeenCalledWith(
    expect.objectContaining({
      files: [
        expect.objectContaining({ path: 'sound.wav' }),
        expect.objectContaining({ path: 'picture.png' }),
      ],
    }),
  );
  expect(last()).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ]);
  trying.show(false);
  expect(devices.closed).toBe(1);
});

test('another race forgets what was tried', () => {
  const { trying, race, arrive, state } = trier();
  trying.show(true);
  arrive(0);
  race.setState({ id: 'two' });
  expect(state()).toMatchObject({ shown: false, parts: [], answers: [] });
});
