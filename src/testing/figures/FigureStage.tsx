/** What a figure needs around it: a session on the fake lab that shows the figure's race and trains nothing. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { defaultSettings } from '../../data/starting-settings';
import { catalogue } from '../../method/catalogue';
import { createSession } from '../../state/session';
import { createThemeStore } from '../../state/theme-store';
import { SessionProvider } from '../../ui/session-context';
import { createFakeLab } from '../fake-lab';
import type { Drawing } from './figure';

const theme = createThemeStore({ storage: null, prefersDark: false });

/** Draws nothing before the race is shown. */
export function FigureStage({ drawing }: { readonly drawing: Drawing }): ReactNode {
  const { race, at, element } = drawing;
  const [isReady, setReady] = useState(false);
  const session = useMemo(
    () =>
      createSession({
        createLab: () => createFakeLab({ every: () => () => {}, catalogue }),
        settings: race?.settings ?? defaultSettings(),
        device: { backend: null },
      }),
    [race],
  );
  useEffect(() => {
    const unsubscribe = session.experiment.subscribe(({ dataStatus }) => {
      if (dataStatus !== 'ready') return;
      unsubscribe();
      if (race) session.time.getState().showPast(race);
      if (at !== null) session.time.getState().show(at);
      setReady(true);
    });
    session.open();
    return unsubscribe;
  }, [session, race, at]);
  return isReady ? (
    <SessionProvider session={session} theme={theme}>
      {element}
    </SessionProvider>
  ) : null;
}
