/** No style without a wearer and no class without a style; and the search bites. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cssComplaints, definedClasses, plainClasses, type SourceFile } from './css-classes';

const SRC = join(import.meta.dirname, '..');
const SHARED = 'ui/base.css';

const read = (ending: string): SourceFile[] =>
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => ({
      path: path.replaceAll('\\', '/'),
      text: readFileSync(join(SRC, path), 'utf8'),
    }));

const sheet = '.tab {\n  color: var(--ink);\n}\n';
const tokens = { path: 'ui/tokens.css', text: ':root {\n  --ink: #000;\n}\n' };
const base = { path: SHARED, text: '.quiet {\n  color: var(--ink);\n}\n' };
const wearer = `import css from './Tab.module.css';\nexport const Tab = () => <p className={\`quiet \${css.tab}\`} />;\n`;

/** What is said of a small page whose sheet and whose component are given. */
function said({ css = sheet, tsx = wearer, more = [] as SourceFile[] }): string[] {
  const sheets = [tokens, base, { path: 'ui/Tab.module.css', text: css }, ...more];
  return cssComplaints(sheets, [{ path: 'ui/Tab.tsx', text: tsx }], SHARED);
}

it('every class has a style and every style a wearer', () => {
  const sheets = read('.css');
  const sources = read('.tsx').filter(({ path }) => !path.endsWith('.test.tsx'));
  expect(sheets.length).toBeGreaterThan(50);
  expect(cssComplaints(sheets, sources, SHARED)).toEqual([]);
});

describe('the search bites', () => {
  it('says nothing of a page that fits', () => {
    expect(said({})).toEqual([]);
  });

  it('finds a rule that nobody wears, also inside a media query and beside another class', () => {
    expect(
      said({ css: `${sheet}@media (max-width: 9px) {\n  .tab > .left:hover {\n  }\n}\n` }),
    ).toEqual(['ui/Tab.module.css has a rule for .left, which nobody wears.']);
  });

  it('finds a class that has no rule', () => {
    expect(said({ tsx: wearer.replace('css.tab', 'css.tab} ${css.tabb') })).toEqual([
      'ui/Tab.module.css has no rule for .tabb, which is worn.',
    ]);
  });

  it('finds a global class without a rule, and one without a wearer', () => {
    expect(said({ tsx: wearer.replace('quiet', 'loud') })).toEqual([
      'ui/base.css has a rule for .quiet, which nobody wears.',
      'ui/Tab.tsx wears .loud, for which ui/base.css has no rule.',
    ]);
  });

  it('finds a module that nobody imports, and two of one name', () => {
    const more = [{ path: 'ui/far/Tab.module.css', text: '.tab {\n}\n' }];
    expect(said({ more })).toEqual([
      'ui/far/Tab.module.css has a rule for .tab, which nobody wears.',
      'ui/far/Tab.module.css and ui/Tab.module.css have the same name.',
    ]);
  });

  it('asks for names that can be read, and for styles that stay at home', () => {
    expect(said({ tsx: `${wearer}const looked = css[key];\n` })).toEqual([
      'ui/Tab.tsx uses Tab.module.css as a whole; write css.name.',
    ]);
    expect(said({ css: `${sheet}.tab :global(.quiet) {\n}\n` })).toContain(
      'ui/Tab.module.css reaches out with :global; style an own class.',
    );
  });

  it('finds a global class outside the shared sheet, and a property that no sheet sets', () => {
    const more = [{ path: 'ui/app.css', text: '.page {\n  gap: var(--gap, 8px);\n}\n' }];
    expect(said({ more })).toEqual([
      'ui/app.css has a rule for .page, a global class.',
      'ui/app.css reads --gap, which no sheet sets.',
    ]);
  });
});

it('classes are told from numbers, strings and comments', () => {
  expect([...definedClasses('/* .a */ .b[data-x=".c"] > p, .d:not(.e) { margin: .5em; }')]).toEqual(
    ['b', 'd', 'e'],
  );
  expect(
    plainClasses(
      `<p className={kind === 'tab' || isOn ? 'on off' : css.x} /><i className="a b" />`,
    ),
  ).toEqual(['on', 'off', 'a', 'b']);
});
