/** A text as the squares of a QR code, made here: no request leaves the page. Pure. */
import { encode } from 'uqr';

/** The quiet ground that readers need around a code. */
const BORDER = 4;

export interface QrSquares {
  /** Squares of a side, the border included. */
  readonly side: number;
  /** The dark squares as an SVG path, a unit each. */
  readonly path: string;
}

/** @returns null for a text that is longer than any QR code holds. */
export function qrSquares(text: string): QrSquares | null {
  try {
    const { size, data } = encode(text, { ecc: 'M', border: BORDER });
    const path = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])),
    );
    return { side: size, path: path.join('') };
  } catch {
    return null;
  }
}
