/**
 * One edge of the lanes picture: a hairline for the feature on its way forward and, where gradient comes back, dashes
 * as wide as the gradient is large. use-flow.ts moves the dashes. Must not import stores.
 */
import { memo } from 'react';
import { HAIRLINE } from '../../state/lanes/dash-width';
import css from './LaneSvg.module.css';

interface EdgeProps {
  readonly path: string;
  readonly colour: string;
  /** Whether the method has this edge at all. */
  readonly isThere: boolean;
  /** Width of the dashes; null where no gradient comes back. */
  readonly gradient: number | null;
}

export const Edge = memo(function Edge({ path, colour, isThere, gradient }: EdgeProps) {
  return (
    <g className={css.fades} data-there={isThere}>
      <path className={css.hairline} d={path} />
      <path
        className={css.dashes}
        data-there={gradient !== null}
        d={path}
        style={{ stroke: colour, strokeWidth: gradient ?? HAIRLINE }}
      />
    </g>
  );
});
