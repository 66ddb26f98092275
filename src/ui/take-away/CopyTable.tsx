/** A table of numbers, and the button that copies it as text for another program. */
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import css from './CopyTable.module.css';

const CopyForms = lazy(() => import('./CopyForms'));

interface Props {
  /** What the table is called where it goes. */
  readonly name: string;
  /** One table, with whatever belongs to it. */
  readonly children: ReactNode;
}

export function CopyTable({ name, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <div ref={frame} className={css.frame}>
      {children}
      <div className={`${css.copy} small`} data-leave-out>
        <button
          type="button"
          className="link quiet"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Copy table<span className="unseen">{` ${name}`}</span>
        </button>
        {isOpen ? (
          <Suspense fallback={null}>
            <CopyForms name={name} table={() => frame.current?.querySelector('table') ?? null} />
          </Suspense>
        ) : null}
      </div>
    </div>
  );
}
