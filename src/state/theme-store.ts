/**
 * Light or dark: the system's wish until a person chooses. The choice is kept in this browser; where
 * that fails (private windows, full storage) it holds until the page closes.
 */
import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore } from './readonly-store';

export type Theme = 'light' | 'dark';

export interface ThemeState {
  readonly theme: Theme;
  toggle(): void;
}

export type ThemeStore = ReadonlyStore<ThemeState>;

const STORAGE_KEY = 'modality-lab.theme';

/** What the store needs of a browser. */
export interface ThemeSurroundings {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly prefersDark: boolean;
}

function kept({ storage }: ThemeSurroundings): Theme | null {
  try {
    const value = storage?.getItem(STORAGE_KEY);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}

export function createThemeStore(surroundings: ThemeSurroundings): ThemeStore {
  return createStore<ThemeState>((set, get) => ({
    theme: kept(surroundings) ?? (surroundings.prefersDark ? 'dark' : 'light'),
    toggle: () => {
      const theme = get().theme === 'dark' ? 'light' : 'dark';
      set({ theme });
      try {
        surroundings.storage?.setItem(STORAGE_KEY, theme);
      } catch {
        // the choice still holds on this page
      }
    },
  }));
}
