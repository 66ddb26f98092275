/** Where assignments stand in the lab; both are fetched only once somebody wants one. */
import { lazy, Suspense } from 'react';
import { useAssignments, useSession } from '../session-context';

const AssignmentPanel = lazy(() => import('./AssignmentPanel'));
const AssignmentsDialog = lazy(() => import('./AssignmentsDialog'));

/** The assignment that somebody works on. */
export function TakenAssignment() {
  const isTaken = useAssignments(({ current }) => current !== null);
  return isTaken ? (
    <Suspense fallback={null}>
      <AssignmentPanel />
    </Suspense>
  ) : null;
}

/** The list, over the page. */
export function OpenedAssignments() {
  const { assignments } = useSession();
  const isOpen = useAssignments((state) => state.isOpen);
  return isOpen ? (
    <Suspense fallback={null}>
      <AssignmentsDialog onClose={assignments.hide} />
    </Suspense>
  ) : null;
}
