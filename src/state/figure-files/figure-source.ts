/** Of what a saved figure speaks. Types only. */

/** What a figure was drawn from, where that is not the race on the page. */
export interface FigureSource {
  /** Runs, data, seeds, in sentences. */
  readonly words: string;
  /** The experiment as the file holds it, JSON. */
  readonly settings: unknown;
  /** Where it can be opened again; null where it has no address. */
  readonly link: string | null;
}
