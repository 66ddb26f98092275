/** A head as a box with its name in two short lines; it fades where the method has none. Must not import stores. */
import { memo } from 'react';
import type { Presence } from '../../state/lanes/lane-model';
import css from './LaneSvg.module.css';

interface HeadBoxProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly presence: Presence;
  readonly colour: string;
  readonly above: string;
  readonly below: string;
  /** For what is no head of its own. */
  readonly isDashed?: boolean;
}

export const HeadBox = memo(function HeadBox(props: HeadBoxProps) {
  const { x, y, width, height, presence, colour, above, below, isDashed } = props;
  const middle = x + width / 2;
  return (
    <g className={css.fades} data-there={presence !== 'absent'}>
      <rect
        className={css.shape}
        data-state={presence}
        x={x}
        y={y}
        width={width}
        height={height}
        rx={2}
        strokeDasharray={isDashed ? '3 2' : undefined}
        style={{ stroke: presence === 'resting' ? undefined : colour }}
      />
      <text className={css.word} data-state={presence} x={middle} y={y + height / 2 - 2}>
        {above}
      </text>
      <text className={css.word} data-state={presence} x={middle} y={y + height / 2 + 10}>
        {below}
      </text>
    </g>
  );
});
