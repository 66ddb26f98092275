/** The race's milestones, for those who hear the page: spoken when nothing else is. */
import { useMilestones } from '../session-context';

export function Milestones() {
  const said = useMilestones((state) => state.said);
  return (
    <p className="unseen" role="status" aria-label="The race">
      {said}
    </p>
  );
}
