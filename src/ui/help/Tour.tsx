/**
 * The tour: one stop at a time, its words beside the part they speak of, which is marked while they do. Buttons or arrow
 * keys go on and back, Escape leaves; a part that is not in sight is passed over. The page stays usable beside it.
 */
import { Popover } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { TOUR, type TourStop } from '../../state/help/tour';
import css from './Tour.module.css';

/** Narrower, there is no room beside a part: the words stand at the foot of the screen, or, of a part there, at its top. */
const NARROW = 720;
const GAP = 8;

const partOf = ({ part }: TourStop): HTMLElement | null => {
  const found = document.querySelector<HTMLElement>(`[data-tour="${part}"]`);
  return found && found.getClientRects().length > 0 ? found : null;
};

const isNarrow = (): boolean => window.innerWidth <= NARROW;
const isAtFoot = (part: HTMLElement): boolean =>
  part.getBoundingClientRect().top > window.innerHeight / 2;

/** Where the words are put beside: the part, as far as it is in sight. */
function placeOf(part: HTMLElement): DOMRect {
  const { innerWidth: width, innerHeight: height } = window;
  if (isNarrow()) return new DOMRect(width / 2, isAtFoot(part) ? 0 : height - GAP, 0, 0);
  const rect = part.getBoundingClientRect();
  const top = Math.min(Math.max(0, rect.top), height);
  const bottom = Math.max(Math.min(height, rect.bottom), top);
  return new DOMRect(rect.left, top, rect.width, bottom - top);
}

interface StopProps {
  readonly stop: TourStop;
  readonly number: number;
  readonly count: number;
  readonly onGo: (by: 1 | -1) => void;
  readonly onLeave: () => void;
}

function Stop({ stop, number, count, onGo, onLeave }: StopProps) {
  const part = partOf(stop);
  const title = useRef<HTMLHeadingElement>(null);
  const anchor = useRef({ getBoundingClientRect: () => new DOMRect() });
  const isLast = number === count;
  useEffect(() => {
    if (!part) return;
    const isTall = part.offsetHeight > window.innerHeight / 2 || isNarrow();
    part.dataset['toured'] = 'true';
    part.scrollIntoView({ block: isTall ? 'start' : 'nearest' });
    return () => {
      delete part.dataset['toured'];
    };
  }, [part]);
  if (!part) return null;
  anchor.current = { getBoundingClientRect: () => placeOf(part) };
  return (
    <Popover.Root open onOpenChange={(isOpen) => isOpen || onLeave()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className={`floating ${css.card}`}
          aria-labelledby="tour-title"
          aria-describedby="tour-says"
          side={isNarrow() ? (isAtFoot(part) ? 'bottom' : 'top') : stop.side}
          align="start"
          sideOffset={GAP}
          collisionPadding={GAP}
          updatePositionStrategy="always"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            title.current?.focus({ preventScroll: true });
          }}
          // the next stop, or whoever opened the tour, takes it
          onCloseAutoFocus={(event) => event.preventDefault()}
          // the part may be tried while the words stand beside it
          onInteractOutside={(event) => event.preventDefault()}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight' && !isLast) onGo(1);
            if (event.key === 'ArrowLeft' && number > 1) onGo(-1);
          }}
        >
          <p className="small quiet">
            {number} of {count}
          </p>
          <h2 id="tour-title" ref={title} tabIndex={-1} className={css.title}>
            {stop.title}
          </h2>
          <p id="tour-says">{stop.says}</p>
          <div className={css.ways}>
            {number > 1 ? (
              <button type="button" className="button outlined" onClick={() => onGo(-1)}>
                Back
              </button>
            ) : null}
            {isLast ? null : (
              <button type="button" className="button outlined" onClick={() => onGo(1)}>
                Next
              </button>
            )}
            <button type="button" className="link" onClick={onLeave}>
              {isLast ? 'End the tour' : 'Leave the tour'}
            </button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

export function Tour({ onLeave }: { readonly onLeave: () => void }) {
  // as they stand when the tour begins; one that has gone by the time it is reached is passed over below
  const [stops] = useState(() => TOUR.filter(partOf));
  const [at, setAt] = useState(0);
  const stop = stops[at];
  const isThere = stop !== undefined && partOf(stop) !== null;
  useEffect(() => {
    if (!isThere) onLeave();
  }, [isThere, onLeave]);
  if (!stop || !isThere) return null;
  const go = (by: 1 | -1) => {
    let next = at + by;
    while (stops[next] && !partOf(stops[next] as TourStop)) next += by;
    if (stops[next]) setAt(next);
    else if (by > 0) onLeave();
  };
  return (
    <Stop
      key={stop.part}
      stop={stop}
      number={at + 1}
      count={stops.length}
      onGo={go}
      onLeave={onLeave}
    />
  );
}
