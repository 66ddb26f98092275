/** How large the stage draws its chart: for the page, for a telephone, or for the last row. */
import { useMemo, useSyncExternalStore } from 'react';
import { type ChartLook, projectedLook, STAGE_LOOK, TELEPHONE_LOOK } from '../figures/chart-look';
import { useView } from '../session-context';

/** Below this the stage stands in one column. */
const NARROW = 720;

function subscribe(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

export function useStageLook(): ChartLook {
  const isProjected = useView((state) => state.view === 'projector');
  const width = useSyncExternalStore(subscribe, () => window.innerWidth);
  const height = useSyncExternalStore(subscribe, () => window.innerHeight);
  return useMemo(() => {
    if (width < NARROW) return TELEPHONE_LOOK;
    return isProjected ? projectedLook(height) : STAGE_LOOK;
  }, [isProjected, width, height]);
}
