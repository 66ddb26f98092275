/**
 * Writes the report: lays curves and lanes out once more on light ground, reads them as a saved figure is read (decision
 * 0073), takes the tables as they stand on the page, and saves the file. Loaded when somebody asks for a report.
 */
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { methodIdOf, runNames } from '../../protocol/settings';
import { dashesOf } from '../../state/charts/chart';
import { pagePx } from '../../state/figure-files/drawing';
import { sentences } from '../../state/figure-files/sentences';
import { svgElement } from '../../state/figure-files/svg-file';
import { leftOutCount, readingText } from '../../state/importing/tell-import';
import { momentOf, runLanes } from '../../state/lanes/run-lanes';
import { laneCaption } from '../../state/lanes/tell-lanes';
import { endedRuns, writeLink } from '../../state/links/end-numbers-link';
import { hasEnded } from '../../state/links/has-ended';
import { measureCharts } from '../../state/measures/measure-charts';
import { type ReportFigure, raceReport } from '../../state/report/race-report';
import { reportPage } from '../../state/report/report-page';
import { fileNameOf } from '../../state/taking/file-name';
import type { ShownRace } from '../../state/time/shown-store';
import { labelMargin } from '../figures/label-text';
import { MeasureChart } from '../figures/MeasureChart';
import { useOnAxis } from '../figures/use-on-axis';
import { TABS } from '../happens/tabs';
import { useChartSource } from '../happens/use-measures';
import { RunLanes } from '../lanes/RunLanes';
import { saveFile } from '../runs/save-file';
import { useSeedCharts } from '../seeds/use-seed-charts';
import { useImporting, useRace, useShelf, useShown } from '../session-context';
import { pictureAddresses } from '../take-away/draw-png';
import { readDrawing } from '../take-away/read-drawing';
import paperCss from '../take-away/SaveSheet.module.css';
import { useQuestion, useTold } from '../time/use-told';
import { readPageTables } from './read-page-tables';
import css from './WriteReport.module.css';

/** Type of the figures is as large as that of the report's text where they are as wide as it. */
const WIDE_MM = 130;
const LANE_MM = 85;

interface Props {
  /** With what is to be said: that it is saved, or why not. */
  readonly onEnd: (saved: string | null, problem: string | null) => void;
}

const nextFrame = () => new Promise<void>((done) => requestAnimationFrame(() => done()));
/** Charts learn their size from the browser, and draw in the frame after that. */
const MOST_FRAMES = 300;

async function drawn(sheet: HTMLElement): Promise<void> {
  const charts = [...sheet.querySelectorAll('[data-chart] svg')];
  for (let i = 0; i < MOST_FRAMES; i += 1) {
    await nextFrame();
    if (i > 1 && charts.every((svg) => svg.childElementCount > 0)) break;
  }
  await document.fonts.ready;
}

function readFigures(sheet: HTMLElement, kind: 'curve' | 'lane'): readonly ReportFigure[] {
  return [...sheet.querySelectorAll<HTMLElement>(`[data-kind="${kind}"]`)].map((paper) => {
    const drawing = readDrawing(paper);
    const { title = '', caption = '' } = paper.dataset;
    return { svg: svgElement(drawing, title, pictureAddresses(drawing)), caption };
  });
}

/** Seeds are of the present experiment. */
function pageTables({ origin }: Pick<ShownRace, 'origin'>) {
  const titles = origin === null ? ['end-title', 'seeds-title'] : ['end-title'];
  return titles.flatMap((title) =>
    [...document.querySelectorAll(`section[aria-labelledby="${title}"]`)].flatMap(readPageTables),
  );
}

function linkTo(race: ShownRace): string {
  const { origin, pathname, search } = location;
  const ended = hasEnded(race) ? endedRuns(race.record) : [];
  return `${origin}${pathname}${search}${writeLink(race.settings, ended)}`;
}

export default function WriteReport({ onEnd }: Props) {
  const race = useShown((state) => state);
  const source = useChartSource();
  const ofSeeds = useSeedCharts();
  const own = TABS.flatMap(({ id, shows, charts }) => [
    ...(shows === 'race' && ofSeeds ? ofSeeds : (charts?.(source, null) ?? [])),
    ...(shows === 'race' && ofSeeds ? [] : measureCharts(id, source, null)),
  ]);
  const charts = useOnAxis(own.filter(({ lines }) => lines.length > 0));
  const question = useQuestion();
  const { text: told } = useTold();
  const reading = useImporting(({ inUse }) => inUse?.reading ?? null);
  const present = useRace(({ id }) => id);
  const shelf = useShelf(({ cards }) => cards);
  const sheet = useRef<HTMLDivElement>(null);
  const isBegun = useRef(false);

  const { settings, summary, catalogue, record, at, origin } = race;
  const names = runNames(settings);
  const dashes = dashesOf(names, catalogue);
  const margin = labelMargin(charts);

  const write = async () => {
    if (!sheet.current) return;
    await drawn(sheet.current);
    const report = raceReport({
      race,
      question,
      told,
      tables: pageTables(race),
      curves: readFigures(sheet.current, 'curve'),
      lanes: readFigures(sheet.current, 'lane'),
      // a run of the shelf is shown by its own id, a race by that of the race
      cards: shelf.filter(({ id, race: of }) =>
        origin === null ? of === present : origin.kind === 'shelf' && [id, of].includes(origin.id),
      ),
      aboutFiles:
        settings.data.source === 'files' && reading
          ? [`${readingText(reading)}; ${leftOutCount(reading)} left out.`]
          : [],
      link: linkTo(race),
      browser: navigator.userAgent,
      savedAt: new Date().toISOString(),
    });
    const name = `${fileNameOf(settings)}-report.html`;
    saveFile({ name, type: 'text/html;charset=utf-8', text: reportPage(report) });
    onEnd(`${name} is saved.`, null);
  };

  useEffect(() => {
    // as the race stood when somebody asked
    if (isBegun.current) return;
    isBegun.current = true;
    write().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      onEnd(null, `The report could not be written: ${why} Reload the page and try again.`);
    });
  });

  return createPortal(
    <div ref={sheet} className={css.sheet} inert>
      {charts.map((chart) => (
        <div
          key={chart.id}
          className={paperCss.paper}
          data-figure="paper"
          data-kind="curve"
          data-title={chart.title}
          data-caption={sentences(chart.title, chart.explanation, chart.subtitle)}
          style={{ width: pagePx(WIDE_MM) }}
        >
          <MeasureChart chart={chart} labelMargin={margin} isCopy />
        </div>
      ))}
      {names.map((run) => {
        const method = catalogue.find(({ id }) => id === methodIdOf(run));
        if (!method || !summary) return null;
        const moment = momentOf(
          record.find(({ name }) => name === run),
          at,
        );
        const model = runLanes({ run, method, settings, summary, moment });
        return (
          <ul
            key={run}
            className={paperCss.paper}
            data-figure="paper"
            data-kind="lane"
            data-title={`Lanes of ${model.label}`}
            data-caption={sentences(`Lanes of ${model.label}`, laneCaption(model))}
            style={{ width: pagePx(LANE_MM) }}
          >
            <RunLanes
              run={run}
              method={method}
              summary={summary}
              dash={dashes.get(run) ?? 'solid'}
              isBare
            />
          </ul>
        );
      })}
    </div>,
    document.body,
  );
}
