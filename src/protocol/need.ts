/** What a race will take on the device that is to train it, with its very settings: counted, or weighed. Plain data. */

/** One run. */
export interface RunNeed {
  readonly run: string;
  /** Optimizer steps of all stages; 0 where another run of the race takes them for it. */
  readonly steps: number;
  /** Training and measuring, in milliseconds, at the pace of a few steps and one measuring. */
  readonly ms: number;
  /** What it holds on the device, in bytes. */
  readonly bytes: number;
}

export interface RaceNeed {
  readonly runs: readonly RunNeed[];
  /** Until the last run ends, in milliseconds. */
  readonly ms: number;
  /** What all runs and their samples hold while they train, in bytes, on every thread that does. */
  readonly bytes: number;
  /** Of these, one copy of the samples. */
  readonly sampleBytes: number;
  /** Threads that train it. */
  readonly threads: number;
  /** Whether it was counted, and is right by a factor; otherwise every run of it was weighed. */
  readonly isCounted: boolean;
}

/** The optimizer steps of all runs. */
export const stepsOf = ({ runs }: RaceNeed): number =>
  runs.reduce((sum, { steps }) => sum + steps, 0);
