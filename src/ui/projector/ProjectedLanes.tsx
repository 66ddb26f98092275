/**
 * The lanes beside the projected chart: of the runs whose numbers stand there, as many pictures as the screen holds at a
 * size that the last row reads. Reads the stores.
 */
import { methodIdOf, runNames } from '../../protocol/settings';
import { dashesOf } from '../../state/charts/chart';
import type { HeadlineNumber } from '../../state/projector/headline';
import { RunLanes } from '../lanes/RunLanes';
import { useShown } from '../session-context';
import css from './ProjectedLanes.module.css';

interface Props {
  readonly numbers: readonly HeadlineNumber[];
  /** How high the place for lanes is, in pictures of two modalities. */
  readonly room: number;
}

/** A picture grows by one lane of two with every modality. */
const LANES_OF_ONE = 2;

export function ProjectedLanes({ numbers, room }: Props) {
  const catalogue = useShown((state) => state.catalogue);
  const settings = useShown((state) => state.settings);
  const summary = useShown((state) => state.summary);
  if (summary === null || catalogue.length === 0) return null;
  const most = Math.floor((room * LANES_OF_ONE) / summary.modalities.length);
  const names = runNames(settings);
  const dashes = dashesOf(names, catalogue);
  const ofNumbers = numbers.flatMap(({ run }) => (run === null ? [] : [run]));
  // the first and the last number are the furthest apart, and so are the pictures of their runs
  const ranked = [...ofNumbers.slice(0, 1), ...ofNumbers.slice(-1), ...ofNumbers, ...names];
  const runs = [...new Set(ranked)].filter((run) => names.includes(run));
  const shown = names.filter((run) => runs.slice(0, most).includes(run));
  if (shown.length === 0) return null;
  return (
    <>
      <h2 className="unseen">How they train</h2>
      <ul className={css.lanes} aria-label="How they train">
        {shown.map((run) => {
          const method = catalogue.find(({ id }) => id === methodIdOf(run));
          return method ? (
            <RunLanes
              key={run}
              run={run}
              method={method}
              summary={summary}
              dash={dashes.get(run) ?? 'solid'}
              isBare
            />
          ) : null;
        })}
      </ul>
    </>
  );
}
