import { expect, test } from 'vitest';
import { createNoticesStore } from './notices';
import { createPageVersionStore } from './page-version';

test('a new version is told once however often it is offered, with the button that uses it', () => {
  const notices = createNoticesStore();
  const version = createPageVersionStore(notices);
  const used: string[] = [];
  version.getState().offerNew(() => used.push('first'));
  version.getState().offerNew(() => used.push('second'));
  const told = notices.getState().notices;
  expect(told.map(({ topic, tone, message }) => [topic, tone, message])).toEqual([
    ['version', 'news', 'A new version of this page is ready.'],
  ]);
  expect(used).toEqual([]);
  expect(told[0]?.action?.word).toBe('Use the new version');
  told[0]?.action?.run();
  expect(used).toEqual(['second']);
});

test('the page says that it is kept once it is', () => {
  const version = createPageVersionStore(createNoticesStore());
  expect(version.getState().isKept).toBe(false);
  version.getState().noteKept();
  expect(version.getState().isKept).toBe(true);
});
