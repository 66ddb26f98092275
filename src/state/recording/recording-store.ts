/** What is known of recording here: devices, classes and what was recorded of each. Filled by `recording.ts`. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { openCapture } from '../../data/page/capture/capture';
import type { Failure } from '../../protocol/failure';

type Capture = Awaited<ReturnType<typeof openCapture>>;

/** What a sample is made of. */
export type RecordedParts = 'both' | 'pictures' | 'sounds';

/** A file in memory, and where the page finds it to show or play it. */
export interface RecordedFile {
  readonly blob: Blob;
  readonly address: string;
}

/** One sample: a picture, a second of sound, or both at once. */
export interface RecordedSample {
  readonly id: number;
  readonly picture: RecordedFile | null;
  readonly sound: RecordedFile | null;
}

export interface RecordedClass {
  readonly id: number;
  readonly name: string;
  readonly samples: readonly RecordedSample[];
}

export interface RecordingState {
  /** Whether the sheet is on the screen. */
  readonly shown: boolean;
  readonly parts: RecordedParts;
  /** Seconds that are counted down before the first sample of a hold; 0 for none. */
  readonly countdownS: number;
  /** `opening`: the browser asks the person, or the device starts. */
  readonly devices: 'closed' | 'opening' | 'open';
  readonly view: Capture['view'];
  readonly cameras: Capture['cameras'];
  readonly cameraId: string | null;
  /** Which way a camera faces that was not chosen by name. */
  readonly facing: 'user' | 'environment';
  /** What is wrong with a device, by device; `recording` is about the samples. */
  readonly problems: Readonly<Partial<Record<'devices' | 'camera' | 'microphone', Failure>>>;
  /** Loudness of the microphone now, 0..1 of what it can say. */
  readonly level: number;
  /** Who is recorded, and what is left to be counted down; null where nobody holds. */
  readonly holding: { readonly classId: number; readonly countS: number } | null;
  readonly classes: readonly RecordedClass[];
}

export type RecordingStore = StoreApi<RecordingState>;

export const createRecordingStore = (): RecordingStore =>
  createStore<RecordingState>(() => ({
    shown: false,
    parts: 'both',
    countdownS: 0,
    devices: 'closed',
    view: null,
    cameras: [],
    cameraId: null,
    facing: 'user',
    problems: {},
    level: 0,
    holding: null,
    classes: [
      { id: 1, name: 'Class 1', samples: [] },
      { id: 2, name: 'Class 2', samples: [] },
    ],
  }));
