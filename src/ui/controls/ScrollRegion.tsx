/** A part of the page that scrolls by itself, named and reachable by keys. */
import type { ReactNode } from 'react';

interface Props {
  readonly className: string | undefined;
  /** What it holds and which way it scrolls. */
  readonly label: string;
  /** Its name in the tour. */
  readonly tour?: string;
  readonly children: ReactNode;
}

export function ScrollRegion({ className, label, tour, children }: Props) {
  return (
    // Without the focus, arrow keys would never reach what lies beyond its edge (WCAG 2.1.1); the rule knows no regions
    // that scroll.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keys too
    <section className={className} tabIndex={0} aria-label={label} data-tour={tour}>
      {children}
    </section>
  );
}
