/** The small control at a figure that opens the sheet with which it is saved. The sheet is loaded when it is opened. */
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import css from './SaveFigure.module.css';

const SaveSheet = lazy(() => import('./SaveSheet'));

/** What a figure was drawn from, where that is not the race on the page. */
export interface FigureSource {
  /** Runs, data, seeds, in sentences. */
  readonly words: string;
  /** The experiment as the file holds it, JSON. */
  readonly settings: unknown;
  /** Where it can be opened again; null where it has no address. */
  readonly link: string | null;
}

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
