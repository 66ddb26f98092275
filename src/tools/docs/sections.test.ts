import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withSection } from './markers';
import { SECTIONS, table } from './sections';

describe('the documentation', () => {
  it.each(SECTIONS.map(({ file, name, text }) => [file, name, text] as const))(
    '%s has the %s that the code has now (else: npm run docs)',
    (file, name, text) => {
      const committed = readFileSync(file, 'utf8');
      expect(committed).toBe(withSection(file, committed, name, text()));
    },
  );

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
