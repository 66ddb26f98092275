/**
 * Packs what is kept and unpacks what is asked for, as Workbox's plug-ins do: the page with its data sets is twice as
 * large as what a school's tablet should have to spare. Also cuts out the parts of sounds that players ask for.
 */
import type { addPlugins } from 'workbox-precaching';
import { isPackable } from './what-is-kept';

type WorkboxPlugin = Parameters<typeof addPlugins>[0][number];

/** Marks a kept answer as packed. */
const PACKED = 'x-kept-packed';

/** Only whole, good answers are kept; they are packed where that helps and the browser can. */
async function pack(url: string, response: Response): Promise<Response | null> {
  if (response.status !== 200) return null;
  const canPack = typeof CompressionStream !== 'undefined';
  if (!canPack || !response.body || !isPackable(url, response.headers.get('content-type'))) {
    return response;
  }
  const headers = new Headers(response.headers);
  headers.set(PACKED, 'gzip');
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { headers });
}

function unpack(response: Response): Response {
  if (!response.headers.has(PACKED) || !response.body) return response;
  const headers = new Headers(response.headers);
  headers.delete(PACKED);
  return new Response(response.body.pipeThrough(new DecompressionStream('gzip')), { headers });
}

/** The bytes that a player asked for: `bytes=from-` or `bytes=from-to`; everything where it asked for anything else. */
async function cut(response: Response, range: string): Promise<Response> {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range);
  if (!asked) return response;
  const all = await response.blob();
  const from = Number(asked[1]);
  const to = Math.min(all.size - 1, asked[2] ? Number(asked[2]) : all.size - 1);
  const headers = new Headers(response.headers);
  if (from > to) {
    headers.set('content-range', `bytes */${all.size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-range', `bytes ${from}-${to}/${all.size}`);
  headers.set('content-length', String(to - from + 1));
  return new Response(all.slice(from, to + 1), { status: 206, headers });
}

export const packing: WorkboxPlugin = {
  cacheWillUpdate: ({ request, response }) => pack(request.url, response),
  async cachedResponseWillBeUsed({ request, cachedResponse }) {
    if (!cachedResponse) return null;
    const whole = unpack(cachedResponse);
    const range = request.headers.get('range');
    return range === null ? whole : cut(whole, range);
  },
};
