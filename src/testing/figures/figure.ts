/**
 * A figure: what is drawn from fixed data, what it shows, and two faults in the data that its text must show. The one list
 * of them (`figures.ts`) is tested as text, drawn in the gallery and described in docs/figures.md.
 */
import type { ReactNode } from 'react';
import type { PastRace } from '../../state/time/past-race';

/** A mistake in the data, and where it has to be seen. */
export interface Fault<Data> {
  /** "two modalities are swapped". */
  readonly name: string;
  readonly spoil: (data: Data) => Data;
  /** Each matches a line of the figure's text that goes, and one that comes in its stead. */
  readonly changes?: readonly RegExp[];
  /** Each matches a line that only comes. */
  readonly adds?: readonly RegExp[];
  /** Lines that have nothing to do with it, and stay as they are. */
  readonly keeps: RegExp;
}

interface Description<Data> {
  /** Also the name of its text: `dial` is kept in `dial.txt`. */
  readonly id: string;
  readonly name: string;
  /** What it shows, in a sentence or two. */
  readonly caption: string;
  /** Pixels in the gallery. */
  readonly width: number;
  readonly data: Data;
  readonly draw: (data: Data) => ReactNode;
  /** For a figure that reads the race itself: the race that is shown, and the epoch looked at. */
  readonly race?: (data: Data) => PastRace;
  readonly at?: number;
  readonly faults: readonly [Fault<Data>, Fault<Data>];
}

/** What is needed to draw it once. */
export interface Drawing {
  readonly element: ReactNode;
  readonly race: PastRace | null;
  readonly at: number | null;
}

export interface Figure extends Pick<Description<unknown>, 'id' | 'name' | 'caption' | 'width'> {
  readonly drawing: Drawing;
  readonly faults: readonly (Omit<Fault<unknown>, 'spoil'> & { readonly drawing: Drawing })[];
}

/** Hides what kind of data a figure draws, so that all kinds stand in one list. */
export function figure<Data>(described: Description<Data>): Figure {
  const { id, name, caption, width, data, draw, race, at = null, faults } = described;
  const drawingOf = (of: Data): Drawing => ({ element: draw(of), race: race?.(of) ?? null, at });
  return {
    id,
    name,
    caption,
    width,
    drawing: drawingOf(data),
    faults: faults.map(({ spoil, ...fault }) => ({ ...fault, drawing: drawingOf(spoil(data)) })),
  };
}
