/** Saves a text as a file of this computer; nothing leaves the tab. Must not import stores. */
import type { RunFile } from '../../state/runs/runs';

/** Long enough for any browser to have taken the text over. */
const KEEP_MS = 60_000;

export function saveFile({ name, type, text }: RunFile): void {
  saveBlob(new Blob([text], { type }), name);
}

/** The same for anything that is no text. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}
