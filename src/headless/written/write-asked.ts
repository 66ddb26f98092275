/** Writes a file that an option asked for. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SettingsError } from '../../protocol/settings';

/** Makes the folders on the way. @throws SettingsError naming the option where the file cannot be written. */
export async function writeAsked(
  option: string,
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw new SettingsError(
      option,
      `${path} cannot be written: ${(error as Error).message}.`,
      'Name a place that can be written to.',
    );
  }
}
