/**
 * How the numbers of a picture, a video or a flow lie side by side as pictures: one plane per frame, a flow's two
 * directions each in a plane of their own, three channels together as colour. Pure.
 */
import type { ModalityKind } from '../../protocol/data-set';

export interface PicturePlanes {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  /** Whether a pixel has red, green and blue. */
  readonly isColour: boolean;
  /** Where a pixel's number stands; `part` 0..2 is red, green, blue, and is left alone where there is no colour. */
  at(plane: number, pixel: number, part: number): number;
}

/** @param shape `[rows, columns]`, `[rows, columns, channels]` or `[frames, rows, columns, channels]`. */
export function picturePlanes(kind: ModalityKind, shape: readonly number[]): PicturePlanes {
  const isMoving = shape.length === 4;
  const frames = isMoving ? (shape[0] ?? 1) : 1;
  const [rows = 1, columns = 1, channels = 1] = isMoving ? shape.slice(1) : shape;
  const pixels = rows * columns;
  const isColour = channels === 3 && kind !== 'flow';
  // a grey picture with spare channels shows its first; a flow shows every direction
  const planes = kind === 'flow' ? channels : 1;
  return {
    rows,
    columns,
    count: frames * planes,
    isColour,
    at(plane, pixel, part) {
      const frame = Math.floor(plane / planes);
      const channel = isColour ? part : plane % planes;
      return (frame * pixels + pixel) * channels + channel;
    },
  };
}
