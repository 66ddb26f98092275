/** The page: the view that is looked at, in the theme that was chosen, with its keys. */
import './tokens.css';
import './base.css';
import { Suspense, useEffect } from 'react';
import { useTheme, useView } from './session-context';
import { useShortcuts } from './shell/use-shortcuts';
import { VIEW_OF } from './views';

export function App() {
  const theme = useTheme((state) => state.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useShortcuts();
  const View = VIEW_OF[useView((state) => state.view)];
  return (
    <Suspense fallback={<p className="unseen">The page is being fetched.</p>}>
      <View />
    </Suspense>
  );
}
