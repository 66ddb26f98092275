/** What is kept packed comes out as it went in, whole or in the parts that players ask for. */
import { expect, test } from 'vitest';
import { packing } from './packing';

const TEXT = 'modality '.repeat(500);
const ADDRESS = 'http://localhost/lab/assets/thread-a.js';

/** What the store holds of an answer; null where it is not to be kept. */
const kept = (response: Response) =>
  packing.cacheWillUpdate?.({ request: new Request(ADDRESS), response } as never) as Promise<
    Response | null | undefined
  >;
const asked = (cachedResponse: Response | undefined, range?: string) =>
  packing.cachedResponseWillBeUsed?.({
    request: new Request(ADDRESS, range ? { headers: { range } } : {}),
    cachedResponse,
  } as never) as Promise<Response | null | undefined>;
const sound = (bytes: readonly number[]) =>
  new Response(Uint8Array.from(bytes), { headers: { 'content-type': 'audio/ogg' } });

test('a script takes less room and comes back whole, with its headers', async () => {
  const policy = "default-src 'self'";
  const stored = await kept(
    new Response(TEXT, {
      headers: { 'content-type': 'text/javascript', 'content-security-policy': policy },
    }),
  );
  if (!stored) throw new Error('It was not kept.');
  expect((await stored.clone().blob()).size).toBeLessThan(TEXT.length / 20);
  const back = await asked(stored);
  expect(await back?.text()).toBe(TEXT);
  expect(back?.headers.get('content-type')).toBe('text/javascript');
  expect(back?.headers.get('content-security-policy')).toBe(policy);
});

test('what is packed already is kept as it came', async () => {
  const stored = await kept(sound([1, 2, 3]));
  expect([...new Uint8Array((await stored?.arrayBuffer()) ?? new ArrayBuffer())]).toEqual([
    1, 2, 3,
  ]);
});

test.each([404, 500, 206])('an answer with status %i is not kept', async (status) => {
  expect(await kept(new Response('x', { status }))).toBeNull();
});

test.each([
  ['bytes=0-', 206, [10, 11, 12, 13, 14], 'bytes 0-4/5'],
  ['bytes=2-3', 206, [12, 13], 'bytes 2-3/5'],
  ['bytes=3-99', 206, [13, 14], 'bytes 3-4/5'],
  ['bytes=5-', 416, [], 'bytes */5'],
])('a player that asks for %s is given that part', async (range, status, bytes, said) => {
  const part = await asked(sound([10, 11, 12, 13, 14]), range);
  expect(part?.status).toBe(status);
  expect([...new Uint8Array((await part?.arrayBuffer()) ?? new ArrayBuffer())]).toEqual(bytes);
  expect(part?.headers.get('content-range')).toBe(said);
});

test('what is not there is not made up', async () => {
  expect(await asked(undefined)).toBeNull();
});
