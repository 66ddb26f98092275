/**
 * Trying trained nets: puts a sample together from the data, drawings and files, covers, swaps and blurs its
 * modalities, and asks every run of the race what it says. Every change asks anew; only the last answer counts.
 */
import type { Capture, OpenCapture } from '../../data/page/capture/capture';
import { type Picked, pickedFromDialogue } from '../../data/page/picked-files';
import { randomStream } from '../../math/rng';
import { toFailure } from '../../protocol/failure';
import type { LabEvent, LabRequest } from '../../protocol/messages';
import type { TriedPart } from '../../protocol/tried';
import { asRow, type Row } from '../../protocol/units';
import type { ExperimentStore } from '../experiment-store';
import { type RaceStore, racingRuns } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import { recordOne } from '../recording/record-one';
import type { SampleStore } from '../samples/sample-store';
import {
  createTryingStore,
  NOTHING_TRIED,
  type TriedModality,
  type TryingState,
} from './trying-store';

export interface TryingNeeds {
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly samples: SampleStore;
  readonly readSamples: (rows: readonly Row[]) => void;
  readonly send: (request: LabRequest) => void;
  /** Reads files as the data in use were; null where those are no files. */
  readonly openCapture: OpenCapture;
  readonly readSample: (picked: Picked) => Promise<readonly (Float32Array | null)[]> | null;
}

export interface Trying {
  readonly store: ReadonlyStore<TryingState>;
  show(shown: boolean): void;
  /** A held-out sample of the data in place of everything. */
  takeAnother(): void;
  /** Another held-out sample's in the place of one modality. */
  swap(modality: number): void;
  cover(modality: number, isCovered: boolean): void;
  blur(modality: number, noise: number): void;
  /** @param raw numbers as the files of the data set have them. */
  draw(modality: number, raw: Float32Array): void;
  /** Opens camera and microphone, as far as the data have pictures and sounds. */
  openDevices(): Promise<void>;
  closeDevices(): void;
  /** Records one sample with the devices that are open, and tries it. */
  record(): Promise<void>;
  /** Files in the place of the modalities that they are of; the others are covered. */
  takeChosen(files: Iterable<File>): Promise<void>;
  /** Must hear everything the lab says. */
  hear(event: LabEvent): void;
}

const FROM_DATA = { from: 'data', raw: null, isCovered: false, noise: 0 } as const;

export function createTrying(needs: TryingNeeds): Trying {
  const { experiment, race, samples } = needs;
  const store = createTryingStore();
  const { getState, setState } = store;
  let asked = 0;
  let capture: Capture | null = null;
  /** Samples taken so far, so that each is another one. */
  let taken = 0;

  const modalities = () => experiment.getState().summary?.modalities ?? [];
  /** Samples that no net has trained on, in random order. */
  const heldOut = (): readonly number[] => {
    const snapshots = racingRuns(race.getState().record).flatMap((run) => run.snapshots);
    return [...(snapshots.at(-1)?.rows ?? [])];
  };
  const nextRow = (): Row => {
    const rows = heldOut();
    const row = rows.length > 0 ? rows[taken % rows.length] : taken;
    taken += 1;
    return asRow(row ?? 0);
  };

  /** What goes to the lab; null where a sample of the data is not there yet. */
  const partsOf = (): readonly (TriedPart | null)[] | null => {
    const known = samples.getState().samples;
    const parts: (TriedPart | null)[] = [];
    for (const [m, part] of getState().parts.entries()) {
      const { row, raw, isCovered, noise } = part;
      const values = raw ?? (row === null ? undefined : known.get(row)?.values[m]);
      if (!values) return null;
      const blur = noise > 0 && { noise: noiseOf(values.length, noise, m) };
      parts.push(isCovered ? null : { values, isRaw: raw !== null, ...blur });
    }
    return parts;
  };

  /** Asks, or waits for samples that must be read first. */
  const ask = () => {
    if (!getState().shown || getState().parts.length === 0) return;
    const parts = partsOf();
    isReading = parts === null;
    if (!parts) {
      needs.readSamples(getState().parts.flatMap(({ row }) => (row === null ? [] : [row])));
      return;
    }
    asked += 1;
    setState({ isWaiting: true, failed: null });
    needs.send({ kind: 'try-sample', id: asked, parts });
  };
  const change = (parts: readonly TriedModality[]) => {
    setState({ parts });
    ask();
  };
  const changeOne = (modality: number, part: Partial<TriedModality>) =>
    change(getState().parts.map((each, m) => (m === modality ? { ...each, ...part } : each)));
  const takeAnother = () => {
    const row = nextRow();
    change(modalities().map(() => ({ ...FROM_DATA, row })));
  };

  /** Whether samples of the data are on their way. */
  let isReading = false;
  samples.subscribe(({ samples: there }, before) => {
    if (isReading && there !== before.samples) ask();
  });
  const closeDevices = () => {
    capture?.close();
    capture = null;
    setState({ devices: 'closed', view: null });
  };
  // another race, or other data: what was tried says nothing of them
  race.subscribe(({ id }, before) => {
    if (id === before.id) return;
    closeDevices();
    setState(NOTHING_TRIED);
  });

  const takeFiles = async (picked: Picked) => {
    try {
      const values = await needs.readSample(picked);
      if (!values) return;
      const { parts } = getState();
      change(
        values.map(
          (raw, m): TriedModality =>
            raw
              ? { from: 'file', row: null, raw, isCovered: false, noise: 0 }
              : { ...(parts[m] ?? { ...FROM_DATA, row: nextRow() }), isCovered: true },
        ),
      );
    } catch (error) {
      setState({ failed: toFailure(error) });
    }
  };

  return {
    store,
    show(shown) {
      setState({ shown });
      if (!shown) return closeDevices();
      if (getState().parts.length === 0) takeAnother();
      else ask();
    },
    takeAnother,
    swap: (modality) => changeOne(modality, { ...FROM_DATA, row: nextRow() }),
    cover: (modality, isCovered) => changeOne(modality, { isCovered }),
    blur: (modality, noise) => changeOne(modality, { noise }),
    draw: (modality, raw) =>
      changeOne(modality, { from: 'drawn', row: null, raw, isCovered: false, noise: 0 }),
    takeChosen: (files) => takeFiles(pickedFromDialogue(files)),
    async openDevices() {
      closeDevices();
      setState({ devices: 'opening', failed: null });
      const kinds = modalities().map(({ kind }) => kind);
      try {
        const opened = await needs.openCapture({
          camera: kinds.some((kind) => kind === 'image'),
          microphone: kinds.includes('audio'),
          facing: 'user',
        });
        if (getState().devices !== 'opening') return opened.close();
        capture = opened;
        opened.onGone(closeDevices);
        setState({ devices: 'open', view: opened.view });
      } catch (error) {
        setState({ devices: 'closed', failed: toFailure(error) });
      }
    },
    closeDevices,
    async record() {
      if (!capture || getState().devices !== 'open') return;
      setState({ devices: 'recording' });
      const picked = await recordOne(capture);
      if (getState().devices === 'recording') setState({ devices: 'open' });
      await takeFiles(picked);
    },
    hear(event) {
      if (event.kind === 'request-failed' && event.request === 'try-sample') {
        setState({ isWaiting: false, failed: event.failed });
      }
      if (event.kind !== 'sample-tried' || event.id !== asked) return;
      const order = racingRuns(race.getState().record).map(({ name }) => name);
      setState(({ answers, isWaiting }) => ({
        // every thread says what its own runs say
        answers: [
          ...answers.filter(({ run }) => event.answers.every((each) => each.run !== run)),
          ...event.answers,
        ]
          .filter(({ run }) => order.includes(run))
          .sort((a, b) => order.indexOf(a.run) - order.indexOf(b.run)),
        values: event.values,
        isWaiting: isWaiting && event.answers.length === 0,
      }));
    },
  };
}

/** The same for every sample, so that only its size changes when it is moved. */
function noiseOf(length: number, deviation: number, modality: number): Float32Array {
  const random = randomStream(1, 'tried', modality);
  return Float32Array.from({ length }, () => deviation * random.normal());
}
