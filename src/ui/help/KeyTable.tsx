/** The keys, made from the same list as the buttons. */
import { COMMANDS } from '../../state/commands';
import { useSession } from '../session-context';
import css from './KeyTable.module.css';

export function KeyTable() {
  const session = useSession();
  return (
    <>
      <p className="quiet">They work whenever you are not typing in a field.</p>
      <table className={css.table} aria-label="Keys">
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
            <td>Help</td>
          </tr>
        </tbody>
      </table>
    </>
  );
}
