/** The spectrum's numbers for screen readers: the strongest dimensions of every modality. */

import { percent } from '../../../state/format';
import type { Spectrum } from '../../../state/measures/spectrum';

/** A listener should hear which dimensions matter, not all of them. */
const MOST_ROWS = 16;
const OWNERS = {
  both: 'in several modalities',
  neither: 'in none',
  only: 'in one modality',
} as const;

export function SpectrumTable({ spectrum }: { readonly spectrum: Spectrum }) {
  return (
    <div className="unseen">
      {spectrum.strips.map(({ modality, bars }) => (
        <table key={modality.id}>
          <caption>{`Dimensions of ${modality.word}, the best first`}</caption>
          <thead>
            <tr>
              <th scope="col">Dimension</th>
              <th scope="col">Separability</th>
              <th scope="col">Effective</th>
              <th scope="col">Pairs</th>
            </tr>
          </thead>
          <tbody>
            {bars.slice(0, MOST_ROWS).map(({ dimension, separability, owner, teaches, learns }) => (
              <tr key={dimension}>
                <th scope="row">{dimension + 1}</th>
                <td>{percent(separability)}</td>
                <td>{OWNERS[owner]}</td>
                <td>
                  {[teaches ? 'teaches' : '', learns ? 'learns' : ''].filter(Boolean).join(', ') ||
                    'none'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
