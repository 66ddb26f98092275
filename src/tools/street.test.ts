/** What stands in front of the code: workflows that can be trusted, and one version everywhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const WORKFLOWS = '.github/workflows';

/** Actions that are used without a full commit and its version in words: a tag can be moved to other code. */
const loose = (workflow: string): string[] =>
  [...workflow.matchAll(/^\s*-?\s*uses: (.+)$/gm)]
    .map(([, use = '']) => use)
    .filter((use) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use));

describe('workflows', () => {
  it.each(readdirSync(WORKFLOWS))('%s pins every action and may read only by default', (file) => {
    const workflow = readFileSync(`${WORKFLOWS}/${file}`, 'utf8');
    expect(workflow).toContain('uses:');
    expect(loose(workflow)).toEqual([]);
    expect(workflow).toMatch(/^permissions:\n {2}contents: read\n$/m);
  });

  it('that use an action by its tag are found', () => {
    expect(loose('      - uses: actions/checkout@v4\n')).toEqual(['actions/checkout@v4']);
    expect(loose(`        uses: actions/cache@${'a'.repeat(40)}\n`)).toHaveLength(1);
  });
});

describe('the version', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

  it.each([
    ['CITATION.cff', `\nversion: ${version}\n`],
    ['CHANGELOG.md', `\n## [${version}] - `],
  ])('of package.json is that of %s', (file, line) => {
    expect(readFileSync(file, 'utf8')).toContain(line);
  });
});
