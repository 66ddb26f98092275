import type { EncoderSettings } from '../protocol/encoders';

/** A part of the notebook: a heading, words, and Python that later parts build on. */
export interface Part {
  readonly title: string;
  /** Markdown under the heading. */
  readonly text: string;
  /** Begins and ends with a line break. */
  readonly python: string;
}

/** The Python of something that the settings name by an id: a method, a kind of encoder. */
export interface NamedPart extends Part {
  /** Python's name for it, defined in `python`. */
  readonly name: string;
  /** What must stand before it, the first first. */
  readonly needs?: readonly Part[];
}

/** Of a kind of encoder. */
export interface EncoderPart extends NamedPart {
  /**
   * Whether a step is work enough for several processor cores; never where absent.
   * @param shape of one sample.
   */
  isLarge?(settings: EncoderSettings, shape: readonly number[]): boolean;
}
