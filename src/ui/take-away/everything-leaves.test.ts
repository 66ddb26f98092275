/**
 * Whatever the page draws as a figure can be saved, and whatever table of numbers stands on it can be copied, wherever it
 * is used: walked through the source, so that a new figure cannot be forgotten.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const UI = join(import.meta.dirname, '..');

const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(UI, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx$/.test(name) && !/\.test\.tsx$/.test(name))
    .map((name) => [name.replace(/\.tsx$/, ''), readFileSync(join(UI, name), 'utf8')]),
);

/** Who draws it: the files that import this one. */
const usersOf = (name: string): readonly string[] =>
  [...FILES].flatMap(([user, text]) => {
    const imported = [...text.matchAll(/(?:from|import)\s*\(?'(\.[^']*)'/g)].map(([, path]) =>
      relative(UI, join(UI, dirname(user), path ?? '')),
    );
    return imported.includes(name) ? [user] : [];
  });

/** Where a figure of `name` is drawn without the way to take it along, file after file up to the page. */
function waysWithout(name: string, way: RegExp, spared: ReadonlySet<string>): readonly string[] {
  if (spared.has(name) || way.test(FILES.get(name) ?? '')) return [];
  const users = usersOf(name);
  return users.length === 0
    ? [name]
    : users.flatMap((user) => waysWithout(user, way, spared).map((found) => `${found} > ${name}`));
}

/** A mark beside words, a link, and a sample, which leaves with the data. */
const NO_FIGURES = ['figures/DashSample', 'class/QrPicture', 'stage/StageSample'];
/** A projector is a screen to look at; a report and a handout are files and paper themselves. */
const LOOKED_AT = [
  'projector/ProjectorView',
  'projector/ProjectedLanes',
  'taking/WriteReport',
  'teachers/Handout',
];

const figures = [...FILES].flatMap(([name, text]) =>
  (/<svg[^>]*role="img"/.test(text) || /<figure\b/.test(text)) && !NO_FIGURES.includes(name)
    ? [name]
    : [],
);

test('every figure has "Save figure" wherever it is drawn', () => {
  expect(figures).toEqual(
    expect.arrayContaining([
      'figures/MeasureChart',
      'lanes/LaneSvg',
      'sweeps/SweepChart',
      'class/ScatterPicture',
      'happens/map/FeatureScatter',
    ]),
  );
  const spared = new Set(LOOKED_AT);
  expect(
    figures.flatMap((name) => waysWithout(name, /<SaveFigure\b|\bisSavable(=|\s)/, spared)),
  ).toEqual([]);
});

/** Help and pages to print hold no numbers of a race. */
const NO_NUMBERS = ['help/KeyTable', 'teachers/Handout', 'teachers/TeachersPage'];

test('every table that is seen has "Copy table" wherever it stands', () => {
  const tables = [...FILES].flatMap(([name, text]) => {
    // for screen readers, of a figure that leaves by itself
    const seen = text.replace(/<div className="unseen">[\s\S]*?<\/table>/g, '');
    return seen.includes('<table') ? [name] : [];
  });
  expect(tables).toEqual(expect.arrayContaining(['ends/EndTable', 'sweeps/SweepTable']));
  const spared = new Set(NO_NUMBERS);
  expect(tables.flatMap((name) => waysWithout(name, /<CopyTable\b/, spared))).toEqual([]);
});

test('a figure without a way is found, by the way that leads to it', () => {
  expect(waysWithout('figures/MeasureChart', /<NoSuchButton/, new Set())).toContain(
    'stage/Projected > stage/StageView > stage/StageChart > figures/MeasureChart',
  );
});
