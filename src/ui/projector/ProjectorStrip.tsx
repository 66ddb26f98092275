/** The projector's strip: the race's buttons, the charts to choose from, and the way back, all large and plain. */
import { ScopeChoice } from '../seeds/ScopeChoice';
import { useView } from '../session-context';
import { CommandButton } from '../shell/CommandButton';
import { EpochCounter } from '../shell/EpochCounter';
import { HelpSheet } from '../shell/HelpSheet';
import css from './ProjectorStrip.module.css';

interface StripProps {
  /** The titles of the charts to choose from, in their order. */
  readonly charts: readonly string[];
}

function ChartButtons({ charts }: StripProps) {
  const chart = useView((state) => state.chart);
  const show = useView((state) => state.showChart);
  return (
    <fieldset className={css.group} aria-label="Chart">
      {charts.map((title, place) => (
        <button
          key={title}
          type="button"
          className={`button ${css.chart}`}
          aria-pressed={place === chart}
          aria-keyshortcuts={String(place + 1)}
          onClick={() => show(place)}
        >
          {`${place + 1} ${title.split(' ')[0]}`}
        </button>
      ))}
    </fieldset>
  );
}

export function ProjectorStrip({ charts }: StripProps) {
  return (
    <header className={css.strip}>
      <fieldset className={css.group} aria-label="Race">
        <CommandButton id="play" filled />
        <CommandButton id="step" />
        <CommandButton id="reset" />
      </fieldset>
      <EpochCounter />
      <ChartButtons charts={charts} />
      <ScopeChoice />
      <div className={css.back}>
        <CommandButton id="projector" />
        <HelpSheet />
      </div>
    </header>
  );
}
