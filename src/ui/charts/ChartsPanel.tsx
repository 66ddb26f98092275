/**
 * The right column: the race's three charts, further measures behind tabs, and one sentence that says what
 * happens. Only the tab in sight is computed and drawn.
 */
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { CertaintyTab } from '../measures/CertaintyTab';
import { CompetitionTab } from '../measures/CompetitionTab';
import { DimensionsTab } from '../measures/DimensionsTab';
import { GeometryTab } from '../measures/GeometryTab';
import { LossesTab } from '../measures/LossesTab';
import { useTold } from '../time/use-told';
import { RaceTab } from './RaceTab';
import '../measures/measures.css';
import './charts.css';

/** A word on the tab, the whole name for those who hear it; the panel's headings say the rest. */
const TABS = [
  { id: 'race', word: 'Race', name: 'Race' },
  { id: 'losses', word: 'Losses', name: 'Losses and gradients' },
  { id: 'competition', word: 'Competition', name: 'Competition' },
  { id: 'dimensions', word: 'Dimensions', name: 'Dimensions' },
  { id: 'certainty', word: 'Certainty', name: 'Certainty' },
  { id: 'geometry', word: 'Geometry', name: 'Geometry and cost' },
] as const;

function Told() {
  const { text, isQuiet } = useTold();
  return (
    <p className="charts-told" role="status" aria-live={isQuiet ? 'off' : 'polite'}>
      {text}
    </p>
  );
}

export function ChartsPanel() {
  const [run, setRun] = useState<string | null>(null);
  const chosen = { run, onRun: setRun };
  return (
    <section className="charts" aria-label="What happens">
      <Tabs.Root className="tabs" defaultValue="race">
        <Tabs.List className="tabs-list" aria-label="Measures">
          {TABS.map(({ id, word, name }) => (
            <Tabs.Trigger key={id} value={id} className="tab" aria-label={name}>
              {word}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content className="tab-panel" value="race">
          <RaceTab />
        </Tabs.Content>
        <Tabs.Content className="tab-panel tab-measures" value="losses">
          <LossesTab {...chosen} />
        </Tabs.Content>
        <Tabs.Content className="tab-panel tab-measures" value="competition">
          <CompetitionTab {...chosen} />
        </Tabs.Content>
        <Tabs.Content className="tab-panel tab-measures" value="dimensions">
          <DimensionsTab {...chosen} />
        </Tabs.Content>
        <Tabs.Content className="tab-panel tab-measures" value="certainty">
          <CertaintyTab {...chosen} />
        </Tabs.Content>
        <Tabs.Content className="tab-panel tab-measures" value="geometry">
          <GeometryTab />
        </Tabs.Content>
      </Tabs.Root>
      <Told />
    </section>
  );
}
