/** What a race will take, from a few steps of every run of it. */
import type { Device } from '../engine/device/device';
import { methodOf } from '../method/catalogue';
import { contextOf } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import { weigh } from '../method/run/weigh';
import { weightSeedOf } from '../protocol/common-knobs';
import type { DataSet } from '../protocol/data-set';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { RaceNeed, RunNeed } from '../protocol/need';
import { runNames, type Settings } from '../protocol/settings';
import type { Waiting } from './show-step';

export interface Weighing {
  readonly settings: Settings;
  readonly device: Device;
  readonly dataSet: DataSet;
  readonly withReference: boolean;
  readonly waiting: Waiting;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}

/** @returns null where somebody asked for something else meanwhile. */
export async function weighRace(options: Weighing): Promise<RaceNeed | null> {
  const { settings, device, dataSet, withReference, waiting, now, breathe } = options;
  const { kernels, probing } = device;
  const before = kernels.memory().bytes;
  const data = uploadRaceData(kernels, dataSet, probing);
  try {
    const sampleBytes = kernels.memory().bytes - before;
    const runs: RunNeed[] = [];
    const trained = new Set<number>();
    const names = [...runNames(settings), ...(withReference ? [REFERENCE_RUN] : [])];
    for (const name of names) {
      // of a reference only the accuracies are drawn
      const heavy = name !== REFERENCE_RUN && settings.measures.heavy;
      const own = { ...settings, measures: { ...settings.measures, heavy } };
      const seed = weightSeedOf(settings, name);
      const isAlike = methodOf(name).description.trainsAlike === true;
      const way = weigh(
        contextOf(name, { kernels, settings: own, data }),
        now,
        isAlike && trained.has(seed),
      );
      if (isAlike) trained.add(seed);
      for (;;) {
        const { done, value } = await way.next();
        if (done) {
          runs.push(value);
          break;
        }
        await breathe();
        if (!waiting.isOver) continue;
        // frees the copy; what is returned is nobody's
        await way.return({ run: name, steps: 0, ms: 0, bytes: 0 });
        return null;
      }
    }
    const sum = (of: (need: RunNeed) => number) => runs.reduce((all, each) => all + of(each), 0);
    const bytes = sampleBytes + sum((each) => each.bytes);
    return { runs, ms: sum((each) => each.ms), bytes, sampleBytes, threads: 1 };
  } finally {
    data.free();
  }
}
