/** Repeated steps where commands can be taken down: recorded when a wiring is new, replayed while it stays. */
import type { Stepper } from './storage/op';

/** Wirings kept at once: with and without the sample of norms, of whole batches and of the last, before and after a change. */
const MOST_RECORDINGS = 8;

/** What takes commands down and gives them again. */
export interface StepRecorder<Recording extends { readonly stale: boolean }> {
  /** Does what the body asks for, and takes it down. */
  record(body: () => void): Recording;
  replay(recording: Recording): void;
  drop(recording: Recording): void;
}

export class RepeatedSteps<Recording extends { readonly stale: boolean }> implements Stepper {
  private readonly device: StepRecorder<Recording>;
  /** Least recently used first. */
  private readonly recordings = new Map<string, Recording>();

  constructor(device: StepRecorder<Recording>) {
    this.device = device;
  }

  run(wiring: string, body: () => void): void {
    const { device, recordings } = this;
    let recording = recordings.get(wiring);
    recordings.delete(wiring);
    if (recording && !recording.stale) {
      device.replay(recording);
    } else {
      if (recording) device.drop(recording);
      recording = device.record(body);
    }
    recordings.set(wiring, recording);
    const [oldest] = recordings;
    if (recordings.size <= MOST_RECORDINGS || !oldest) return;
    recordings.delete(oldest[0]);
    device.drop(oldest[1]);
  }

  free(): void {
    for (const recording of this.recordings.values()) this.device.drop(recording);
    this.recordings.clear();
  }
}
