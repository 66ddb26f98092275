/** How far the race has come, in epochs. */
import { expectedEpochs } from '../../state/charts/chart-frame';
import { needText } from '../../state/need/need-text';
import { epochsDone } from '../../state/race-record';
import { racingRuns } from '../../state/race-store';
import { useExperiment, useLab, useNeed, useRace } from '../session-context';
import css from './EpochCounter.module.css';

export function EpochCounter() {
  const record = useRace((state) => state.record);
  const settings = useExperiment((state) => state.settings);
  const need = useNeed((state) => state.need);
  const catalogue = useLab((state) => state.catalogue);
  const isStarting = useRace(({ phase }) => phase === 'starting');
  const between = useRace(({ phase }) => phase === 'paused')
    ? racingRuns(record).find(({ progress }) => progress !== null)?.progress
    : null;
  const epoch = Math.max(0, ...racingRuns(record).map(epochsDone));
  const last = expectedEpochs({ record, settings, catalogue });
  // nets of many parameters take a while before their first step
  const below = isStarting ? 'setting up' : need && needText(need);
  return (
    <p className={css.epoch}>
      <span className="quiet">epoch</span>{' '}
      <span className={`${css.number} large`} style={{ minWidth: `${String(last).length}ch` }}>
        {epoch}
      </span>
      <span className="quiet">
        {between ? `, batch ${between.step} of ${between.steps}` : ` of ${last}`}
      </span>{' '}
      {below ? <span className={`${css.need} small quiet`}>{below}</span> : null}
    </p>
  );
}
