import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { LEAST_NODE, tellOldNode } from './node-version';

it.each(['18.20.4', '20.18.9', '20.9.0', '4.0.0'])('Node %s is refused with the mend', (version) =>
  expect(tellOldNode(version)).toMatch(
    `This is Node ${version}; the lab needs ${LEAST_NODE} or later.`,
  ),
);

it.each([LEAST_NODE, '20.19.1', '20.20.0', '22.0.0', process.versions.node])(
  'Node %s will do',
  (version) => expect(tellOldNode(version)).toBeNull(),
);

it('is the same that the package asks for', async () => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(text).engines.node).toBe(`>=${LEAST_NODE}`);
});
