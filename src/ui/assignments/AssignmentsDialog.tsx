/** The list of assignments, over the page: the lab's six, and those from a teacher's files. */
import { Dialog } from 'radix-ui';
import { TASKS } from '../../lessons/tasks/tasks';
import type { Assignment } from '../../protocol/assignment';
import { settingText } from '../../state/assignments/assignment-words';
import { FileButton } from '../controls/FileButton';
import { ScrollRegion } from '../controls/ScrollRegion';
import sheet from '../controls/sheet.module.css';
import { useAssignments, useLab, useSession } from '../session-context';
import css from './AssignmentsDialog.module.css';

interface Opening {
  readonly onClose: () => void;
}

function Entry({
  assignment,
  isOwn,
  onClose,
}: Opening & { readonly assignment: Assignment; readonly isOwn: boolean }) {
  const { assignments } = useSession();
  const catalogue = useLab((state) => state.catalogue);
  const isCurrent = useAssignments(({ current }) => current?.assignment.id === assignment.id);
  const title = assignment.title ?? assignment.id;
  const begin = () => {
    assignments.begin(assignment);
    if (assignments.store.getState().failed === null) onClose();
  };
  return (
    <li className={css.entry}>
      <h3>{title}</h3>
      {isOwn ? <p className="small quiet">from a file</p> : null}
      <p>{assignment.question}</p>
      <p className="small quiet">
        You may change: {assignment.allowed.map((path) => settingText(path, catalogue)).join('; ')}.
      </p>
      <p className={css.open}>
        <button type="button" className="button outlined" onClick={begin}>
          {isCurrent ? 'Open again from the start' : 'Open in the lab'}
          <span className="unseen"> {title}</span>
        </button>
        {isCurrent ? <span className="small quiet">You are working on this one.</span> : null}
      </p>
    </li>
  );
}

/** A teacher's own TASK.json. */
function OpenFile() {
  const { assignments } = useSession();
  const failed = useAssignments((state) => state.failed);
  return (
    <div className={css.file}>
      <FileButton
        label="Open an assignment from a file"
        field="File of an assignment"
        accept=".json,application/json"
        onFile={async (name, file) => {
          assignments.openFile(name, await file.text());
        }}
      />
      <p role="alert" className="problem small">
        {failed ? `${failed.message} ${failed.hint}` : ''}
      </p>
    </div>
  );
}

export default function AssignmentsDialog({ onClose }: Opening) {
  const own = useAssignments((state) => state.own);
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${sheet.sheet} ${css.sheet}`}>
          <div className={css.head}>
            <Dialog.Title className="large">Assignments</Dialog.Title>
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
          <ScrollRegion className={sheet.body} label="Assignments, scrolls">
            <Dialog.Description className={css.about}>
              Change what may be changed until every condition holds, on every seed. The lab says
              what holds; the answer is a file that your teacher can check.
            </Dialog.Description>
            <ol className={css.list}>
              {TASKS.map((assignment) => (
                <Entry
                  key={assignment.id}
                  assignment={assignment}
                  isOwn={false}
                  onClose={onClose}
                />
              ))}
              {own.map(({ assignment }) => (
                <Entry
                  key={`own ${assignment.id}`}
                  assignment={assignment}
                  isOwn
                  onClose={onClose}
                />
              ))}
            </ol>
            <OpenFile />
          </ScrollRegion>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
