/** Any colour of CSS as red, green, blue and opacity, by letting the browser paint it. Imports no store. */
import type { Fill } from '../../state/figure-files/drawing';

const known = new Map<string, Fill | null>();
let paper: CanvasRenderingContext2D | null = null;

/** @returns null where nothing would be seen, and for what is no colour, such as `none`. */
export function readColour(text: string): Fill | null {
  const before = known.get(text);
  if (before !== undefined) return before;
  const found = painted(text);
  known.set(text, found);
  return found;
}

function painted(text: string): Fill | null {
  if (text === '' || text === 'none' || !CSS.supports('color', text)) return null;
  paper ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext(
    '2d',
    { willReadFrequently: true },
  );
  if (!paper) return null;
  paper.clearRect(0, 0, 1, 1);
  paper.fillStyle = text;
  paper.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = paper.getImageData(0, 0, 1, 1).data;
  return alpha === 0 ? null : { colour: { red, green, blue }, opacity: alpha / 255 };
}
