/** A short piece of a run's line, so that its dash is known before the charts are read. */
import { memo } from 'react';
import type { Dash } from '../../protocol/catalogue';
import { dashArray } from './strokes';

export const DashSample = memo(function DashSample({ dash }: { readonly dash: Dash }) {
  return (
    <svg width="40" height="8" viewBox="0 0 40 8" role="img" aria-label={`drawn ${dash}`}>
      <line
        x1="0"
        y1="4"
        x2="40"
        y2="4"
        stroke="var(--fusion)"
        strokeWidth="2"
        strokeDasharray={dashArray(dash)}
      />
    </svg>
  );
});
