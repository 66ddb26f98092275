/**
 * The lab as a command: settings in, JSON lines out. Same engine, methods and data as the page, through the
 * in-thread maker. stdout carries events only; everything else goes to stderr.
 */
import { readFile } from 'node:fs/promises';
import { createInThreadLab } from '../client/in-thread-lab';
import { BACKEND_NAMES, type BackendName } from '../protocol/backends';
import { LabError, toFailure } from '../protocol/failure';
import type { LabEvent } from '../protocol/messages';
import { runNames, SettingsError } from '../protocol/settings';
import { parseArguments } from './arguments';
import { readData } from './read-data';
import { usage } from './usage';
import { provideWebGpu } from './webgpu';

/** Exit codes: all runs finished, a run failed, the settings or the files cannot be used. */
const EXIT = { ok: 0, runFailed: 1, settings: 2 } as const;

// libraries greet on console.log; stdout is for events
console.log = console.error;

const readAsset = async (path: string): Promise<ArrayBuffer> => {
  const bytes = await readFile(new URL(`../../public/${path}`, import.meta.url));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
};

/** Writes one event as a line and waits until the pipe has taken it. */
const print = (event: object): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(event)}\n`, () => resolve());
  });

/** An event as it is printed: which single samples are right is said once, at the end of a run. */
function asLine(event: LabEvent): object {
  if (event.kind !== 'epoch-ended') return event;
  const { right: _right, ...line } = event;
  return line;
}

async function main(): Promise<number> {
  const asked = await parseArguments(process.argv.slice(2));
  if (asked.help) {
    console.error(usage());
    return EXIT.ok;
  }
  // before the device: files that cannot be used should say so at once
  const dataSet = asked.path === null ? null : await readData(asked.path, asked.settings);
  if (asked.backend === 'webgpu') await provideWebGpu();
  const lab = createInThreadLab({ readAsset });
  const runs = new Map<string, object>();
  let code: number = EXIT.ok;
  const stop = (failed: { code: string; message: string; hint: string }) => {
    console.error(`${failed.message} ${failed.hint}`);
    code = failed.code === 'settings-invalid' ? EXIT.settings : EXIT.runFailed;
  };
  let backend: BackendName | null = null;
  lab.subscribe((event: LabEvent) => {
    switch (event.kind) {
      case 'lab-opened':
        backend = event.report.backend;
        for (const reason of event.report.reasons) console.error(reason);
        console.error(`Training on ${event.report.adapter} (${backend}).`);
        break;
      case 'request-failed':
        stop(event.failed);
        // what was refused before anything trained is in the settings or in the data they name
        if (event.request !== 'open-lab') code = EXIT.settings;
        break;
      case 'device-lost':
        stop(event.failed);
        break;
      case 'run-ended': {
        const { run, label, accuracy, durationMs } = event;
        runs.set(run, { method: run, label, accuracy, durationMs });
        break;
      }
      case 'run-failed':
        code = EXIT.runFailed;
        console.error(`${event.run}: ${event.failed.message} ${event.failed.hint}`);
        runs.set(event.run, { method: event.run, label: event.label, failed: event.failed });
        break;
    }
    if ('run' in event && event.kind !== 'chunk-trained') void print(asLine(event));
  });

  try {
    lab.send({ kind: 'open-lab', backend: asked.backend });
    await lab.settled();
    if (backend !== asked.backend) {
      throw new SettingsError(
        '--backend',
        `--backend is ${asked.backend}, which cannot be had here; it must be one of ${BACKEND_NAMES.join(', ')}.`,
        'See the reasons above.',
      );
    }
    if (dataSet) lab.send({ kind: 'use-data', dataSet });
    lab.send({
      kind: 'start-race',
      settings: asked.settings,
      withReference: false,
      paused: false,
    });
    await lab.settled();
    if (code !== EXIT.settings) {
      const inOrder = runNames(asked.settings).flatMap((name) => runs.get(name) ?? []);
      await print({ kind: 'race-ended', settings: asked.settings, runs: inOrder });
    }
  } catch (error) {
    stop(toFailure(error));
  }
  await lab.closed();
  return code;
}

main()
  .catch((error: unknown) => {
    const failed = toFailure(error);
    console.error(`${failed.message} ${failed.hint}`);
    return error instanceof LabError ? EXIT.settings : EXIT.runFailed;
  })
  // Dawn keeps Node alive, so the end is said aloud
  .then((code) => process.exit(code));
