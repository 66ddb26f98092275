/** `--data`: opens the files, makes a data set of them and says on stderr what was read. Node only. */

import { importData } from '../data/import/import-data';
import type { ImportReport } from '../data/import/import-report';
import { importOptions } from '../data/import/options';
import type { PublishedOffer } from '../data/import/published/offered';
import { PUBLISHED_PRESET } from '../data/import/published/published-settings';
import type { DataSet } from '../protocol/data-set';
import type { Settings } from '../protocol/settings';
import { leavesOf } from '../protocol/settings-paths';
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
    tells ? { onPublished: tellPublished } : {},
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

/** The price of the published settings, on stderr before anything is decoded, with the options that ask for what fits. */
function tellPublished({ words, tooMany, settings, ways }: PublishedOffer): void {
  console.error(`As DI-MML was published (--preset ${PUBLISHED_PRESET}): ${words}.`);
  if (tooMany) console.error(tooMany);
  for (const { text, data, batchSize } of ways.wasm) {
    const asked = new Map(leavesOf({ ...settings, data, batchSize }));
    for (const [path, value] of leavesOf(settings)) {
      if (asked.get(path) === value) asked.delete(path);
    }
    const options = [...asked].map(([path, value]) => `--set ${path}=${value}`).join(' ');
    console.error(options === '' ? text : `${options}: ${text}`);
  }
}

/** The report as lines for people. */
function reportLines(report: ImportReport, name: string, seconds: number): string[] {
  const { layout, samples, meaning, leftOut, ignored, choices, notes, sentences } = report;
  const lines = [
    `${name}: ${samples} samples read as ${layout} in ${seconds.toFixed(1)} s.`,
    ...sentences,
    ...meaning.questions.map(
      ({ ask, options: [first, ...others] }) =>
        `${ask} The likeliest was taken: ${first?.text}. It may also be: ${others.map(({ text }) => text).join('; ')}.`,
    ),
    ...choices,
    ...notes,
    ...leftOut.slice(0, MOST_LINES).map(({ reason, fix }) => `Left out: ${reason} ${fix}`),
  ];
  if (ignored.length > 0) lines.push(`Passed over: ${ignored.length} files that are no data.`);
  if (leftOut.length > MOST_LINES) {
    lines.push(`Left out: ${leftOut.length - MOST_LINES} more.`);
  }
  return lines;
}
