/** `headless`: one race, its events as they happen, `race-ended` at the end. */
import { runNames } from '../../protocol/settings';
import type { Arguments } from '../arguments';
import { EXIT } from '../exit-codes';
import { eventLines } from '../lab/event-lines';
import { tellReport } from '../lab/open-lab';
import { hasFailed, runRace } from '../lab/run-race';
import { print } from '../output';
import { withProposedEpochs } from '../propose-epochs';
import { readData } from '../read-data';
import { withSetAside } from '../set-aside';
import { openThreads } from '../threads/open-threads';
import { writeBefore } from '../written/write-before';
import { writeNets } from '../written/write-nets';

export async function raceCommand({
  settings: asked,
  device,
  paths,
  proposesEpochs,
  leavesValidation,
  jobs,
  written,
}: Arguments): Promise<number> {
  // before the device: files that cannot be used should say so at once
  const dataSet = paths.length === 0 ? null : await readData(paths, asked);
  const proposed = dataSet && proposesEpochs ? withProposedEpochs(asked, dataSet) : asked;
  const { lab, report, catalogue } = await openThreads(
    device,
    // nets are taken from the thread that trained them
    written.model === undefined ? jobs : 1,
  );
  tellReport(report);
  const settings = leavesValidation ? withSetAside(proposed, catalogue) : proposed;
  const lineOf = eventLines();
  try {
    // before the race: what cannot be written is not to be waited for
    await writeBefore(written, { settings, dataSet, catalogue });
    const snapshots = written.model !== undefined;
    const { runs, summary } = await runRace(lab, { settings, dataSet, snapshots }, (event) => {
      const line = lineOf(event);
      if (line) void print(line);
    });
    if (written.model !== undefined) {
      await writeNets(written.model, { lab, settings, catalogue, summary });
    }
    await print({ kind: 'race-ended', settings, runs });
    return hasFailed(runs) || runs.length < runNames(settings).length ? EXIT.runFailed : EXIT.ok;
  } finally {
    await lab.closed();
  }
}
