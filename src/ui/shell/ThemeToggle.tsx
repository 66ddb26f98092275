/** Light or dark. */
import { useTheme } from '../session-context';

export function ThemeToggle() {
  const theme = useTheme((state) => state.theme);
  const toggle = useTheme((state) => state.toggle);
  return (
    <button type="button" className="button" aria-pressed={theme === 'dark'} onClick={toggle}>
      Dark
    </button>
  );
}
