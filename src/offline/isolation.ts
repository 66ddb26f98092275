/**
 * Isolates the page from other origins where its host sends no headers for that: only then has a browser memory that
 * threads share. The service worker answers the page and its workers' scripts with the headers that the lab's own
 * server sends (vite.config.ts); everything else is of this origin and needs none, and scripts pass as they are kept,
 * for beside those a browser keeps what it has compiled. From the second visit on, because the first comes from the host.
 */
import type { addPlugins } from 'workbox-precaching';
import { ISOLATION_HEADERS } from './isolation-headers.mjs';

type WorkboxPlugin = Parameters<typeof addPlugins>[0][number];

/** Whether the answer becomes a page or a thread, which must each say that they are isolated. */
function mustSaySo(request: Request, response: Response): boolean {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  return isPage || request.destination === 'worker';
}

export const isolating: WorkboxPlugin = {
  async handlerWillRespond({ request, response }) {
    if (!mustSaySo(request, response)) return response;
    const headers = new Headers(response.headers);
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers });
  },
};
