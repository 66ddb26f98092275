/** Puts a text on the clipboard. */

/** Whether the browser took it; an insecure origin has no clipboard at all. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
