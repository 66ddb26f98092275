/** Which runs of the shelf are laid over the curves, by letter and dash, and in what each differs from what is shown. */
import type { ChartSource } from '../../../state/charts/chart-frame';
import { DashSample } from '../../figures/DashSample';
import { useLaid, useSession } from '../../session-context';
import css from './LaidLegend.module.css';

export default function LaidLegend({ source }: { readonly source: ChartSource }) {
  const { runs } = useSession();
  const laid = useLaid((state) => state.runs);
  const draws = useLaid((state) => state.draws);
  const dashes = draws?.laidDashes(laid, source);
  return (
    <ul className={`${css.legend} small`} aria-label="Runs laid over these curves">
      {laid.map((run) => (
        <li key={run.id}>
          <strong>{run.letter}</strong>
          <DashSample dash={dashes?.get(run.record.name) ?? 'solid'} />
          <span>
            {run.title} <span className="quiet">{draws?.laidText(run, source)}</span>
          </span>
          <button type="button" className="link" onClick={() => runs.lay(run.id)}>
            Take away<span className="unseen">{` ${run.letter}, ${run.title}`}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
