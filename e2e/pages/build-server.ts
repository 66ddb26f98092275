/**
 * Serves the build from a folder of a server of its own, as a school's web space would, and can put a new version in
 * the old one's place, which `vite preview` cannot.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const DIST = join(import.meta.dirname, '../../dist');
const FOLDER = '/teachers/physics/lab/';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ogg': 'audio/ogg',
};

export interface BuildServer {
  /** Address of the page. */
  readonly address: string;
  /** Puts another version in place: its page has this title, and so its service worker another list. */
  publish(title: string): void;
  close(): Promise<void>;
}

export async function serveBuild(): Promise<BuildServer> {
  let title: string | null = null;
  const server = createServer(async ({ url = '/' }, answer) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) : null;
    try {
      if (path === null || path.includes('..')) throw new Error('elsewhere');
      const file = path === '' ? 'index.html' : path;
      let body: Buffer = await readFile(join(DIST, file));
      if (title !== null && file === 'index.html') {
        body = Buffer.from(
          body.toString().replace(/<title>.*<\/title>/, `<title>${title}</title>`),
        );
      }
      if (title !== null && file === 'service-worker.js') body = withNewRevision(body, title);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      answer.writeHead(200, { 'content-type': type }).end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}${FOLDER}`,
    publish: (next) => {
      title = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The service worker of a build in which index.html is another. */
function withNewRevision(script: Buffer, title: string): Buffer {
  const text = script.toString();
  const entry = /(\{[^{}]*)("revision":"|revision:[`"])[^`"]+([^{}]*index\.html[^{}]*\})/;
  if (!entry.test(text)) throw new Error('service-worker.js lists no index.html with a revision.');
  const revision = Buffer.from(title).toString('hex');
  return Buffer.from(text.replace(entry, `$1$2${revision}$3`));
}
