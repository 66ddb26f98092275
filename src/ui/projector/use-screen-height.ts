/** The height that the projector's type is measured by, in pixels; of an upright screen what a lying one would have. */
import { useSyncExternalStore } from 'react';

/** Height over width of the squarest projector. */
const LYING = 3 / 4;

function subscribe(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

export function useScreenHeight(): number {
  return useSyncExternalStore(subscribe, () =>
    Math.min(window.innerHeight, window.innerWidth * LYING),
  );
}
