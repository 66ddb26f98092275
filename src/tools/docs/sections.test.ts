import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { table } from './markdown';
import { withSection } from './markers';
import { FILES, SECTIONS } from './sections';

describe('the documentation', () => {
  it.each(SECTIONS.map(({ file, name, text }) => [file, name, text] as const))(
    '%s has the %s that the code has now (else: npm run docs)',
    (file, name, text) => {
      const committed = readFileSync(file, 'utf8');
      expect(committed).toBe(withSection(file, committed, name, text()));
    },
  );

  it.each(FILES.map(({ file, text }) => [file, text] as const))(
    '%s is what the code gives now (else: npm run docs)',
    (file, text) => {
      expect(readFileSync(file, 'utf8')).toBe(text());
    },
  );

  it('names every message between the page and the training thread', () => {
    const kinds = ['messages', 'events'].flatMap((file) =>
      [
        ...readFileSync(`src/protocol/${file}.ts`, 'utf8').matchAll(/readonly kind: '([\w-]+)'/g),
      ].map(([, kind]) => kind),
    );
    expect(kinds.length).toBeGreaterThan(20);
    const text = readFileSync('docs/architecture.md', 'utf8');
    expect(kinds.filter((kind) => !text.includes(`${kind}`))).toEqual([]);
  });

  it('names what is missing when a file has lost its markers', () => {
    expect(() => withSection('pages/x.md', 'nothing here', 'methods', 'a list')).toThrow(
      'pages/x.md must hold "<!-- generated: methods (npm run docs) -->" exactly once',
    );
  });

  it('replaces what stands between the markers and nothing else', () => {
    const text = 'a\n<!-- generated: x (npm run docs) -->\nold\n<!-- end -->\nb\n';
    expect(withSection('f', text, 'x', 'new')).toBe(
      'a\n<!-- generated: x (npm run docs) -->\n\nnew\n\n<!-- end -->\nb\n',
    );
  });

  it('keeps a table whole whatever stands in its cells', () => {
    expect(table(['a', 'b'], [['x | y', 'two\nlines']])).toBe(
      '| a | b |\n|---|---|\n| x \\| y | two lines |',
    );
  });
});
