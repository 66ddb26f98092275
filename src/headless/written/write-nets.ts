/** `--model DIR`: the nets of the race that has just ended, a folder for each run. */
import { join } from 'node:path';
import type { InThreadLab } from '../../client/in-thread-lab';
import { netFiles } from '../../nets/net-files';
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import { LabError } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import type { TakenNet } from '../../protocol/taken';
import { writeAsked } from './write-asked';

/** A race that has ended, on data that were opened. */
interface EndedRace {
  readonly lab: InThreadLab;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly summary: DataSetSummary | null;
}

/** @throws SettingsError where the folder cannot be written; LabError where the lab does not give the nets. */
export async function writeNets(folder: string, race: EndedRace): Promise<void> {
  const { lab, settings, catalogue, summary } = race;
  const nets: TakenNet[] = [];
  const unsubscribe = lab.subscribe((event) => {
    if (event.kind === 'nets-taken') nets.push(...event.nets);
  });
  lab.send({ kind: 'take-nets' });
  await lab.settled();
  unsubscribe();
  if (!summary || nets.length === 0) {
    throw new LabError(
      'no-nets',
      'No run of the race has nets to write: all of them failed.',
      'See the sentences above.',
    );
  }
  const { modalities, classNames } = summary;
  const { files, sentences } = netFiles({
    settings,
    catalogue,
    modalities,
    classNames,
    nets,
  });
  for (const { path, bytes } of files) await writeAsked('--model', join(folder, path), bytes);
  for (const sentence of sentences) console.error(sentence);
}
