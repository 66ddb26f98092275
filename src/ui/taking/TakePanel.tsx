/** The way to take race, report, nets, data and features along; what stands in it loads with the first press. */
import { lazy, Suspense, useState } from 'react';
import css from './TakePanel.module.css';

const TakeSheet = lazy(() => import('./TakeSheet'));

export function TakePanel() {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby="take-title">
      <h2 id="take-title">For other programs</h2>
      <button
        type="button"
        className={`button outlined ${css.open}`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Report, notebook, nets, data
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <TakeSheet />
        </Suspense>
      ) : null}
    </section>
  );
}
