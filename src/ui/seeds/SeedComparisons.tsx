/** Every run against a baseline that a person chooses, seed by seed, in one measure: difference, interval, p and verdict. */

import { useMemo } from 'react';
import { signedPoints } from '../../state/format';
import { baselineIn, measureIn } from '../../state/seeds/all-seeds';
import { ALONE, comparisonsIn, type SeedTable } from '../../state/seeds/seed-table';
import { pointsRange, verdictText } from '../../state/seeds/seed-words';
import { intervalWords } from '../../verdict/seed-numbers';
import { pText } from '../../verdict/words';
import { Choice } from '../controls/Choice';
import lines from '../controls/lines.module.css';
import { ScrollRegion } from '../controls/ScrollRegion';
import { useExperiment, useSeeds, useSession } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import type { ModalityNamed } from './SeedMeans';
import css from './SeedsPanel.module.css';

/** Stands for the prediction among modality ids, none of which begins so. */
const FUSION = '\u0000fusion';

interface Props {
  readonly table: SeedTable;
  readonly modalities: readonly ModalityNamed[];
}

export function SeedComparisons({ table, modalities }: Props) {
  const session = useSession();
  const baselineChosen = useSeeds((state) => state.baseline);
  const modality = useSeeds((state) => state.modality);
  const summary = useExperiment((state) => state.summary);
  const measure = useMemo(
    () => measureIn(summary?.modalities ?? [], { modality }),
    [summary, modality],
  );
  const isOfModality = measure.of === 'modality';
  const baseline =
    baselineChosen === ALONE && isOfModality
      ? ALONE
      : baselineIn(table, { baseline: baselineChosen });
  const compared = useMemo(
    () => comparisonsIn(table, measure, baseline),
    [table, measure, baseline],
  );
  const labelOf = (name: string) => table.rows.find(({ run }) => run === name)?.label ?? name;
  const baselines = [
    ...table.rows.map(({ run, label }) => ({ value: run, name: label })),
    ...(isOfModality ? [{ value: ALONE, name: 'Each trained alone' }] : []),
  ];
  if (baselines.length < 2) return null;
  return (
    <>
      <div className={css.choices}>
        <Choice
          label="Compared with"
          value={baseline}
          options={baselines}
          onChange={session.seeds.compareWith}
        />
        <Choice
          label="In"
          value={isOfModality ? measure.modality : FUSION}
          options={[
            { value: FUSION, name: 'Fusion' },
            ...modalities.map(({ id, name }) => ({ value: id, name: `${name}, by its probe` })),
          ]}
          onChange={(value) => session.seeds.compareIn(value === FUSION ? null : value)}
        />
      </div>
      <CopyTable name="Differences to the baseline">
        <ScrollRegion className="scroll-x" label="Differences, scrolls sideways">
          <table className={`${lines.lines} ${css.table}`} aria-label="Differences to the baseline">
            <thead>
              <tr className="small">
                <th scope="col">Method</th>
                <th scope="col">difference</th>
                <th scope="col">{intervalWords(table.seeds.length)}</th>
                <th scope="col">p (Holm)</th>
                <th scope="col" className={css.verdict}>
                  verdict
                </th>
              </tr>
            </thead>
            <tbody>
              {compared.map((each) => (
                <tr key={each.method}>
                  <th scope="row">{labelOf(each.method)}</th>
                  <td>{each.mean === null ? '–' : signedPoints(each.mean)}</td>
                  <td>{each.interval === null ? '–' : pointsRange(each.interval)}</td>
                  <td>{each.verdict === 'too-few' ? '–' : pText(each.pHolm)}</td>
                  <td className={css.verdict} data-verdict={each.verdict}>
                    {verdictText(each)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </CopyTable>
      <p className="small quiet">
        Mean difference in points, seed by seed, with{' '}
        {table.seeds.length === 2 ? 'the range of the two' : 'its bootstrap interval'}. p: exact
        sign-flip test of the paired differences, after Holm over all methods of the race; a verdict
        is spoken at .05.
      </p>
    </>
  );
}
