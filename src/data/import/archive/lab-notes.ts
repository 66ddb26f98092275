/** Where a file that the lab saved has what is no data: its settings, and a list of the files. Imports nothing. */

const FOLDER = 'modality-lab';
export const NOTES = `${FOLDER}/settings.json`;
export const LIST = `${FOLDER}/manifest.csv`;

/** Whether a file is such a note, wherever the file that it was in lies. */
export const isLabNote = (path: string): boolean =>
  [NOTES, LIST].some((note) => path === note || path.endsWith(`/${note}`));
