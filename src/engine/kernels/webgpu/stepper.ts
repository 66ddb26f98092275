/** Repeated steps on WebGPU: recorded when a wiring is new, replayed while it stays. */
import type { Stepper } from '../kernels';
import type { Gpu, Recording } from './gpu';

/** Wirings kept at once: with and without the sample of norms, of whole batches and of the last, before and after a change. */
const MOST_RECORDINGS = 8;

export class WebGpuStepper implements Stepper {
  private readonly gpu: Gpu;
  /** Least recently used first. */
  private readonly recordings = new Map<string, Recording>();

  constructor(gpu: Gpu) {
    this.gpu = gpu;
  }

  run(wiring: string, body: () => void): void {
    const { gpu, recordings } = this;
    let recording = recordings.get(wiring);
    recordings.delete(wiring);
    if (recording && !recording.stale) {
      gpu.replay(recording);
    } else {
      if (recording) gpu.drop(recording);
      recording = gpu.record(body);
    }
    recordings.set(wiring, recording);
    const [oldest] = recordings;
    if (recordings.size <= MOST_RECORDINGS || !oldest) return;
    recordings.delete(oldest[0]);
    gpu.drop(oldest[1]);
  }

  free(): void {
    for (const recording of this.recordings.values()) this.gpu.drop(recording);
    this.recordings.clear();
  }
}
