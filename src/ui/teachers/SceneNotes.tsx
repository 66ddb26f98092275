/** What a teacher should know of one scene: what pupils think, what to ask, which numbers to expect. */
import { EXPECTED, type ExpectedScene } from '../../lessons/expected';
import { expectedText, toldText } from '../../lessons/number-words';
import type { Scene } from '../../state/lessons/scene';
import { CopyTable } from '../take-away/CopyTable';
import css from './TeachersPage.module.css';

function Numbers({ scene, found }: { readonly scene: Scene; readonly found: ExpectedScene }) {
  return (
    <CopyTable name={`Numbers to expect, ${scene.title}`}>
      <table className={css.numbers}>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Expect</th>
            <th scope="col">Told by the test</th>
          </tr>
        </thead>
        <tbody>
          {scene.numbers.map(({ id, label, unit }) => {
            const number = found.numbers[id];
            return (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td>{number ? expectedText(number, unit) : 'not measured'}</td>
                <td className="quiet">{number ? toldText(number, unit === 'points') : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </CopyTable>
  );
}

function Claims({ scene, found }: { readonly scene: Scene; readonly found: ExpectedScene }) {
  const count = EXPECTED.seeds.length;
  return (
    <ul>
      {scene.claims.map(({ id, text }) => (
        <li key={id}>
          {text} <span className="quiet">{`On ${found.claims[id] ?? 0} of ${count} seeds.`}</span>
        </li>
      ))}
    </ul>
  );
}

interface Props {
  readonly scene: Scene;
  readonly number: number;
  readonly onPrint: () => void;
}

export function SceneNotes({ scene, number, onPrint }: Props) {
  const { id, title, question, teachers } = scene;
  const found = EXPECTED.scenes[id];
  return (
    <section className={css.notes} aria-labelledby={`notes-${id}`}>
      <div className={css.head}>
        <h2 id={`notes-${id}`} tabIndex={-1}>
          {number}. {title}
        </h2>
        <button type="button" className="button" onClick={onPrint}>
          Print its handout<span className="unseen">: {title}</span>
        </button>
      </div>
      <p className={css.question}>{question}</p>
      <h3>What pupils usually think</h3>
      <ul>
        {teachers.misconceptions.map(({ thought, shown }) => (
          <li key={thought}>
            “{thought}” <span className="quiet">{shown}</span>
          </li>
        ))}
      </ul>
      <h3>What to ask</h3>
      <ul>
        {teachers.ask.map(({ question: asked, answer }) => (
          <li key={asked}>
            {asked} <span className="quiet">{answer}</span>
          </li>
        ))}
      </ul>
      {found ? (
        <>
          <h3>Which numbers to expect</h3>
          <Numbers scene={scene} found={found} />
          <h3>What the scene promises</h3>
          <Claims scene={scene} found={found} />
        </>
      ) : null}
    </section>
  );
}
