/** What the command may write beside the events of one race, as its words ask for it. */
import { SettingsError } from '../../protocol/settings';

/** Files and folders to write; undefined where nobody asked. */
export interface Written {
  /** The race as a Jupyter notebook. */
  readonly notebook?: string | undefined;
  /** A folder for the trained nets. */
  readonly model?: string | undefined;
  /** The data of the race as NPZ. */
  readonly 'data-out'?: string | undefined;
}

/**
 * @param isSeveral whether several seeds or folds are asked for.
 * @throws SettingsError for several races, and for a file without its ending.
 */
export function writtenOf(
  { notebook, model, 'data-out': dataOut }: Written,
  isSeveral: boolean,
): Written {
  const asked = {
    ...(notebook !== undefined && { notebook }),
    ...(model !== undefined && { model }),
    ...(dataOut !== undefined && { 'data-out': dataOut }),
  };
  const [first] = Object.keys(asked);
  if (first && isSeveral) {
    throw new SettingsError(
      `--${first}`,
      `--${first} writes one race, and --seeds or --folds asks for several.`,
      'Leave one of the two out.',
    );
  }
  mustEndIn('notebook', notebook, '.ipynb');
  mustEndIn('data-out', dataOut, '.npz');
  return asked;
}

function mustEndIn(option: string, file: string | undefined, ending: string): void {
  if (file === undefined || file.endsWith(ending)) return;
  throw new SettingsError(
    `--${option}`,
    `--${option} is ${file}; it must be a file whose name ends in ${ending}.`,
  );
}
