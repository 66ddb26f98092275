/** The curves as a table: by the modality that is spoiled, a row for each run. */

import type { Spoiled } from '../../../state/measures/spoiled';
import lines from '../../controls/lines.module.css';
import { Term } from '../../controls/Term';
import css from '../../figures/numbers.module.css';
import { toneTypeColour } from '../../figures/strokes';
import { CopyTable } from '../../take-away/CopyTable';

interface Props {
  readonly view: Spoiled;
  readonly name: string;
  /** What becomes of the modality, beside its name. */
  readonly verb: string;
  readonly across: string;
  readonly level: (at: number) => string;
  /** What the last column is. */
  readonly area: string | undefined;
}

export function SpoiledNumbers({ view, name, verb, across, level, area }: Props) {
  const { levels, modalities } = view;
  return (
    <CopyTable name={name}>
      <div className="scroll-x">
        <table className={`${lines.lines} ${css.numbers} ${css.runs}`} aria-label={name}>
          <thead>
            <tr className="small quiet">
              <td />
              <th scope="colgroup" colSpan={levels.length}>
                {across}
              </th>
              <td />
            </tr>
            <tr className="small">
              <th scope="col">run</th>
              {levels.map((at) => (
                <th key={at} scope="col">
                  {level(at)}
                </th>
              ))}
              <th scope="col">
                <Term says={area}>area</Term>
              </th>
            </tr>
          </thead>
          {modalities.map(({ modality, rows }) => (
            <tbody key={modality.id}>
              <tr className="small">
                <th
                  scope="rowgroup"
                  colSpan={levels.length + 2}
                  className={css.group}
                  style={{ color: toneTypeColour(modality.tone) }}
                >
                  {`${modality.word} ${verb}`}
                </th>
              </tr>
              {rows.map(({ key, label, cells, area: height }) => (
                <tr key={key}>
                  <th scope="row">{label}</th>
                  {cells.map((cell, place) => (
                    <td key={levels[place]}>{cell ?? '\u2013'}</td>
                  ))}
                  <td>{height ?? '\u2013'}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </CopyTable>
  );
}
