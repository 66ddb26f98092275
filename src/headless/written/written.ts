/** What the command may write beside the events of one race, as its words ask for it. */
import { SettingsError } from '../../protocol/settings';

/** Files and folders to write; undefined where nobody asked. */
export interface Written {
  /** The race as a Jupyter notebook. */
  readonly notebook?: string | undefined;
  /** A folder for the trained nets. */
  readonly model?: string | undefined;
}

/**
 * @param isSeveral whether several seeds or folds are asked for.
 * @throws SettingsError for several races, and for a file without its ending.
 */
export function writtenOf({ notebook, model }: Written, isSeveral: boolean): Written {
  const asked = {
    ...(notebook !== undefined && { notebook }),
    ...(model !== undefined && { model }),
  };
  const [first] = Object.keys(asked);
  if (first && isSeveral) {
    throw new SettingsError(
      `--${first}`,
      `--${first} writes one race, and --seeds or --folds asks for several.`,
      'Leave one of the two out.',
    );
  }
  if (notebook !== undefined && !notebook.endsWith('.ipynb')) {
    throw new SettingsError(
      '--notebook',
      `--notebook is ${notebook}; it must be a file whose name ends in .ipynb.`,
    );
  }
  return asked;
}
