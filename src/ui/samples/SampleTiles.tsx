/** A page of samples, each with all its modalities; pressed, a tile opens its sample. Reads what is in sight only. */

import { useEffect, useMemo } from 'react';
import type { Row } from '../../protocol/units';
import { useSamples, useShown } from '../session-context';
import { SampleDrawings } from './SampleDrawings';
import drawings from './SampleDrawings.module.css';
import css from './SampleTiles.module.css';

/** Tiles of one page: what fits on a screen, and is read in one go. */
const PER_PAGE = 24;

interface Props {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly onPage: (page: number) => void;
  /** Given the place among `rows`. */
  readonly onOpen: (place: number) => void;
  /** Asks for samples; null where they cannot be read. */
  readonly read: ((rows: readonly Row[]) => void) | null;
}

export function SampleTiles({ rows, page, onPage, onOpen, read }: Props) {
  const first = page * PER_PAGE;
  const inSight = useMemo(() => rows.slice(first, first + PER_PAGE), [rows, first]);
  useEffect(() => read?.(inSight), [read, inSight]);
  return (
    <>
      <ul className={`${drawings.row} ${css.tiles}`}>
        {inSight.map((row, k) => (
          <li key={row}>
            <Tile row={row} onOpen={() => onOpen(first + k)} />
          </li>
        ))}
      </ul>
      {rows.length > PER_PAGE ? (
        <div className={css.pager}>
          <button
            type="button"
            className="button"
            aria-disabled={page === 0}
            onClick={() => onPage(Math.max(0, page - 1))}
          >
            Previous {PER_PAGE}
          </button>
          <span className="quiet" role="status">
            {first + 1} to {first + inSight.length} of {rows.length}
          </span>
          <button
            type="button"
            className="button"
            aria-disabled={first + PER_PAGE >= rows.length}
            onClick={() => {
              if (first + PER_PAGE < rows.length) onPage(page + 1);
            }}
          >
            Next {PER_PAGE}
          </button>
        </div>
      ) : null}
    </>
  );
}

function Tile({ row, onOpen }: { readonly row: Row; readonly onOpen: () => void }) {
  const summary = useShown((state) => state.summary);
  const sample = useSamples((state) => state.samples.get(row));
  const name = sample ? (summary?.classNames[sample.label] ?? `class ${sample.label}`) : '';
  return (
    <button
      type="button"
      className={css.tile}
      aria-label={`Sample, ${name} ${row}`}
      onClick={onOpen}
    >
      {summary && sample ? (
        <SampleDrawings
          modalities={summary.modalities}
          values={sample.values}
          texts={sample.texts}
          lacks={sample.lacks}
          name={name}
        />
      ) : null}
      <span className="small">
        {name} <span className="quiet">{row}</span>
      </span>
    </button>
  );
}
