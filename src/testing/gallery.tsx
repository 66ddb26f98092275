/**
 * Every panel of the page with fixed data, under each other: `vite dev`, then /gallery.html, `?show=figures` for every
 * figure, `?theme=dark` for the other look. The panels' race is the recorded one, the figures have their own; the lab
 * trains nothing. Feeds the visual tests; never part of the build.
 */
import { asRow } from '../protocol/units';
import '../ui/tokens.css';
import '../ui/base.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { catalogue } from '../method/catalogue';
import { readRecording } from '../state/runs/recording';
import { RECORDING_ADDRESS } from '../state/runs/recording-address';
import { createSession } from '../state/session';
import { createThemeStore } from '../state/theme-store';
import type { PastRace } from '../state/time/past-race';
import { DataPanel } from '../ui/data/DataPanel';
import { EndTable } from '../ui/ends/EndTable';
import happensPanelCss from '../ui/happens/HappensPanel.module.css';
import { TabPanel } from '../ui/happens/TabPanel';
import { TABS } from '../ui/happens/tabs';
import { LanesPanel } from '../ui/lanes/LanesPanel';
import { MethodList } from '../ui/methods/MethodList';
import { SampleStoryView } from '../ui/samples/SampleStoryView';
import { Samples } from '../ui/samples/Samples';
import { SampleTiles } from '../ui/samples/SampleTiles';
import { SessionProvider } from '../ui/session-context';
import { TopStrip } from '../ui/shell/TopStrip';
import { SeenStep } from '../ui/slow-motion/SeenStep';
import { Dock } from '../ui/time/Dock';
import { createFakeLab } from './fake-lab';
import { fakeStep } from './fake-step';
import { FigureStage } from './figures/FigureStage';
import { FIGURES } from './figures/figures';
import css from './gallery.module.css';

/** The run that has everything to show. */
const RUN = 'di-mml';

/** Tabs whose best picture is another run's. */
const SHOWN: Readonly<Record<string, string>> = { competition: 'joint' };

async function recorded(): Promise<PastRace> {
  const response = await fetch(`/${RECORDING_ADDRESS}`);
  const recording = await readRecording(await response.arrayBuffer());
  if (!recording) throw new Error('The recording holds no race.');
  return recording;
}

function openedSession(recording: PastRace) {
  const session = createSession({
    createLab: () => createFakeLab({ every: () => () => {}, catalogue }),
    settings: recording.settings,
    device: { backend: null },
  });
  session.open();
  return session;
}

/** One panel with its name, as wide as it stands on the page. */
function Panel({
  name,
  width,
  children,
}: {
  readonly name: string;
  readonly width: number;
  readonly children: ReactNode;
}) {
  return (
    <div className={css.panel} data-panel={name} style={{ width: `min(${width}px, 100%)` }}>
      {children}
    </div>
  );
}

function Gallery({ rows }: { readonly rows: readonly number[] }) {
  return (
    <main className={css.gallery}>
      <h1>Every panel</h1>
      <Panel name="Data" width={248}>
        <DataPanel />
      </Panel>
      <Panel name="Lanes" width={640}>
        <LanesPanel />
      </Panel>
      <Panel name="Samples" width={640}>
        <Samples />
      </Panel>
      <Panel name="Methods" width={640}>
        <MethodList />
      </Panel>
      <Panel name="End numbers" width={640}>
        <EndTable />
      </Panel>
      {TABS.map((tab) => (
        <Panel key={tab.id} name={tab.word} width={440}>
          <div
            className={tab.shows === 'race' ? css.tab : `${css.tab} ${happensPanelCss.measures}`}
          >
            <TabPanel tab={tab} chosen={SHOWN[tab.id] ?? RUN} onChoose={() => {}} />
          </div>
        </Panel>
      ))}
      <Panel name="Tiles" width={960}>
        <SampleTiles
          rows={rows.map(asRow)}
          page={0}
          onPage={() => {}}
          onOpen={() => {}}
          read={null}
        />
      </Panel>
      <Panel name="Sample" width={960}>
        <SampleStoryView row={asRow(rows[0] ?? 0)} run={RUN} read={null} />
      </Panel>
      <Panel name="Slow motion" width={960}>
        <SeenStep seen={fakeStep('joint', null, 3)} />
      </Panel>
      <Panel name="Time" width={960}>
        <Dock />
      </Panel>
    </main>
  );
}

/** Apart from the panels, some of which hold the same figures under the same names. */
function Figures() {
  return (
    <main className={css.gallery}>
      <h1>Every figure</h1>
      {FIGURES.map(({ id, name, caption, width, drawing }) => (
        <figure
          key={id}
          className={css.panel}
          data-figure={id}
          style={{ width: `min(${width}px, 100%)` }}
        >
          <div className={css.tab}>
            <FigureStage drawing={drawing} />
          </div>
          <figcaption className="small quiet">
            {name}: {caption}
          </figcaption>
        </figure>
      ))}
    </main>
  );
}

const query = new URLSearchParams(location.search);
const dark = query.get('theme') === 'dark';
document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';

const recording = await recorded();
const session = openedSession(recording);
const theme = createThemeStore({ storage: null, prefersDark: dark });
const rows = [...(recording.record[0]?.snapshots.at(-1)?.rows ?? [])].slice(0, 8).map(asRow);
// once the fake lab's data are there: what was read is forgotten with the data before
const unsubscribe = session.experiment.subscribe(({ dataStatus }) => {
  if (dataStatus !== 'ready') return;
  unsubscribe();
  session.time.getState().showPast(recording);
  session.readSamples(rows);
});
createRoot(document.getElementById('root') as HTMLElement).render(
  <SessionProvider session={session} theme={theme}>
    <TopStrip />
    {query.get('show') === 'figures' ? <Figures /> : <Gallery rows={rows} />}
  </SessionProvider>,
);
