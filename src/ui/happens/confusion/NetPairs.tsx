/** The predictions of the run looked at against every other run's, by McNemar's test on the same samples. */

import type { RunRecord } from '../../../state/race-record';
import { netPairs } from '../../../state/samples/error-cells';
import { ERROR_TERMS } from '../../../state/samples/error-terms';
import { pText } from '../../../verdict/words';
import lines from '../../controls/lines.module.css';
import { Term } from '../../controls/Term';
import css from '../../figures/numbers.module.css';
import { useShown } from '../../session-context';
import { CopyTable } from '../../take-away/CopyTable';
import type { TabProps } from '../tab';

const WORDS = { better: 'better', worse: 'worse', 'cannot-tell': 'cannot tell' } as const;

export function NetPairs({ source, run }: TabProps & { readonly run: RunRecord }) {
  const at = useShown((state) => state.at);
  const pairs = netPairs(source, run, at);
  const [first] = pairs;
  if (!first) return null;
  const name = `${run.label} against the others`;
  return (
    <CopyTable name={name}>
      <div className="scroll-x">
        <table
          className={`${lines.lines} ${css.numbers} ${css.bars} ${css.runs}`}
          aria-label={name}
        >
          <thead>
            <tr className="small">
              <th scope="col">{run.label} against</th>
              <th scope="col">only {run.label} right</th>
              <th scope="col">only the other right</th>
              <th scope="col">
                <Term says={ERROR_TERMS.mcNemar.says}>p (McNemar, Holm)</Term>
              </th>
              <th scope="col">{run.label} is</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ run: other, label, onlyChosen, onlyOther, pHolm, verdict }) => (
              <tr key={other}>
                <th scope="row">{label}</th>
                <td>{onlyChosen}</td>
                <td>{onlyOther}</td>
                <td>{pText(pHolm)}</td>
                <td>{WORDS[verdict]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small quiet">
        The same {first.samples} samples, exact test, after Holm over all pairs of the race; a
        verdict is spoken at .05. It is of these trained nets: several seeds compare methods.
      </p>
    </CopyTable>
  );
}
