/** When and where a table was measured, for its head. */
import { availableParallelism, cpus, platform, totalmem } from 'node:os';

export const machineText = (): string =>
  `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()}, Node ${process.version}`;

/** The day, as YYYY-MM-DD. */
export const today = (): string => new Date().toISOString().slice(0, 10);
