/**
 * The right column: the race's charts, further measures behind tabs, and one sentence that says what happens.
 * Only the tab in sight is computed and drawn.
 */
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { ScrollRegion } from '../controls/ScrollRegion';
import tabsCss from '../controls/tabs.module.css';
import { Unbroken } from '../controls/Unbroken';
import { AxisChoice } from '../figures/AxisChoice';
import { CHARTS } from '../shell/SkipLink';
import { useTold } from '../time/use-told';
import css from './HappensPanel.module.css';
import { TabPanel } from './TabPanel';
import { TABS } from './tabs';

/** Stands open first, with its charts as high as the column allows. */
const [FIRST] = TABS;

/** More letters than this would take the charts' room if they were large. */
const LONG = 240;

/** Its name in the tour. */
const TOLD = 'told';

function Told() {
  const { text, isQuiet } = useTold();
  const isLong = text.length > LONG;
  const told = (
    <p
      className={css.told}
      role="status"
      aria-live={isQuiet ? 'off' : 'polite'}
      data-tour={isLong ? undefined : TOLD}
    >
      <Unbroken text={text} />
    </p>
  );
  if (!isLong) return told;
  return (
    <ScrollRegion className={css.long} label="What this race says" tour={TOLD}>
      {told}
    </ScrollRegion>
  );
}

export function HappensPanel() {
  const [run, setRun] = useState<string | null>(null);
  return (
    <section className={css.charts} id={CHARTS} tabIndex={-1} aria-label="What happens">
      <Tabs.Root className={css.tabs} defaultValue={FIRST?.id} data-tour="charts">
        <div className={css.head}>
          <Tabs.List className={css.list} aria-label="Measures">
            {TABS.map(({ id, word, name }) => (
              <Tabs.Trigger
                key={id}
                value={id}
                className={`${tabsCss.tab} ${css.tab}`}
                aria-label={name}
              >
                {word}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <div className={css.axis}>
            <AxisChoice />
          </div>
        </div>
        {TABS.map((tab) => (
          <Tabs.Content
            key={tab.id}
            className={tab === FIRST ? css.panel : `${css.panel} ${css.measures}`}
            value={tab.id}
          >
            <TabPanel tab={tab} chosen={run} onChoose={setRun} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <Told />
    </section>
  );
}
