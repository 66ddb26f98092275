/** The sheet of keys, made from the same list as the buttons. Opens with its button or with `?`. */
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { COMMANDS } from '../../state/commands';
import { usePageVersion, useSession } from '../session-context';
import css from './HelpSheet.module.css';
import { isTyping } from './use-shortcuts';

export function HelpSheet() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const isKept = usePageVersion((state) => state.isKept);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target)) setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="button" aria-keyshortcuts="?">
        Help
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${css.sheet}`}>
          <Dialog.Title className="large">Keys</Dialog.Title>
          <Dialog.Description className="quiet">
            They work whenever you are not typing in a field.
          </Dialog.Description>
          <table className={css.table}>
            <tbody>
              {COMMANDS.filter(({ keyName }) => keyName !== null).map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <kbd>{each.keyName}</kbd>
                  </th>
                  <td>
                    {each.name ?? each.label(session)}
                    <span className="quiet"> {each.explanation}</span>
                  </td>
                </tr>
              ))}
              <tr>
                <th scope="row">
                  <kbd>?</kbd>
                </th>
                <td>This sheet</td>
              </tr>
            </tbody>
          </table>
          {isKept ? (
            <p className="small quiet">
              This page is kept on this computer; it also works without a network.
            </p>
          ) : null}
          <p>
            <Dialog.Close className="link" onClick={session.assignments.show}>
              Assignments
            </Dialog.Close>{' '}
            <span className="quiet">Six tasks to solve in the lab; a program can check them.</span>
          </p>
          <Dialog.Close className="button">Close</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
