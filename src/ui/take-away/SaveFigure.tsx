/** The small control at a figure that opens the sheet with which it is saved. The sheet is loaded when it is opened. */
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { FigureSource } from '../../state/figure-files/figure-source';
import css from './SaveFigure.module.css';

const SaveSheet = lazy(() => import('./SaveSheet'));

interface Props {
  readonly title: string;
  /** What the figure shows, for whoever reads it without the page. */
  readonly says: readonly (string | undefined)[];
  /** The figure once more, as it stands now, in any width. */
  readonly copy: () => ReactNode;
  /** The race on the page, at the moment looked at, where nothing is said. */
  readonly source?: FigureSource | null;
}

export function SaveFigure({ title, says, copy, source = null }: Props) {
  const [held, setHeld] = useState<ReactNode>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`link small quiet ${css.save}`}
        data-leave-out
        onClick={() => setHeld(copy())}
      >
        Save figure<span className="unseen">{` ${title}`}</span>
      </button>
      {held === null ? null : (
        <Suspense fallback={null}>
          <SaveSheet
            title={title}
            says={says}
            figure={held}
            source={source}
            opener={button}
            onClose={() => setHeld(null)}
          />
        </Suspense>
      )}
    </>
  );
}
