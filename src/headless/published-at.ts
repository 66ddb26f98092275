/** The published settings for the data that `--data` names, where they are of one of DI-MML's four sets. Node only. */
import { unpackedFiles } from '../data/import/archive/lab-file';
import { PUBLISHED_PRESET, publishedSettings } from '../data/import/published/published-settings';
import { publishedSetOf } from '../data/import/published/recognise';
import { FORMATS } from '../data/import/readers';
import { SettingsError, type SettingsInput } from '../protocol/settings';
import { openPaths } from './node-files';

/** @throws SettingsError where there are no such files, or they are of another set. */
export async function publishedAt(paths: readonly string[]): Promise<SettingsInput> {
  if (paths.length === 0) {
    throw new SettingsError(
      'preset',
      `preset is ${PUBLISHED_PRESET}, which needs the files of a published set.`,
      'Name the folder of CREMA-D, AVE, UCF101 or ModelNet40 with --data.',
    );
  }
  const { files } = await openPaths(paths);
  const unpacked = await unpackedFiles(files, FORMATS.readers);
  const set = publishedSetOf(
    unpacked.map(({ path }) => path),
    FORMATS.readers,
  );
  const settings = set && publishedSettings(set.id);
  if (settings) return settings;
  throw new SettingsError(
    'preset',
    `preset is ${PUBLISHED_PRESET}, but the names of the files in ${paths.join(', ')} are not those of CREMA-D, AVE, UCF101 or ModelNet40.`,
    'Leave the preset out, or name the folder of one of them with its own folders and lists.',
  );
}
