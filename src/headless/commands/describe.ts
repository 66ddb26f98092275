/** `headless --describe`: what the files of `--data` mean, as one line. Trains nothing. */
import { describeData } from '../../data/import/describe';
import { importOptions } from '../../data/import/options';
import { SettingsError } from '../../protocol/settings';
import type { Arguments } from '../arguments';
import { nodeDecoders } from '../decoders';
import { EXIT } from '../exit-codes';
import { openPaths } from '../node-files';
import { print } from '../output';

/** @throws SettingsError where `--data` names no files, or a setting names nothing in them. */
export async function describeCommand({ settings, paths }: Arguments): Promise<number> {
  if (paths.length === 0) {
    throw new SettingsError('--describe', '--describe is for files, and --data names none.');
  }
  const { files, leftOut } = await openPaths(paths);
  const options = importOptions(settings, settings.data.id);
  await print(await describeData(files, options, nodeDecoders, leftOut));
  return EXIT.ok;
}
