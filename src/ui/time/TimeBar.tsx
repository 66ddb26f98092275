/**
 * The time bar: every epoch of the race on one line, what has been trained filled in, and a thumb for the epoch that
 * every view shows. Looking back never touches training.
 */
import { Slider } from 'radix-ui';
import { useMemo } from 'react';
import { timeLine } from '../../state/time/time-line';
import { useChartSource } from '../happens/use-measures';
import { useShown, useTime } from '../session-context';
import { CommandButton } from '../shell/CommandButton';
import { ReplayControl } from './ReplayControl';
import css from './TimeBar.module.css';

export function TimeBar() {
  const source = useChartSource();
  const at = useShown((state) => state.at);
  const phase = useShown((state) => state.phase);
  const show = useTime((state) => state.show);
  const follow = useTime((state) => state.follow);
  const line = useMemo(() => timeLine({ ...source, at, phase }), [source, at, phase]);
  const share = (epoch: number) => `${(100 * (epoch - 1)) / Math.max(1, line.last - 1)}%`;
  const isEmpty = line.present === 0;
  return (
    <section className={css.time} aria-labelledby="time-title">
      <h2 id="time-title" className={css.title}>
        Time
      </h2>
      <Slider.Root
        className={css.track}
        min={1}
        max={Math.max(2, line.last)}
        step={1}
        value={[line.shown]}
        disabled={isEmpty}
        onValueChange={([epoch = 1]) => (epoch >= line.present ? follow() : show(epoch))}
      >
        <Slider.Track className={css.line}>
          <span className={css.done} style={{ width: isEmpty ? 0 : share(line.present) }} />
        </Slider.Track>
        {line.marks.map((mark) => (
          <span key={mark.label} className={css.mark} style={{ left: share(mark.epoch) }}>
            {/* towards the middle, so that no name leaves the page */}
            <span className={`${css.markName} small`} data-before={2 * mark.epoch > line.last}>
              {mark.label}
            </span>
          </span>
        ))}
        <Slider.Thumb
          className={css.thumb}
          aria-label="Epoch shown"
          aria-valuetext={line.told}
          data-live={at === null}
        />
      </Slider.Root>
      <p className={css.told}>{line.told}</p>
      <CommandButton id="freeze" opens="up" />
      <ReplayControl />
    </section>
  );
}
