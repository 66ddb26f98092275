/** What cannot be taken says why, and what a person can do about it. */
import { afterEach, expect, it, vi } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { ENCODER_PARTS } from '../../notebook/encoders/catalogue';
import { METHOD_PARTS } from '../../notebook/methods/catalogue';
import { parseSettings } from '../../protocol/settings';
import { fakeSummary } from '../../testing/fake-lab-data';
import { noData, noNotebook } from './hindrances';

const settings = parseSettings({
  encoders: { picture: { kind: 'resnet18' } },
  methods: { joint: {}, 'ogm@gentle': {} },
});
const summary = fakeSummary(settings);
const open = { settings, summary, dataStatus: 'ready' } as const;

afterEach(() => {
  vi.restoreAllMocks();
});

it('a race all of which has a text can be taken as a notebook, once its data are open', () => {
  expect(noNotebook(open, catalogue)).toBeNull();
  expect(noNotebook({ ...open, dataStatus: 'opening' }, catalogue)).toMatchObject({
    message: 'The data are not open yet.',
    hint: 'Wait until their card shows them.',
  });
});

it('a method and an encoder without a text are named, with what to change', () => {
  const withoutText = (parts: ReadonlyMap<string, unknown>, missing: string) => {
    const has = (id: string) => id !== missing && [...parts.keys()].includes(id);
    vi.spyOn(parts, 'has').mockImplementation(has);
    vi.spyOn(parts, 'get').mockImplementation((id) =>
      has(id) ? new Map(parts.entries()).get(id) : undefined,
    );
  };
  withoutText(ENCODER_PARTS, 'resnet18');
  expect(noNotebook(open, catalogue)).toMatchObject({
    message:
      'The encoder of picture, ResNet-18, has no text for a notebook yet, so the race cannot be written as one.',
    hint: 'Choose another encoder for picture: MLP or CNN.',
  });
  withoutText(METHOD_PARTS, 'ogm');
  expect(noNotebook(open, catalogue)).toMatchObject({
    message: 'OGM has no text for a notebook yet, so the race cannot be written as one.',
    hint: 'Take ogm@gentle out of the race.',
  });
});

it('data larger than a tab can copy are refused with their size and the command that writes the same', () => {
  const large = { ...open, summary: { ...summary, counts: { ...summary.counts, train: 1e6 } } };
  expect(noNotebook(large, catalogue)?.message).toMatch(
    /^The data are \d+ MB, more than a tab can copy\.$/,
  );
  expect(noNotebook(large, catalogue)?.hint).toContain('--data FILES --notebook FILE.ipynb.');
  expect(noData(large)?.hint).toContain('--data FILES --data-out FILE.npz.');
});
