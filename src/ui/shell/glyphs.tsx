/** The few glyphs of the strip. Each stands beside a word and is hidden from screen readers. */
import type { ReactNode } from 'react';

function Glyph({ children }: { readonly children: ReactNode }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" fill="currentColor">
      {children}
    </svg>
  );
}

export const PlayGlyph = () => (
  <Glyph>
    <path d="M3 1.5v11l9-5.5z" />
  </Glyph>
);

export const PauseGlyph = () => (
  <Glyph>
    <path d="M3 2h3v10H3zM8 2h3v10H8z" />
  </Glyph>
);

export const StepGlyph = () => (
  <Glyph>
    <path d="M2 2v10l7-5zM10 2h2v10h-2z" />
  </Glyph>
);

export const ResetGlyph = () => (
  <Glyph>
    <path
      d="M3.2 4.2A5 5 0 1 1 2 7.6M3 1.2v3.3h3.3"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
    />
  </Glyph>
);

export const DieGlyph = () => (
  <Glyph>
    <rect
      x="1.5"
      y="1.5"
      width="11"
      height="11"
      rx="2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
    />
    <circle cx="4.6" cy="4.6" r="1.1" />
    <circle cx="9.4" cy="9.4" r="1.1" />
    <circle cx="7" cy="7" r="1.1" />
  </Glyph>
);
