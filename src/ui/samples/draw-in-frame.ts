/**
 * Draws canvases frame by frame: as many in one as take no time that anybody notices, the rest in the next. Twenty at
 * once, as when samples appear, would keep a slow computer from answering. Must not know what is drawn.
 */

/** A frame that has drawn for so long leaves the rest to the next; handing a canvas over takes as long again. */
const FRAME_MS = 4;

const waiting = new Set<() => void>();
let isDue = false;

function drawSome(): void {
  isDue = false;
  const startMs = performance.now();
  for (const draw of waiting) {
    waiting.delete(draw);
    draw();
    if (performance.now() - startMs > FRAME_MS) break;
  }
  if (waiting.size > 0) askForFrame();
}

function askForFrame(): void {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(drawSome);
}

/** Draws in the next frame that has time; the returned function calls it off. */
export function drawInFrame(draw: () => void): () => void {
  waiting.add(draw);
  askForFrame();
  return () => {
    waiting.delete(draw);
  };
}
