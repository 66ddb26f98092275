/** A person's files on several threads: in memory that all share, or each with a copy, or one thread for all. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { generateDataSet } from '../../data/generator/generate';
import type { DataSet } from '../../protocol/data-set';
import type { LabEvent, LabRequest } from '../../protocol/messages';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { numbersOf, openTinyLab, TINY } from '../../testing/tiny-lab';
import { createInThreadLab, type InThreadLab } from '../in-thread-lab';
import { LabPool } from './lab-pool';

const FILES: SettingsInput = {
  ...TINY,
  data: { source: 'files', id: 'mine' },
  measures: { heavy: false },
};
const made = (): DataSet => generateDataSet(parseSettings(TINY));

const labs: InThreadLab[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(labs.splice(0).map((lab) => lab.closed()));
});

/** A race on files after a race on the lab's own data, which has started the threads. */
async function racedOnFiles(dataSet: DataSet) {
  const given: DataSet[] = [];
  const events: LabEvent[] = [];
  const pool = new LabPool(() => {
    const lab = createInThreadLab({ readAsset: () => Promise.reject(new Error('no files')) });
    labs.push(lab);
    return {
      ...lab,
      send(request: LabRequest) {
        if (request.kind === 'use-data') given.push(request.dataSet);
        lab.send(request);
      },
    };
  });
  pool.subscribe((event) => events.push(event));
  const settled = async () => {
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(labs.map((lab) => lab.settled()));
    }
  };
  pool.send({ kind: 'use-threads', most: 2 });
  pool.send({ kind: 'open-lab', backend: 'cpu' });
  pool.send({ kind: 'open-data', settings: TINY });
  await settled();
  pool.send({ kind: 'use-data', dataSet });
  pool.send({ kind: 'start-race', settings: FILES, withReference: false, paused: false });
  await settled();
  return { given, numbers: numbersOf(events).sort() };
}

async function alone(): Promise<readonly string[]> {
  const { lab, events } = await openTinyLab();
  lab.send({ kind: 'use-data', dataSet: made() });
  lab.send({ kind: 'start-race', settings: FILES, withReference: false, paused: false });
  await lab.settled();
  await lab.closed();
  return numbersOf(events).sort();
}

describe('files on two threads', () => {
  it('lie once in memory that both read', async () => {
    const { given, numbers } = await racedOnFiles(made());
    const buffers = given.map(({ modalities }) => modalities[0]?.data.buffer);
    expect(buffers).toHaveLength(2);
    expect(buffers[0]).toBeInstanceOf(SharedArrayBuffer);
    expect(buffers[1]).toBe(buffers[0]);
    expect(numbers).toEqual(await alone());
  });

  it('are copied where there is no such memory', async () => {
    vi.stubGlobal('crossOriginIsolated', false);
    const { given, numbers } = await racedOnFiles(made());
    const buffers = given.map(({ modalities }) => modalities[0]?.data.buffer);
    expect(buffers).toHaveLength(2);
    expect(buffers[0]).toBeInstanceOf(ArrayBuffer);
    expect(buffers[1]).not.toBe(buffers[0]);
    expect(numbers).toEqual(await alone());
  });

  it('are trained on one where a copy would be too large', async () => {
    vi.stubGlobal('crossOriginIsolated', false);
    const small = made();
    const [picture] = small.modalities;
    const bytes = { value: 2 ** 30 };
    if (picture) Object.defineProperty(picture.data, 'byteLength', bytes);
    const { given, numbers } = await racedOnFiles(small);
    expect(given).toHaveLength(1);
    expect(numbers).toEqual(await alone());
  });
});
