/** What a drawing has cost is known once the frame that shows it is made. Not called while the page is out of sight. */
import { breathe } from './breathe';

/** Calls `task` after the next frame, its styles, layout and painting included; never where there are no frames. */
export function afterFrame(task: () => void): void {
  if (!('requestAnimationFrame' in globalThis)) return;
  requestAnimationFrame(() => void breathe().then(task));
}
