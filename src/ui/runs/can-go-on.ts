/** Whether a run did not come to its end and its race, left for another, can go on. */
import type { RunCard } from '../../state/runs/run-card';

export const canGoOn = ({ status, race }: RunCard, left: ReadonlySet<string>): boolean =>
  status !== 'ended' && left.has(race);
