/** What the command can be told: its options, and every setting, from the lists that the page's forms are made of. */
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { formatsInWords } from '../data/import/guide';
import { FORMATS } from '../data/import/readers';
import { DEFAULT_DATA } from '../data/starting-settings';
import { BACKEND_NAMES } from '../protocol/backends';
import { DEFAULT_RUNS } from '../protocol/default-race';
import { SETTINGS_LIST } from '../protocol/settings-list';

export const OPTIONS = `npm run --silent headless -- [options]
  --preset ID            a preset of the generator (default ${DEFAULT_DATA.id})
  --methods A,B,...      the race (default ${DEFAULT_RUNS.join(',')}); a method may run several times: A,A@wide
  --seed N               (default 1)
  --backend NAME         ${BACKEND_NAMES.join(', ')} (default wasm)
  --set PATH=VALUE       one setting; may be repeated
  --data NAME            a built-in data set (${BUILTIN_SETS.map(({ id }) => id).join(', ')}), or a file or folder:
                         ${formatsInWords(FORMATS.readers, 'anywhere')}.
                         What it should make of them is guessed where no data.* setting says it;
                         samples.train, .validation and .test are upper limits, split.* the shares.
  --settings FILE.json   settings to start from
  --help                 this, and every setting
Events go to stdout, one JSON object a line; everything else goes to stderr.`;

/** The options and every setting, by chapter. */
export function usage(): string {
  const chapters = SETTINGS_LIST.map(({ title, settings }) =>
    [
      title,
      ...settings.flatMap(({ path, range, standard, explanation }) => [
        `  ${path}=${standard}`,
        `      ${explanation} ${range.charAt(0).toUpperCase()}${range.slice(1)}.`,
      ]),
    ].join('\n'),
  );
  return [
    OPTIONS,
    'Settings for --set, each with the value it has where nothing is set; MODALITY is a name such as picture, or * for all.',
    'The knobs of a method are at methods.RUN.KNOB: docs/method.md lists them.',
    ...chapters,
  ].join('\n\n');
}
