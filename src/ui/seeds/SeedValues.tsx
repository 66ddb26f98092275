/** Every single value, seed by seed, for whoever wants to see what the means are made of. */

import { Fragment } from 'react';
import type { Accuracy } from '../../protocol/units';
import { modalityTone } from '../../state/charts/chart';
import { finePercent } from '../../state/format';
import { capital, type Repeat } from '../../state/seeds/repeat';
import type { SeedTable } from '../../state/seeds/seed-table';
import lines from '../controls/lines.module.css';
import { ScrollRegion } from '../controls/ScrollRegion';
import { CopyTable } from '../take-away/CopyTable';
import type { ModalityNamed } from './SeedMeans';
import css from './SeedsPanel.module.css';

interface Props {
  readonly table: SeedTable;
  readonly modalities: readonly ModalityNamed[];
  readonly repeat: Repeat;
}

const written = (value: Accuracy | undefined): string =>
  value === undefined ? '–' : finePercent(value);

export function SeedValues({ table: { seeds, rows, alone }, modalities, repeat }: Props) {
  return (
    <details className={css.values}>
      <summary>Single values</summary>
      <CopyTable name="Single values">
        <ScrollRegion className="scroll-x" label="Single values, scrolls sideways">
          <table className={`${lines.lines} ${css.table}`} aria-label="Single values">
            <thead>
              <tr className="small">
                <th scope="col">{capital(repeat)}</th>
                <th scope="col">Method</th>
                <th scope="col">Fusion</th>
                {modalities.map(({ id, name }, place) => (
                  <th key={id} scope="col" style={{ color: `var(--${modalityTone(place)}-type)` }}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {seeds.map((seed) => (
                <Fragment key={seed}>
                  {rows.map(({ run, label, failed, fusion, cells }) => (
                    <tr key={run}>
                      <th scope="row">{seed}</th>
                      <td className={css.method}>{label}</td>
                      {failed.includes(seed) ? (
                        <td className="problem" colSpan={cells.length + 1}>
                          failed
                        </td>
                      ) : (
                        <>
                          <td>{written(fusion.get(seed))}</td>
                          {cells.map(({ modality, accuracy }) => (
                            <td key={modality}>{written(accuracy.get(seed))}</td>
                          ))}
                        </>
                      )}
                    </tr>
                  ))}
                  <tr className={css.alone}>
                    <th scope="row">{seed}</th>
                    <td className={css.method}>Each trained alone</td>
                    <td>–</td>
                    {modalities.map(({ id }) => (
                      <td key={id}>{written(alone.get(id)?.get(seed))}</td>
                    ))}
                  </tr>
                </Fragment>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </CopyTable>
    </details>
  );
}
