/**
 * The recording that comes with the page: the default race, trained once by a committed script. Shown while nobody
 * has pressed Play, and never in place of another experiment.
 */
import { VARIANTS, variantNamed } from '../../protocol/backends';
import { haveSameSettings } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import type { PastRace } from '../time/past-race';
import { readRecordingFile } from './recording-file';
import { pastRaceOf } from './show-run';
import type { WholeRun } from './stored-run';

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** The bytes as text; some servers unpack the file on its way, others hand it over as it is. */
async function textOf(bytes: ArrayBuffer): Promise<string> {
  const start = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (!GZIP_MAGIC.every((byte, i) => start[i] === byte)) return new TextDecoder().decode(bytes);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).text();
}

function originOf([first]: readonly WholeRun[]): PastRace['origin'] {
  const { backend = '', adapter = '' } = first?.stored.run ?? {};
  const known = variantNamed(backend);
  return {
    kind: 'recording',
    date: first?.stored.savedAt ?? '',
    backend: adapter || (known ? VARIANTS[known].label : backend),
    seed: first?.stored.settings.seed ?? 0,
  };
}

/**
 * The recorded race.
 * @throws RunFileError where the file is no file of runs
 */
export async function readRecording(bytes: ArrayBuffer): Promise<PastRace | null> {
  const { runs, described } = readRecordingFile('The recording', await textOf(bytes));
  return pastRaceOf(runs, originOf(runs), described);
}

/** Whether the recording is of exactly this experiment. */
export function isRecordingOf(recording: PastRace, settings: Settings): boolean {
  return haveSameSettings(recording.settings, settings);
}
