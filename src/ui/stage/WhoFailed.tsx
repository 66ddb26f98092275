/** The table of who failed, whom the answer trusted then, and whether it was right; from the run's last epoch. */

import { useMemo } from 'react';
import { finePercent } from '../../state/format';
import { whoFailed } from '../../state/lessons/who-failed';
import { withCostly } from '../../state/measures/costly';
import { racingRuns } from '../../state/race-store';
import lines from '../controls/lines.module.css';
import { BarCell } from '../figures/BarCell';
import numbers from '../figures/numbers.module.css';
import { toneTypeColour } from '../figures/strokes';
import { useRace, useShown } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import css from './WhoFailed.module.css';

export default function WhoFailed({ run }: { readonly run: string }) {
  const record = useRace((state) => state.record);
  const summary = useShown((state) => state.summary);
  const table = useMemo(() => {
    const racing = racingRuns(record).find(({ name }) => name === run) ?? null;
    const epoch = withCostly(racing, racing?.epochs.at(-1) ?? null);
    return epoch ? whoFailed(epoch, summary) : null;
  }, [record, run, summary]);
  if (!table) return null;
  const { modalities, samples, groups } = table;
  return (
    <div className={css.failed}>
      <CopyTable name="Who failed, and who is trusted">
        <table
          className={`${lines.lines} ${numbers.numbers} ${numbers.bars}`}
          aria-label="Who failed, and who is trusted"
        >
          <thead>
            <tr>
              <th scope="col">wrong by itself</th>
              <th scope="col">of {samples} samples</th>
              {modalities.map(({ id, word, tone }) => (
                <th key={id} scope="col" style={{ color: toneTypeColour(tone) }}>
                  trust in the {word}
                </th>
              ))}
              <th scope="col">answer right</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ key, who, count, trust, right }) => (
              <tr key={key}>
                <th scope="row">{who}</th>
                <td>{count}</td>
                {modalities.map(({ id, tone }, place) => (
                  <BarCell key={id} value={trust[place] ?? null} tone={tone} write={finePercent} />
                ))}
                <BarCell value={right} tone="fusion" write={finePercent} />
              </tr>
            ))}
          </tbody>
        </table>
      </CopyTable>
    </div>
  );
}
