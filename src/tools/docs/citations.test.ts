import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorOf, complaints, type Repository } from './citations';

/** A repository of a few lines. */
const pretend = (files: Readonly<Record<string, string>>): Repository => ({
  paths: new Set(Object.keys(files)),
  read: (path) => files[path] ?? '',
});

/** What the checkout holds, without what it was built or downloaded into. */
function checkout(): Repository {
  const left = new Set([
    'node_modules',
    'dist',
    'dist-headless',
    '.git',
    '.cache',
    'coverage',
    '.results',
  ]);
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (left.has(entry.name)) return [];
      const path = folder === '.' ? entry.name : join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [path];
    });
  return { paths: new Set(walk('.')), read: (path) => readFileSync(path, 'utf8') };
}

const METHOD = '# Methods\n\n| **R1** | joint | CE |\n\n## Known departures\n';

describe('citations', () => {
  it('all lead somewhere', () => {
    // the check's own examples are meant to lead nowhere
    expect(complaints(checkout(), /^src\/tools\/docs\/citations\.test\.ts$/)).toEqual([]);
  });

  it.each([
    [
      'a formula',
      { 'src/a.ts': '/** The loss (R2). */' },
      'src/a.ts:1: docs/method.md defines no R2',
    ],
    [
      'a page that is elsewhere',
      { 'src/a.ts': '\n// METHODS.md says' },
      'src/a.ts:2: there is no METHODS.md',
    ],
    ['a page of docs', { 'src/a.ts': '// docs/x.md' }, 'src/a.ts:1: there is no docs/x.md'],
    [
      'a heading',
      { 'src/a.ts': '// docs/method.md#nothing' },
      'src/a.ts:1: docs/method.md has no heading #nothing',
    ],
    [
      'a curve',
      { 'src/a.ts': '// docs/method.md, curve 7' },
      'src/a.ts:1: docs/method.md has no curve 7',
    ],
    ['a decision', { 'src/a.ts': '// see decision 0099' }, 'src/a.ts:1: there is no decision 0099'],
    ['a link', { 'README.md': '[a](docs/x.md)' }, 'README.md:1: there is no docs/x.md'],
    ['a picture', { 'README.md': '![a](lab.png)' }, 'README.md:1: there is no lab.png'],
    [
      'a link to a heading',
      { 'docs/b.md': '[a](method.md#x)' },
      'docs/b.md:1: docs/method.md has no heading #x',
    ],
    [
      'a link out',
      { 'README.md': '[a](../other.md)' },
      'README.md:1: ../other.md leads out of the repository',
    ],
    [
      'an address without a lock',
      { 'README.md': '[a](http://a.org)' },
      'README.md:1: http://a.org is no https address',
    ],
    [
      'the folder of a file to be written',
      { 'README.md': 'write `method/gone/NAME.ts`' },
      'README.md:1: there is no method/gone/NAME.ts',
    ],
    [
      'a source file',
      { 'README.md': 'in `math/gone.ts`' },
      'README.md:1: there is no math/gone.ts',
    ],
  ])('that lead nowhere are found: %s', (_, files, complaint) => {
    const [first = ''] = complaints(pretend({ 'docs/method.md': METHOD, ...files }));
    expect(first.startsWith(complaint)).toBe(true);
  });

  it('that arrive are left alone', () => {
    const files = {
      'docs/method.md': METHOD,
      '.github/decisions/0003-x.md':
        '# 0003. X\n[up](../../docs/method.md#known-departures) `math/rng.ts` `src/math/NAME.ts`',
      'src/math/rng.ts':
        '// R1, docs/method.md#known-departures, decision 0003; sd R2D2 and f(R) are no formulas',
    };
    expect(complaints(pretend(files))).toEqual([]);
  });

  it('name headings as GitHub does', () => {
    expect(anchorOf('DI-MML, R1 to R9')).toBe('di-mml-r1-to-r9');
    expect(anchorOf('What `Session` offers')).toBe('what-session-offers');
  });
});
