/**
 * The parts of the documentation that come from the code: one function per part, from a list of descriptions to
 * Markdown. `npm run docs` writes them between their markers; `sections.test.ts` says when a committed one is old.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILTIN_SETS } from '../../data/builtin/builtin-sets';
import { formatGuide } from '../../data/import/guide';
import { FORMATS } from '../../data/import/readers';
import { PRESETS } from '../../data/presets';
import { EXPECTED } from '../../lessons/expected';
import { expectedText, seedsText } from '../../lessons/number-words';
import { SCENES } from '../../lessons/scenes';
import { catalogue } from '../../method/catalogue';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import { COMMON_KNOBS } from '../../protocol/common-knobs';
import { ENCODERS } from '../../protocol/encoders';
import { type Knob, rangeOf, textOf } from '../../protocol/knobs';
import { leavesOf } from '../../protocol/settings-paths';
import { mustHold } from '../../state/lessons/claims';
import { TABS } from '../../ui/happens/tabs';
import { COLUMNS, REFERENCE } from '../presets/reference';
import { membersOf } from './interface-members';
import { code, table } from './markdown';
import { rooms } from './rooms';
import { roomsPicture } from './rooms-picture';
import { settingsPage } from './settings-page';

/** One part: the file it stands in, its marker's name, and its text. */
export interface Section {
  readonly file: string;
  readonly name: string;
  readonly text: () => string;
}

/** A knob's values and default, e.g. `a number from 0 to 10; default 1`. */
function valuesOf(knob: Knob): string {
  // a form has other words for true and false
  const standard = knob.kind === 'flag' ? String(knob.default) : textOf(knob, knob.default);
  return `${rangeOf(knob)}; default ${code(standard)}`;
}

function methods(): string {
  const list = table(
    ['id', 'method', 'how it trains', 'source'],
    catalogue.map(({ id, label, explanation, found, citation }) => [
      code(id),
      label,
      found === undefined ? explanation : `${explanation} ${found}`,
      citation,
    ]),
  );
  const rowOf = (method: string, knob: Knob) => [
    method,
    ...[code(knob.path), valuesOf(knob), knob.explanation],
  ];
  const knobs = table(
    ['method', 'knob', 'values', 'what it does'],
    [
      ...COMMON_KNOBS.map((knob) => rowOf('every method', knob)),
      ...catalogue.flatMap(({ id, knobs: all }) =>
        all.filter((knob) => !COMMON_KNOBS.includes(knob)).map((knob) => rowOf(code(id), knob)),
      ),
    ],
  );
  return `### The methods of this build\n\n${list}\n\n### Their knobs\n\n${knobs}`;
}

/** Every measure, under the tab that shows it. */
function measures(): string {
  return TABS.map(({ id, name }) => {
    const shown = measureCatalogue.filter(({ tab }) => tab === id);
    const list = table(
      ['in events', 'measure', 'what it is', 'one for each', 'heavy', 'source'],
      shown.map(({ id: key, label, explanation, per, heavy, citation = '' }) => [
        code(key),
        label,
        explanation,
        per === 'structure' ? 'a shape of its own' : per,
        heavy ? 'yes' : '',
        citation,
      ]),
    );
    const none = 'Shows no measures: it is drawn from what the run says of single samples.';
    return `### The tab "${name}"\n\n${shown.length > 0 ? list : none}`;
  }).join('\n\n');
}

/** A settings value's leaves as `path=value`. */
const changes = (value: unknown): string[] =>
  [...leavesOf(value)].map(([path, leaf]) => `${path}=${String(leaf)}`);

function presets(): string {
  const commonToAll = new Set(
    changes(PRESETS[0]?.settings).filter((change) =>
      PRESETS.every(({ settings }) => changes(settings).includes(change)),
    ),
  );
  return table(
    ['preset', 'settings', 'what to look for'],
    PRESETS.map(({ id, explanation, settings }) => [
      code(id),
      changes(settings)
        .filter((change) => !commonToAll.has(change) && !change.startsWith('data.'))
        .map(code)
        .join(' '),
      explanation,
    ]),
  );
}

function reference(): string {
  const cell = (value: readonly [number, number | null] | undefined) =>
    value ? `${value[0].toFixed(1)}${value[1] === null ? '' : `±${value[1].toFixed(1)}`}` : '';
  return table(
    ['preset (seeds)', ...COLUMNS.map(({ name }) => name)],
    REFERENCE.map(({ preset, seeds, columns }) => [
      `${code(preset)} (${seeds})`,
      ...COLUMNS.map(({ name }) => cell(columns[name])),
    ]),
  );
}

function builtInSets(): string {
  return table(
    ['id', 'set', 'what it is', 'licence'],
    BUILTIN_SETS.map(({ id, name, explanation, licence }) => [
      code(id),
      name,
      explanation,
      licence,
    ]),
  );
}

/** Number, title, date and status of every decision note, from the notes themselves. */
function decisions(): string {
  const folder = '.github/decisions';
  return table(
    ['', 'decision', 'date', 'status'],
    readdirSync(folder)
      .filter((file) => /^\d{4}-.*\.md$/.test(file))
      .sort()
      .map((file) => {
        const [title = '', , dated = ''] = readFileSync(join(folder, file), 'utf8').split('\n');
        const [, number = '', words = ''] = /^# (\d{4})\. (.+)$/.exec(title) ?? [];
        const [date = '', status = ''] = dated.split(' · ');
        return [number, `[${words}](${file})`, date, status];
      }),
  );
}

function roomsTable(): string {
  return table(
    ['room', 'may import', 'because'],
    rooms().map(({ name, doors, why }) => [
      code(name),
      doors.map(({ to, whole }) => (whole ? code(to) : `some of ${code(to)}`)).join(', ') ||
        'nothing',
      why,
    ]),
  );
}

function session(): string {
  const members = [
    ...membersOf('src/state/session.ts', 'Session'),
    ...membersOf('src/state/experiment-changes.ts', 'ExperimentChanges'),
  ];
  return table(
    ['member', 'what it is for'],
    members.map(({ signature, words }) => [code(signature), words]),
  );
}

function files(): string {
  return formatGuide(FORMATS)
    .sections.map(({ title, text, example, lines }) => {
      const items = lines.map(({ label, kinds, note }) => {
        const names = kinds
          .map(({ name, endings, where }) => {
            const shown = endings.map((ending) => code(`.${ending}`)).join(', ');
            const onlyThere = where === 'browser' && endings.length > 0 ? ', in the page only' : '';
            return `${name}${shown || onlyThere ? ` (${shown}${onlyThere})` : ''}`;
          })
          .join('; ');
        return `- ${label === null ? `**${names}**` : `**${label}**: ${names}`}${note ? `. ${note}` : ''}`;
      });
      const block = example === null ? '' : `\n\n\`\`\`\n${example}\n\`\`\``;
      const list = items.length > 0 ? `\n\n${items.join('\n')}` : '';
      return `## ${title}\n\n${text}${block}${list}`;
    })
    .join('\n\n');
}

/** What is in the lab, a line for each list, for the README. */
function contents(): string {
  // names have commas of their own
  const names = (list: readonly string[]) => list.join(' · ');
  const readers = FORMATS.readers.map(({ name }) => name);
  const lines: readonly (readonly [string, string, string])[] = [
    ['Methods', names(catalogue.map(({ label }) => label)), 'docs/method.md'],
    ['Measures', names(measureCatalogue.map(({ label }) => label)), 'docs/measures.md'],
    ['Tabs', names(TABS.map(({ name }) => name)), 'docs/measures.md'],
    ['Encoders', names(Object.values(ENCODERS).map(({ label }) => label)), 'docs/settings.md'],
    ['Presets', names(PRESETS.map(({ name }) => name)), 'docs/presets.md'],
    ['Built-in sets', names(BUILTIN_SETS.map(({ name }) => name)), 'docs/presets.md'],
    ['Files', names(readers), 'docs/files.md'],
    ['Published sets', names(FORMATS.sets.map(({ name }) => name)), 'docs/files.md'],
  ];
  return lines.map(([what, list, page]) => `- **[${what}](${page})**: ${list}`).join('\n');
}

const FIGURES = 'src/testing/figures';

/** Every figure, from the head of its committed text: name, caption, and the faults that its test catches. */
function figuresPage(): string {
  const texts = readdirSync(FIGURES).filter((file) => file.endsWith('.txt'));
  const parts = texts.sort().map((file) => {
    const head = readFileSync(join(FIGURES, file), 'utf8').split('\n\n')[0] ?? '';
    const [name = '', caption = '', ...rest] = head
      .split('\n')
      .map((line) => line.replace('# ', ''));
    const caught = rest.map((line) => line.replace('caught: ', '')).join('; ');
    return `## ${name}\n\n${caption}\n\nIts test notices when ${caught}. As text: [${file}](../${FIGURES}/${file}).`;
  });
  return `${[
    '# Figures',
    'Every figure of the page with fixed data. They come from one list, `src/testing/figures`: a module each, with the data, the drawing, and two faults in the data. Their drawings stand as text beside them and are compared by `npm run test:unit`; what is meant to change is written anew by `UPDATE_FIGURES=1 npx vitest run src/testing/figures` and read before it is committed. To look at them: `npm run dev`, then `/gallery.html?show=figures`, with `&theme=dark` for the other look. This file is made by `npm run docs`.',
    ...parts,
  ].join('\n\n')}\n`;
}

/** Files that come from the code as a whole. */
export const FILES: readonly { readonly file: string; readonly text: () => string }[] = [
  { file: 'docs/rooms.svg', text: () => roomsPicture(rooms()) },
  { file: 'docs/settings.md', text: settingsPage },
  { file: 'docs/figures.md', text: figuresPage },
];

/** Every generated part, by file. */
/** The scenes of the stage: what each asks, and what is trained for it. */
function scenes(): string {
  return table(
    ['', 'scene', 'id', 'question', 'on', 'runs'],
    SCENES.map(({ id, title, question, races }, i) => [
      String(i + 1),
      title,
      code(id),
      question,
      [...new Set(races.map(({ settings }) => code(String(settings.data?.id))))].join(', '),
      [...new Set(races.flatMap(({ settings }) => Object.keys(settings.methods ?? {})))]
        .map(code)
        .join(', '),
    ]),
  );
}

/** What the scenes promise beside what was measured, from the same file that the page "For teachers" reads. */
function claims(): string {
  const { seeds, scenes: measured } = EXPECTED;
  const rows = SCENES.flatMap((scene) =>
    scene.claims.map(({ id, text, number: of, ofTen }) => {
      const unit = scene.numbers.find((number) => number.id === of)?.unit ?? 'plain';
      const found = measured[scene.id];
      const number = found?.numbers[of];
      return [
        scene.title,
        text,
        number ? expectedText(number, unit) : 'not measured',
        `${found?.claims[id] ?? 0} of ${seeds.length}`,
        `${mustHold({ ...(ofTen !== undefined && { ofTen }) }, seeds.length)}`,
      ];
    }),
  );
  const head = `Seeds ${seedsText(seeds)}: mean ± standard deviation of one race, and on how many seeds the claim held.`;
  return `${head}\n\n${table(['scene', 'claim', 'came', 'holds', 'promised'], rows)}`;
}

export const SECTIONS: readonly Section[] = [
  { file: 'README.md', name: 'contents', text: contents },
  { file: 'docs/method.md', name: 'methods', text: methods },
  { file: 'docs/measures.md', name: 'measures', text: measures },
  { file: 'docs/files.md', name: 'files', text: files },
  { file: 'docs/presets.md', name: 'presets', text: presets },
  { file: 'docs/presets.md', name: 'reference', text: reference },
  { file: 'docs/presets.md', name: 'built-in sets', text: builtInSets },
  { file: 'docs/teaching.md', name: 'scenes', text: scenes },
  { file: 'docs/teaching.md', name: 'claims', text: claims },
  { file: 'docs/architecture.md', name: 'rooms', text: roomsTable },
  { file: 'docs/architecture.md', name: 'session', text: session },
  { file: '.github/decisions/README.md', name: 'decisions', text: decisions },
];
