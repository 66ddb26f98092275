// @vitest-environment jsdom
/**
 * A report holds the race: every run and number that the page shows, every setting, the data, and a link that carries the
 * same numbers. It runs nothing and fetches nothing, whatever the names in the data are.
 */
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import { endRows } from '../../state/end-numbers';
import type { Drawing } from '../../state/figure-files/drawing';
import { svgElement } from '../../state/figure-files/svg-file';
import { finePercent, signedPoints } from '../../state/format';
import { endedRuns, readLink, writeLink } from '../../state/links/end-numbers-link';
import { raceReport } from '../../state/report/race-report';
import { reportPage } from '../../state/report/report-page';
import { settingRows } from '../../state/report/setting-rows';
import { cardOf } from '../../state/runs/run-card';
import { createThemeStore } from '../../state/theme-store';
import type { ShownRace } from '../../state/time/shown-store';
import { openedSession } from '../../testing/opened-session';
import { wholeRun } from '../../testing/stored-runs';
import { EndTable } from '../ends/EndTable';
import { SeedsPanel } from '../seeds/SeedsPanel';
import { SessionProvider } from '../session-context';
import { readPageTables } from './read-page-tables';
import TakeSheet from './TakeSheet';

const EVIL =
  '"><script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>\u0000 & \u2019';
const SETTINGS = settingsFrom({
  epochs: 4,
  optimizer: { learningRate: 0.05 },
  methods: { joint: {}, 'di-mml': { fusionEpochs: 3 } },
});

/** A figure with a name of the data in it. */
const DRAWING: Drawing = {
  width: 100,
  height: 50,
  ground: { red: 255, green: 255, blue: 255 },
  marks: [
    {
      kind: 'text',
      text: EVIL,
      ...{ x: 0, y: 20, length: 60, anchor: 'start', size: 12, isBold: false, turn: 0, halo: null },
      fill: { colour: { red: 0, green: 0, blue: 0 }, opacity: 1 },
    },
  ],
};

let race: ShownRace;
let html = '';
let page: Document;

beforeAll(async () => {
  // what the page fetches later must not be waited for by the clock
  await import('../seeds/SeedsResults');
  // jsdom has none; lists to choose from measure themselves with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  const lab = await openedSession({}, SETTINGS);
  lab.session.play();
  await lab.train();
  const shown = lab.session.shown.getState();
  const { summary } = shown;
  if (!summary) throw new Error('The fake lab has opened no data.');
  const theme = createThemeStore({ storage: null, prefersDark: true });
  render(
    <SessionProvider session={lab.session} theme={theme}>
      <EndTable />
    </SessionProvider>,
  );
  const tables = readPageTables(document);
  cleanup();
  race = {
    ...shown,
    measures: measureCatalogue,
    record: shown.record.map((run) => ({
      ...{ ...run, adapter: EVIL },
      epochs: run.epochs.map((epoch) => ({ ...epoch, modalityGap: 0.5 })),
    })),
    summary: {
      ...summary,
      name: EVIL,
      classNames: summary.classNames.map((name, i) => (i === 0 ? EVIL : name)),
      provenance: { origin: `From ${EVIL}`, licence: 'CC BY 4.0' },
      notes: [{ message: `7 rows were left out: ${EVIL}`, count: 7 }],
    },
  };
  const report = raceReport({
    race,
    question: 'Why does joint training teach it less?',
    told: EVIL,
    tables,
    curves: [{ svg: svgElement(DRAWING, EVIL, new Map()), caption: EVIL }],
    lanes: [{ svg: svgElement(DRAWING, EVIL, new Map()), caption: EVIL }],
    cards: [
      {
        ...cardOf(wholeRun('joint').stored, false),
        about: { name: EVIL, note: 'n', tags: ['t', 'u'] },
      },
    ],
    aboutFiles: [EVIL],
    link: `https://lab.example/${writeLink(race.settings, endedRuns(race.record))}`,
    browser: EVIL,
    savedAt: '2026-11-27T09:00:00.000Z',
  });
  html = reportPage(report);
  page = new DOMParser().parseFromString(html, 'text/html');
});
afterEach(cleanup);

const textOf = (node: Element | null) => (node?.textContent ?? '').replaceAll(/\s+/g, ' ');
const rowsOf = (caption: string): readonly (readonly string[])[] => {
  const table = [...page.querySelectorAll('table')].find((each) =>
    textOf(each.caption).startsWith(caption),
  );
  return [...(table?.rows ?? [])].map((row) => [...row.cells].map(textOf));
};

test('runs nothing and fetches nothing', () => {
  expect(html).not.toMatch(/<script/i);
  expect(html).not.toMatch(/url\(|@import/);
  const allowed = new Set(['A', 'META']);
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(name, element.outerHTML.slice(0, 200)).not.toMatch(/^on|^srcset$|^style$/);
      if (/^(src|href|xlink:href|data|action)$/.test(name) && !allowed.has(element.nodeName)) {
        expect(value).toMatch(/^data:image\/png/);
      }
    }
  }
  expect(page.querySelector('script, img, iframe, object, embed, link, form, base')).toBeNull();
  const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]');
  expect(policy?.getAttribute('content')).toMatch(/^default-src 'none'/);
});

test('what was noted about runs and what a measure rests on stand there', () => {
  expect(rowsOf('What was noted about its runs')[1]).toEqual([
    'Joint',
    EVIL.replace('\u0000', '\ufffd'),
    'n',
    't, u',
  ]);
  const measured = rowsOf('What was measured, and after whom');
  expect(measured.map(([label]) => label)).toEqual(['Measure', 'Modality gap']);
  expect(measured[1]?.[2]).toMatch(
    /^Liang et al., Mind the Gap: .*, NeurIPS 2022, arXiv 2203\.02053\.$/,
  );
  expect(textOf(page.body)).toContain('author = {Liang and others}');
});

test('every name stands there as it is, whatever it is', () => {
  const name = EVIL.replace('\u0000', '\ufffd');
  const places = textOf(page.body).split(textOf(page.body).includes(name) ? name : EVIL).length - 1;
  // title, runs, told, two figures with caption, data, class, origin, note, browser
  expect(places).toBeGreaterThanOrEqual(10);
  expect(page.title).toContain(name);
});

test('has every run and every number of the end table as the page writes them', () => {
  const [head = [], ...rows] = rowsOf('End numbers');
  expect(head.slice(0, 2)).toEqual(['Method', 'Fusion']);
  const expected = endRows(race, race.summary);
  expect(expected.length).toBeGreaterThan(2);
  expect(rows).toHaveLength(expected.length);
  for (const [i, { label, unfinished, fusion, cells }] of expected.entries()) {
    expect(rows[i]?.[0]).toBe([label, unfinished].filter(Boolean).join(' '));
    const row = rows[i]?.join(' | ') ?? '';
    const flat = (text: string) => text.replaceAll(/\s+/g, ' ');
    if (fusion !== null) expect(row).toContain(flat(finePercent(fusion)));
    for (const { accuracy, gap } of cells) {
      if (accuracy !== null) expect(row).toContain(flat(finePercent(accuracy)));
      if (gap !== null) expect(row).toContain(signedPoints(gap));
    }
  }
  // with the sentence that says what they are
  expect(textOf(page.body)).toContain('Test split, after the last epoch.');
  expect(rowsOf('What training took')).toHaveLength(expected.length + 1);
});

test('has every setting, and says which differ from the preset', () => {
  const { settings, catalogue } = race;
  const [, ...rows] = rowsOf('All settings');
  expect(rows.map(([path]) => path)).toEqual(
    settingRows(settings, settings, catalogue).map(({ path }) => path),
  );
  const [, ...changed] = rowsOf('What differs');
  expect(changed).toContainEqual(['optimizer.learningRate', '0.05', expect.stringMatching(/^0\./)]);
  expect(changed).toContainEqual(['methods.di-mml.fusionEpochs', '3', '15']);
  expect(changed.map(([path]) => path)).not.toContain('seed');
  expect(rows).toContainEqual(['methods.joint.fusion', 'concat', 'the same']);
});

test('has the data, the sources, and a link that carries the same numbers', () => {
  const text = textOf(page.body);
  expect(text).toContain('Licence: CC BY 4.0');
  const [, all = []] = rowsOf('Samples');
  const { train = 0, validation = 0, test: tested = 0 } = race.summary?.counts ?? {};
  expect(Number(all.at(-1)?.replaceAll(',', ''))).toBe(train + validation + tested);
  expect(page.querySelector('pre')?.textContent).toContain('@misc{di-mml,');
  const address = page.querySelector('a')?.getAttribute('href') ?? '';
  const { claimed } = readLink(new URL(address).hash);
  for (const { name, fusion, unimodal } of endedRuns(race.record)) {
    if (name in SETTINGS.methods) expect(claimed?.runs[name]).toEqual({ fusion, unimodal });
  }
});

test('of several seeds it has means, differences with their verdicts, and what they are compared with', async () => {
  const lab = await openedSession({}, settingsFrom({ ...SETTINGS, epochs: 2 }));
  lab.session.seeds.want(2);
  lab.session.seeds.start();
  for (let i = 0; i < 2; i += 1) await lab.train();
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={lab.session} theme={theme}>
      <SeedsPanel />
    </SessionProvider>,
  );
  await screen.findByRole('table', { name: 'Means over the seeds' }, { timeout: 20_000 });
  const [means, differences, values] = readPageTables(document);
  expect(means?.table.caption).toBe('Means over the seeds');
  expect(means?.table.rows.map(([label]) => label)).toEqual(['Method', 'Joint', 'DI-MML']);
  expect(means?.notes.join(' ')).toContain('mean \u00b1 standard deviation over the seeds');
  expect(differences?.table.rows[1]?.at(-1)).toBe('too few: 6 are the least');
  expect(differences?.notes[0]).toBe('Compared with: Joint. In: Fusion.');
  expect(values?.table.rows).toHaveLength(1 + 2 * 3);
});

test('before anything has trained the page says so beside each button, and writes nothing', async () => {
  const lab = await openedSession({}, SETTINGS);
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={lab.session} theme={theme}>
      <TakeSheet />
    </SessionProvider>,
  );
  await userEvent.setup().tab();
  const reasonOf = (name: string) => {
    const button = screen.getByRole('button', { name });
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    return { button, refused: button.getAttribute('aria-disabled'), reason: reason?.textContent };
  };
  const report = reasonOf('Report (HTML)');
  expect(document.activeElement).toBe(report.button);
  expect(report.reason).toContain('There is nothing to report');
  await userEvent.setup().keyboard('{Enter}');
  expect(screen.queryByText('Writing ...')).toBeNull();
  const [nets, features] = [reasonOf('Trained nets'), reasonOf('Features (NPZ)')];
  expect(nets.refused).toBe('true');
  expect(nets.reason).toContain('none has trained an epoch in this tab. Press Play first.');
  expect(features.reason).toContain('No features are kept of this race.');
  expect(reasonOf('Notebook (PyTorch)').refused).toBe('false');
});
