import { expect, it } from 'vitest';
import { cardText } from './card-report';

it('says what the adapter has of what changes how it computes, and what not', () => {
  const adapter = {
    ...{ vendor: 'v', architecture: 'a', device: '', description: '', isSoftware: false },
    ...{ features: ['subgroups'], mostBytes: 2 ** 27, workgroupBytes: 2 ** 15 },
  };
  const text = cardText({
    ...{ date: '', machine: '', present: [], adapter, tiny: false },
    ...{ works: [], race: [], raceAbsent: [], late: [], minutes: 0 },
  });
  expect(text).toContain(
    '**v, a**. Arrays of at most 128 MB, 32 KB a workgroup, subgroups; without shader-f16, timestamp-query.',
  );
});
