/** A contender's turns as a row of a table. */
import { type Measured, median, quantile, type Racer } from './contender';

export interface Row {
  readonly name: string;
  readonly adapter: string;
  readonly msPerStep: number;
  readonly fastest: number;
  readonly slowest: number;
  /** Distance between the quartiles of the turns over their median. */
  readonly spread: number;
  readonly turns: number;
  /** What its arrays hold, in bytes; null where it does not count. */
  readonly bytes: number | null;
  readonly jsMsPerStep: number | null;
  readonly dispatches: number | null;
  readonly buffersMade: number | null;
  readonly bindGroupsMade: number | null;
}

export function rowOf({ name, adapter }: Racer, turns: readonly Measured[]): Row {
  const ms = turns.map(({ msPerStep }) => msPerStep);
  const of = (key: keyof Measured): number | null => {
    const values = turns.flatMap((turn) => turn[key] ?? []);
    return values.length === 0 ? null : median(values);
  };
  return {
    name,
    adapter,
    msPerStep: median(ms),
    fastest: Math.min(...ms),
    slowest: Math.max(...ms),
    spread: (quantile(ms, 0.75) - quantile(ms, 0.25)) / median(ms),
    turns: turns.length,
    bytes: of('bytes'),
    jsMsPerStep: of('jsMsPerStep'),
    dispatches: of('dispatches'),
    buffersMade: of('buffersMade'),
    bindGroupsMade: of('bindGroupsMade'),
  };
}
