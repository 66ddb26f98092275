/** The course of a run in a few pixels: accuracy by epoch, 0 to 100 %; of several seeds the mean and a band. */
import type { RunGroup } from '../../state/runs/shelf-groups';
import css from './Sparkline.module.css';

const WIDTH = 96;
const HEIGHT = 32;

interface Props {
  readonly band: RunGroup['band'];
}

export function Sparkline({ band }: Props) {
  const last = Math.max(1, band.length - 1);
  const at = (i: number, value: number) => {
    const inside = Math.max(0, Math.min(1, value));
    return `${((WIDTH * i) / last).toFixed(1)},${((1 - inside) * HEIGHT).toFixed(1)}`;
  };
  const mean = band.map((each, i) => at(i, each.mean));
  const high = band.map((each, i) => at(i, each.high));
  const low = band.map((each, i) => at(i, each.low)).reverse();
  return (
    <svg
      className={css.spark}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className={css.ground} d={`M0,${HEIGHT}H${WIDTH}`} />
      <polygon className={css.band} points={[...high, ...low].join(' ')} />
      <polyline className={css.line} points={mean.join(' ')} />
    </svg>
  );
}
