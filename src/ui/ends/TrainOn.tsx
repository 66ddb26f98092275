/** Below the end numbers: as many epochs again, and what that does. Nothing while there is no end. */
import { trainOnText } from '../../state/training-on';
import { useExperiment, useRace, useTime } from '../session-context';
import { CommandButton } from '../shell/CommandButton';
import css from './EndTable.module.css';

export function TrainOn() {
  const isOver = useRace(({ phase }) => phase === 'ended');
  const isPast = useTime(({ past }) => past !== null);
  const record = useRace((state) => state.record);
  const epochs = useExperiment(({ settings }) => settings.epochs);
  if (!isOver || isPast) return null;
  return (
    <div className={css.longer}>
      <CommandButton id="train-on" outlined opens="up" />
      <p className="small quiet">{trainOnText(record, epochs)}</p>
    </div>
  );
}
