/** Who is told to be isolated, and who passes as it was kept. */
import { expect, test } from 'vitest';
import { isolating } from './isolation';
import { ISOLATION_HEADERS } from './isolation-headers.mjs';

const answered = (response: Response, destination = '') =>
  isolating.handlerWillRespond?.({
    request: { url: 'http://localhost/lab/', destination },
    response,
  } as never) as Promise<Response>;
const script = () => new Response('1', { headers: { 'content-type': 'text/javascript' } });

test('the page says that it is isolated, and stays what it was', async () => {
  const policy = "default-src 'self'";
  const page = await answered(
    new Response('<title>Lab</title>', {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    }),
  );
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) {
    expect(page.headers.get(name)).toBe(value);
  }
  expect(page.headers.get('content-security-policy')).toBe(policy);
  expect([page.status, await page.text()]).toEqual([200, '<title>Lab</title>']);
});

test('a worker\u2019s script says so too; a script of the page passes as it is', async () => {
  const ofThread = await answered(script(), 'worker');
  expect(ofThread.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
  expect(await ofThread.text()).toBe('1');
  const ofPage = script();
  expect(await answered(ofPage, 'script')).toBe(ofPage);
  const sound = new Response(null, { status: 416 });
  expect(await answered(sound, 'audio')).toBe(sound);
});
