/** An import in words: sizes, progress, what was read. Pure. */
import { USUAL_EPOCHS } from '../../protocol/training-knobs';
import type { Import, Reading } from './importing-store';

/** "1,800". */
export const grouped = (count: number): string => count.toLocaleString('en');

/** "1 file", "1,800 files". */
export const counted = (count: number, one: string, many: string): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

/** "0.4 MB", "1.2 GB". */
export function sizeText(bytes: number): string {
  const mega = bytes / 2 ** 20;
  if (mega >= 1000) return `${(mega / 1024).toFixed(1)} GB`;
  return mega >= 0.1 ? `${mega.toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} kB`;
}

/** What goes on now: "reading 300 of 1,800". */
export function progressText({ phase, progress, files }: Import): string {
  if (phase === 'gathering') return 'collecting the names of the files';
  if (phase === 'failed') return 'could not be read';
  if (!progress) return `looking at ${counted(files, 'file', 'files')}`;
  const { stage, done, total } = progress;
  return `${STAGES[stage]} ${grouped(done)} of ${grouped(total)}`;
}

const STAGES = {
  listing: 'listing entry',
  sorting: 'looking at file',
  reading: 'reading',
  cutting: 'cutting recording',
  decoding: 'decoding sample',
} as const;

/** How far the reading has come, 0..1; null where that is not known. */
export function progressShare({ progress }: Import): number | null {
  return progress && progress.total > 0 ? progress.done / progress.total : null;
}

/** "1,800 samples, read as a table in 0.4 s". */
export function readingText({ report, durationMs }: Reading): string {
  const seconds = (durationMs / 1000).toFixed(1);
  return `${counted(report.samples, 'sample', 'samples')}, read as ${report.layout} in ${seconds} s`;
}

/** "Training: 120 epochs of 5 steps, for few samples need many epochs. ..." */
export function trainingText({ epochs, stepsPerEpoch }: NonNullable<Reading['training']>): string {
  const steps = counted(stepsPerEpoch, 'step', 'steps');
  const isMore = epochs > USUAL_EPOCHS;
  return `Training: ${grouped(epochs)} epochs of ${steps}${isMore ? ', for few samples need many epochs' : ''}. It can be changed under \u201CTraining\u201D.`;
}

/** How many samples, rows or files were left out, columns not counted; a line without a number stands for one. */
export const leftOutCount = ({ report }: Reading): number =>
  report.leftOut.reduce((sum, { count = 1, unit }) => sum + (unit === 'column' ? 0 : count), 0);

/** Whether something must be asked before what was read may be used. */
export const isAsking = ({ report }: Reading): boolean => report.meaning.questions.length > 0;

/** "24 samples", "1 column"; files where the line says nothing. */
export const leftOutText = ({
  count = 1,
  unit = 'file',
}: Reading['report']['leftOut'][number]): string => counted(count, unit, `${unit}s`);
