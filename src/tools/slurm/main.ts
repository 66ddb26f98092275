/**
 * `npm run test:slurm`: a sweep of 200 tasks on Slurm's real daemons (cluster.ts), which are killed under it, held against
 * the same sweep by GNU parallel byte for byte; then what may go wrong on a cluster, and what starting tasks costs, ours and
 * Slurm's apart.
 * Skipped with a sentence where they are not installed. Options: --tasks N (default 200; a multiple of 4), --long-ms N
 * (default 20000: how long each task trains by which the overhead is measured, in processor time).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startNode } from '../../testing/headless-command';
import { Cluster, missingPrograms, PROGRAMS } from './cluster';
import { Findings } from './findings';
import { overhead } from './overhead';
import { underFire, withParallel } from './sweeps';
import { changedFile, fullDisk } from './trouble';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '200' },
    'long-ms': { type: 'string', default: '20000' },
  },
});

async function run(folder: string, findings: Findings): Promise<void> {
  const built = await startNode(['--import', 'tsx', 'src/tools/bundle.ts', folder]).ended;
  if (built.code !== 0) throw new Error(built.stderr);
  const bundle = join(folder, 'lab.mjs');
  const cluster = new Cluster(join(folder, 'cluster'));
  const stop = () => {
    cluster.stop();
    process.exit(130);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await cluster.start();
    const fired = await underFire(cluster, bundle, folder, Number(values.tasks), findings);
    const calm = await withParallel(bundle, folder, Number(values.tasks), findings);
    findings.compare(fired, calm);
    await changedFile(cluster, bundle, folder, findings);
    await fullDisk(bundle, folder, calm, findings);
    await overhead(cluster, bundle, folder, Number(values['long-ms']), findings);
  } catch (error) {
    console.error(cluster.lastWords());
    throw error;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    cluster.stop();
  }
}

const missing = await missingPrograms([...PROGRAMS, 'parallel']);
if (missing.length > 0) {
  console.log(
    `Skipped: ${missing.join(', ')} not found. On Debian: apt-get install slurm-wlm munge parallel.`,
  );
} else {
  const folder = mkdtempSync(join(tmpdir(), 'slurm-'));
  const findings = new Findings();
  try {
    await run(folder, findings);
  } catch (error) {
    findings.expect(false, `It was broken off: ${error instanceof Error ? error.stack : error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = findings.tell() ? 0 : 1;
}
