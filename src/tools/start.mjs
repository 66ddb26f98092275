/**
 * `npm start`: from a fresh copy to the running page in one command.
 * Installs what is missing, builds, serves the build on this computer and opens a browser if there is one.
 * Options: `--port N` (exactly this port), `--no-open`.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { giveUp, installPackages, ROOT } from './setup.mjs';

const FIRST_PORT = 4173;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
      giveUp(`--port must be a whole number from 1 to 65535, not "${values.port}".`);
    }
    return { port, open: !values['no-open'] };
  } catch (error) {
    return giveUp(`${error.message}. The options are --port N and --no-open.`);
  }
}

/** Opens the page in the person's browser; silently does nothing where there is none. */
function openBrowser(address) {
  const opener = {
    darwin: ['open', [address]],
    win32: ['cmd', ['/c', 'start', '', address]],
    linux: ['xdg-open', [address]],
  }[process.platform];
  const hasScreen =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!opener || !hasScreen || process.env.CI) return;
  spawn(...opener, { detached: true, stdio: 'ignore' })
    .on('error', () => {})
    .unref();
}

const options = readOptions();
installPackages();
process.chdir(ROOT);
const { build, preview } = await import('vite');

console.log('Building ...');
try {
  await build({ logLevel: 'warn' });
} catch (error) {
  giveUp(`The build failed: ${error.message}`);
}

let server;
try {
  server = await preview({
    logLevel: 'warn',
    preview: { port: options.port ?? FIRST_PORT, strictPort: options.port !== undefined },
  });
} catch (error) {
  giveUp(`The page could not be served: ${error.message}. Another port may be free: --port N.`);
}

const address = `http://localhost:${server.httpServer.address().port}/`;
console.log(`Modality Lab is at ${address} (Ctrl-C ends it)`);
if (options.open) openBrowser(address);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
