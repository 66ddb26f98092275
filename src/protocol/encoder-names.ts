/** Encoder settings of a modality that the data do not have: what is wrong with them, where somebody has to be told. */
import type { DataSetSummary } from './data-set';
import { show } from './failure';
import { type Settings, SettingsError } from './settings';
import { leavesOf } from './settings-paths';

/**
 * Settings of encoders name modalities before any data are open, so that the schema takes every name. A page keeps those of
 * other data, which somebody may come back to; a command, where such a name is a slip of the pen, refuses them.
 * @throws SettingsError naming the first path with its value, and what there is.
 */
export function mustNameModalities(
  { encoders }: Pick<Settings, 'encoders'>,
  data: Pick<DataSetSummary, 'modalities'>,
): void {
  const modalities = data.modalities.map(({ id }) => id);
  const stray = Object.entries(encoders).find(
    ([name]) => name !== '*' && !modalities.includes(name),
  );
  if (!stray) return;
  const [name, encoder] = stray;
  const [[path, value] = [`encoders.${name}`, encoder]] = leavesOf({
    encoders: { [name]: encoder },
  });
  throw new SettingsError(
    path,
    `${path} is ${show(value)}, but these data have no modality called ${show(name)}; they have ${modalities.join(', ')}.`,
    'Correct the name, or leave the setting out; encoders.* speaks of all modalities.',
  );
}
