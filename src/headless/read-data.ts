/** `--data`: opens the files, makes a data set of them and says on stderr what was read. Node only. */
import type { ImportReport } from '../data/import/assemble';
import { importData } from '../data/import/import-data';
import { importOptions } from '../data/import/options';
import type { DataSet } from '../protocol/data-set';
import type { Settings } from '../protocol/settings';
import { nodeDecoders } from './decoders';
import { openPaths } from './node-files';

/** Lines of the left-out table that a terminal gets; the number of the others is said. */
const MOST_LINES = 20;

/**
 * @param paths files and folders, at least one.
 * @param tells whether to say on stderr what was read.
 * @throws SettingsError for a path or option that leads nowhere; ImportError and DataError for unusable files.
 */
export async function readData(
  paths: readonly string[],
  settings: Settings,
  tells = true,
): Promise<DataSet> {
  const started = performance.now();
  const opened = await openPaths(paths);
  const { dataSet, report } = await importData(
    opened.files,
    importOptions(settings, settings.data.id),
    nodeDecoders,
  );
  if (!tells) return dataSet;
  const seconds = (performance.now() - started) / 1000;
  for (const line of reportLines(
    { ...report, leftOut: [...opened.leftOut, ...report.leftOut] },
    dataSet.name,
    seconds,
  )) {
    console.error(line);
  }
  return dataSet;
}

/** The report as lines for people. */
function reportLines(report: ImportReport, name: string, seconds: number): string[] {
  const { layout, samples, counts, classCounts, modalities, leftOut, choices } = report;
  const shapes = modalities.map(({ id, shape }) => `${id} ${shape.join(' x ')}`).join(', ');
  const lines = [
    `${name}: ${samples} samples read as ${layout} in ${seconds.toFixed(1)} s (${counts.train} to train, ${counts.validation} to validate, ${counts.test} to test).`,
    `Modalities: ${shapes}.`,
    `Classes: ${classCounts.map(({ name: each, count }) => `${each} ${count}`).join(', ')}.`,
    ...choices,
    ...leftOut.slice(0, MOST_LINES).map(({ reason, fix }) => `Left out: ${reason} ${fix}`),
  ];
  if (leftOut.length > MOST_LINES) {
    lines.push(`Left out: ${leftOut.length - MOST_LINES} more.`);
  }
  return lines;
}
