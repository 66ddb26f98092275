/** What a modality is called inside a sentence or at a line's end. Imports nothing. */
export function modalityWord(name: string): string {
  return name.toLowerCase();
}
