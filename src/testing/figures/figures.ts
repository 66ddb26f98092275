/** All figures, by name: a module of this folder that exports `FIGURE` is one. */
import type { Figure } from './figure';

const modules = import.meta.glob<Figure>(['./*.tsx', '!./*.test.tsx', '!./FigureStage.tsx'], {
  import: 'FIGURE',
  eager: true,
});

export const FIGURES: readonly Figure[] = Object.values(modules).sort((a, b) =>
  a.name.localeCompare(b.name, 'en'),
);
