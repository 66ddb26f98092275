/**
 * What the page and the thread that owns the device say to each other: requests are imperative,
 * events are in the past tense. The same table serves the worker and the in-thread maker.
 */
import type { DeviceWish, VariantName } from './backends';
import type { Catalogue } from './catalogue';
import type { RaceCheckpoint } from './checkpoint';
import type { DataSet, DataSetSummary, SampleTexts } from './data-set';
import type { RunEvent } from './events';
import type { Failure } from './failure';
import type { MeasureCatalogue } from './measure';
import type { RaceNeed } from './need';
import type { ReferenceLevels } from './reference-levels';
import type { Settings, SettingsInput } from './settings';
import type { StepAsked, StepSeen, TrainedForStep } from './step';
import type { TakenNet } from './taken';
import type { TriedAnswer, TriedPart } from './tried';

/** How far a step goes. */
export type StepSize = 'epoch' | 'batch';

/** The back end in use and how it came to be chosen. */
export interface BackendReport {
  readonly backend: VariantName;
  /** Adapter or engine, in words: "Apple M2", "SwiftShader (software)", "WebAssembly, SIMD". */
  readonly adapter: string;
  /** One sentence for each better back end that was passed over; empty where the best one runs. */
  readonly reasons: readonly string[];
}

export type LabRequest =
  /** Opens the device. Answered by `lab-opened` or `request-failed`. */
  | ({ readonly kind: 'open-lab' } & DeviceWish)
  /** Makes or loads the data set that the settings name. Answered by `data-opened` or `request-failed`. */
  | { readonly kind: 'open-data'; readonly settings: SettingsInput }
  /** Hands over a data set read on the page; replaces the one in use. Answered by `data-opened`. */
  | { readonly kind: 'use-data'; readonly dataSet: DataSet }
  /** Prepares a race and trains it at once unless `paused`. Answered by `race-started`, then run events. */
  | {
      readonly kind: 'start-race';
      readonly settings: SettingsInput;
      /** Also train each encoder alone, for the "trained alone" lines. */
      readonly withReference: boolean;
      /** Also say `snapshot-taken` at the end of epochs, for the racing runs (not the reference). */
      readonly snapshots?: boolean;
      /** Also say `checkpoint-taken` every few seconds. */
      readonly checkpoints?: boolean;
      /** Milliseconds between them; 1500 where it is not said. */
      readonly checkpointMs?: number;
      /** Goes on where the same settings on the same data were cut off. */
      readonly from?: RaceCheckpoint;
      /** The runs of the race that are trained here, the reference's among them; all of them where absent. */
      readonly only?: readonly string[];
      readonly paused: boolean;
    }
  | { readonly kind: 'resume-race' }
  | { readonly kind: 'pause-race' }
  /** Trains every unfinished run one epoch or one batch further, then pauses. */
  | { readonly kind: 'step-race'; readonly by: StepSize }
  /** Asks for samples of the data set in use. Answered by `samples-read` or `request-failed`. */
  | { readonly kind: 'read-samples'; readonly rows: readonly number[] }
  /**
   * Looks at one step of a run from inside, without taking it: the step to come, on the nets as they stand in the race
   * or, where no race of these settings has trained the run, as they are drawn; or the first step of an epoch, to which
   * a copy of the run is trained from the nearest place where the run was kept. The race waits meanwhile. Answered by
   * `step-shown`, `request-failed`, or, where any request but `read-samples` came while the copy was on its way,
   * `step-given-up`.
   */
  | ({ readonly kind: 'show-step'; readonly settings: SettingsInput } & StepAsked)
  /**
   * Asks what a race would take, which a few steps of every run tell. Answered by `race-weighed`, twice where it is
   * counted before it is weighed, or `request-failed`, or not at all where any request but `read-samples` came meanwhile,
   * or where a race is there.
   */
  | {
      readonly kind: 'weigh-race';
      readonly settings: SettingsInput;
      readonly withReference: boolean;
    }
  /**
   * Gives the nets of the race, as they stand, a sample of one's own; the race waits meanwhile. Answered by
   * `sample-tried`, once by every thread that has runs, or `request-failed`.
   * @param parts by modality; null for one that is covered: its heads then say nothing that counts.
   */
  | {
      readonly kind: 'try-sample';
      readonly id: number;
      readonly parts: readonly (TriedPart | null)[];
    }
  /**
   * Asks for the nets of the race as plain numbers; the race waits meanwhile. Answered by `nets-taken`, once by every
   * thread that has runs, or `request-failed`.
   */
  | { readonly kind: 'take-nets' }
  /** Asks for the data set in use, whole. Answered by `data-taken` or `request-failed`. */
  | { readonly kind: 'take-data' }
  /** Nobody waits for a step any more. */
  | { readonly kind: 'give-up-step' }
  /** Ends the race and frees what it held. */
  | { readonly kind: 'stop-race' }
  /** How many threads may train the runs of races to come, from 1; a lab that is one thread stays one. */
  | { readonly kind: 'use-threads'; readonly most: number };

export type LabEvent =
  | {
      readonly kind: 'lab-opened';
      readonly catalogue: Catalogue;
      readonly measures: MeasureCatalogue;
      readonly report: BackendReport;
    }
  | { readonly kind: 'data-opened'; readonly summary: DataSetSummary }
  /** Samples in the numbers training sees; `values[m]` of modality m is `[rows, ...shape]`. */
  | {
      readonly kind: 'samples-read';
      readonly rows: readonly number[];
      readonly labels: readonly number[];
      readonly values: readonly Float32Array[];
      /** Of each, the positions of the modalities that it lacks; absent where none lacks any. */
      readonly lacks?: readonly (readonly number[])[];
      /** What each sample says, `[rows]`; absent where no modality has words. */
      readonly texts?: readonly SampleTexts[];
    }
  | {
      readonly kind: 'step-shown';
      readonly asked: StepAsked;
      readonly step: StepSeen;
      /** What a copy was trained for it; null where the run was kept right there, or is looked at as it stands. */
      readonly trained: TrainedForStep | null;
    }
  /** A copy is on its way to the epoch asked for: epochs it set out at, and trained so far. */
  | {
      readonly kind: 'step-approached';
      readonly asked: StepAsked;
      readonly from: number;
      readonly trained: number;
    }
  /** The way to a step was ended before it was there. */
  | { readonly kind: 'step-given-up'; readonly asked: StepAsked }
  /** What the runs say of a sample of one's own, and the sample in the numbers training sees. */
  | {
      readonly kind: 'sample-tried';
      readonly id: number;
      readonly values: readonly Float32Array[];
      readonly answers: readonly TriedAnswer[];
    }
  /** The nets of the runs that have trained; of one that has ended only where the race takes snapshots. */
  | { readonly kind: 'nets-taken'; readonly nets: readonly TakenNet[] }
  | { readonly kind: 'data-taken'; readonly dataSet: DataSet }
  /** What a race on these settings would take. */
  | { readonly kind: 'race-weighed'; readonly settings: Settings; readonly need: RaceNeed }
  | { readonly kind: 'race-started'; readonly runs: readonly string[] }
  /**
   * The reference lines stand: right after `race-started` where they were known, else once the reference run ended.
   * A race whose reference is known has no reference run.
   */
  | ({ readonly kind: 'reference-known'; readonly seed: number } & ReferenceLevels)
  | { readonly kind: 'race-paused' }
  | { readonly kind: 'race-resumed' }
  | { readonly kind: 'race-ended' }
  | { readonly kind: 'race-stopped' }
  /** A request could not be carried out; what was there before stays, but a refused `open-lab` leaves no device. */
  | {
      readonly kind: 'request-failed';
      readonly request: LabRequest['kind'];
      readonly failed: Failure;
    }
  /** How many threads are there to train, and a sentence for each reason why there are no more. */
  | {
      readonly kind: 'threads-counted';
      readonly threads: number;
      readonly reasons: readonly string[];
    }
  /** The device is gone; the lab must be opened anew. Unfinished runs have failed already. */
  | { readonly kind: 'device-lost'; readonly failed: Failure }
  | RunEvent;

/** A lab: something that takes requests and says what happens. Callers cannot tell which thread it lives in. */
export interface Lab {
  send(request: LabRequest): void;
  /** Calls `listener` for every event until the returned function is called. */
  subscribe(listener: (event: LabEvent) => void): () => void;
  /** Ends everything and frees the device. */
  close(): void;
}
