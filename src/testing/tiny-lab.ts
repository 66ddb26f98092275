/** A lab in this thread with a tiny experiment, for tests of sessions and races. */
import { readFile } from 'node:fs/promises';
import { createInThreadLab, type InThreadLab } from '../client/in-thread-lab';
import type { EngineName } from '../protocol/backends';
import type { LabEvent } from '../protocol/messages';
import type { SettingsInput } from '../protocol/settings';

/** Small enough that an epoch takes milliseconds on any back end. */
export const TINY: SettingsInput = {
  epochs: 3,
  batchSize: 16,
  samples: { train: 96, test: 64 },
  generator: { classes: 4 },
  encoders: { '*': { hidden: [12], featureDim: 6 } },
  methods: { joint: {}, 'di-mml': { duc: { warmupEpochs: 1 }, fusionEpochs: 2 } },
};

/** The same for races of every method: some look at validation samples while they train. */
export const TINY_FOR_ALL: SettingsInput = {
  ...TINY,
  samples: { ...TINY.samples, validation: 32 },
};

/** An opened lab and everything it has said. */
export interface TinyLab {
  readonly lab: InThreadLab;
  readonly events: LabEvent[];
}

/** Reads a file of `public/`. */
async function readPublic(path: string): Promise<ArrayBuffer> {
  const bytes = await readFile(new URL(`../../public/${path}`, import.meta.url));
  return Uint8Array.from(bytes).buffer;
}

/** @param options.beforeAsset called whenever a file of `public/` is asked for, before it is read. */
export async function openTinyLab(
  backend: 'cpu' | 'wasm' = 'cpu',
  {
    beforeAsset = () => {},
    engine = 'lab',
  }: { readonly beforeAsset?: () => void; readonly engine?: EngineName } = {},
): Promise<TinyLab> {
  const lab = createInThreadLab({
    readAsset(path) {
      beforeAsset();
      return readPublic(path);
    },
  });
  const events: LabEvent[] = [];
  lab.subscribe((event) => events.push(event));
  lab.send({ kind: 'open-lab', backend, engine });
  await lab.settled();
  return { lab, events };
}

/** The numbers of an event stream, without timings, for comparing two races. */
export function numbersOf(events: readonly LabEvent[]): string[] {
  return events
    .filter((event) => event.kind === 'epoch-ended' || event.kind === 'run-ended')
    .map((event) =>
      JSON.stringify(event, (key, value) =>
        /Ms$|^seq$|^cost$/.test(key) ? undefined : (value as unknown),
      ),
    );
}
