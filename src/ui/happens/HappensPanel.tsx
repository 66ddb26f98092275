/**
 * The right column: the race's three charts, further measures behind tabs, and one sentence that says what
 * happens. Only the tab in sight is computed and drawn.
 */
import { Tabs } from 'radix-ui';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { Unbroken } from '../controls/Unbroken';
import { useTold } from '../time/use-told';
import css from './HappensPanel.module.css';
import { RaceTab } from './race/RaceTab';
import type { TabProps } from './tab-props';

/** A tab fetched when it is opened first. */
const tab = (load: () => Promise<ComponentType<TabProps>>) =>
  lazy(async () => ({ default: await load() }));

/** A word on the tab, the whole name for those who hear it; the panel's headings say the rest. */
const TABS = [
  {
    id: 'losses',
    word: 'Losses',
    name: 'Losses and gradients',
    Tab: tab(async () => (await import('./losses/LossesTab')).LossesTab),
  },
  {
    id: 'competition',
    word: 'Competition',
    name: 'Competition',
    Tab: tab(async () => (await import('./competition/CompetitionTab')).CompetitionTab),
  },
  {
    id: 'dimensions',
    word: 'Dimensions',
    name: 'Dimensions',
    Tab: tab(async () => (await import('./dimensions/DimensionsTab')).DimensionsTab),
  },
  {
    id: 'certainty',
    word: 'Certainty',
    name: 'Certainty',
    Tab: tab(async () => (await import('./certainty/CertaintyTab')).CertaintyTab),
  },
  {
    id: 'geometry',
    word: 'Geometry',
    name: 'Geometry and cost',
    Tab: tab(async () => (await import('./geometry/GeometryTab')).GeometryTab),
  },
  {
    id: 'confusion',
    word: 'Confusion',
    name: 'Confusion',
    Tab: tab(async () => (await import('./confusion/ConfusionTab')).ConfusionTab),
  },
  {
    id: 'map',
    word: 'Map',
    name: 'Feature map',
    Tab: tab(async () => (await import('./map/MapTab')).MapTab),
  },
] as const;

function Told() {
  const { text, isQuiet } = useTold();
  return (
    <p className={css.told} role="status" aria-live={isQuiet ? 'off' : 'polite'}>
      <Unbroken text={text} />
    </p>
  );
}

export function HappensPanel() {
  const [run, setRun] = useState<string | null>(null);
  const chosen = { run, onRun: setRun };
  return (
    <section className={css.charts} aria-label="What happens">
      <Tabs.Root className={css.tabs} defaultValue="race">
        <Tabs.List className={css.list} aria-label="Measures">
          <Tabs.Trigger value="race" className={css.tab}>
            Race
          </Tabs.Trigger>
          {TABS.map(({ id, word, name }) => (
            <Tabs.Trigger key={id} value={id} className={css.tab} aria-label={name}>
              {word}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content className={css.panel} value="race">
          <RaceTab />
        </Tabs.Content>
        {TABS.map(({ id, Tab }) => (
          <Tabs.Content key={id} className={`${css.panel} ${css.measures}`} value={id}>
            <Suspense fallback={<p className="quiet">The tab is being fetched.</p>}>
              <Tab {...chosen} />
            </Suspense>
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <Told />
    </section>
  );
}
