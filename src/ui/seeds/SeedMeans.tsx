/** Mean, standard deviation and interval of every run over the seeds, or over the folds: fusion, each modality, its gap to training alone. */

import { Fragment, useMemo } from 'react';
import { modalityTone } from '../../state/charts/chart';
import { counted, type Repeat } from '../../state/seeds/repeat';
import type { SeedTable } from '../../state/seeds/seed-table';
import { accuracyText, pointsRange, pointsText, rangeText } from '../../state/seeds/seed-words';
import { type BySeed, type SeedSpread, spreadOf } from '../../verdict/seed-numbers';
import lines from '../controls/lines.module.css';
import { ScrollRegion } from '../controls/ScrollRegion';
import { CopyTable } from '../take-away/CopyTable';
import css from './SeedsPanel.module.css';

export interface ModalityNamed {
  readonly id: string;
  /** No two alike. */
  readonly name: string;
}

interface Props {
  readonly table: SeedTable;
  readonly modalities: readonly ModalityNamed[];
  readonly repeat: Repeat;
}

interface NumberProps {
  readonly values: BySeed;
  readonly all: number;
  readonly repeat: Repeat;
  readonly write: (spread: SeedSpread) => string;
  readonly range: (range: readonly [number, number]) => string;
}

function NumberCell({ values, all, repeat, write, range }: NumberProps) {
  const spread = useMemo(() => spreadOf(values), [values]);
  if (!spread) return <td className="quiet">–</td>;
  return (
    <td>
      {write(spread)}
      <span className={`${css.range} small quiet`}>
        {spread.interval && repeat === 'seed' ? range(spread.interval) : ''}
        {spread.seeds === all ? '' : ` \u00B7 ${counted(spread.seeds, repeat)}`}
      </span>
    </td>
  );
}

export function SeedMeans({ table, modalities, repeat }: Props) {
  const { rows, seeds } = table;
  const all = seeds.length;
  const accuracy = { all, repeat, write: accuracyText, range: rangeText };
  const points = { all, repeat, write: pointsText, range: pointsRange };
  return (
    <>
      <CopyTable name={`Means over the ${repeat}s`}>
        <ScrollRegion className="scroll-x" label={`Means over the ${repeat}s, scrolls sideways`}>
          <table className={`${lines.lines} ${css.table}`} aria-label={`Means over the ${repeat}s`}>
            <thead>
              <tr className="small">
                <th scope="col">Method</th>
                <th scope="col">Fusion</th>
                {modalities.map(({ id, name }, place) => (
                  <Fragment key={id}>
                    <th scope="col" style={{ color: `var(--${modalityTone(place)}-type)` }}>
                      {name}
                    </th>
                    <th scope="col" className="quiet">
                      gap<span className="unseen"> of {name}</span>
                    </th>
                  </Fragment>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ run, label, failed, fusion, cells }) => (
                <tr key={run}>
                  <th scope="row">
                    {label}
                    {failed.length === 0 ? null : (
                      <span className={`${css.range} small problem`}>
                        {`failed on ${failed.length} of ${all}`}
                      </span>
                    )}
                  </th>
                  <NumberCell values={fusion} {...accuracy} />
                  {cells.map((cell) => (
                    <Fragment key={cell.modality}>
                      <NumberCell values={cell.accuracy} {...accuracy} />
                      <NumberCell values={cell.gap} {...points} />
                    </Fragment>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </CopyTable>
      <p className="small quiet">
        {`${counted(all, repeat)}, test split: mean \u00B1 standard deviation over the ${repeat}s${repeat === 'seed' ? `; below it ${all === 2 ? 'the range of the two' : 'the 95\u00A0% interval of the mean (bootstrap)'}` : ''}. Each modality by a logistic probe on its encoder; its gap, in points, is what it reaches when trained alone on the same ${repeat} minus what it reaches here.`}
      </p>
    </>
  );
}
