/**
 * Training in Node on Dawn: on the Vulkan driver that `VK_DRIVER_FILES` names (a graphics card's, or lavapipe's), else on the
 * SwiftShader that comes with Chromium.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { softwareVulkan } from '../../tools/chromium-folders';

const ROOT = join(import.meta.dirname, '../../..');
function headless(backend: string, ...more: readonly string[]) {
  const settings = ['epochs=2', 'samples.train=64', 'samples.test=64', 'measures.heavy=false'];
  const args = [
    ...['tsx', 'src/headless/main.ts', '--methods', 'joint', '--backend', backend, ...more],
    ...settings.flatMap((each) => ['--set', each]),
  ];
  const env = { ...process.env, ...softwareVulkan() };
  return spawnSync('npx', ['--no-install', ...args], { cwd: ROOT, encoding: 'utf8', env });
}

it('trains as on wasm, up to rounding', { timeout: 120_000 }, (context) => {
  const { status, stdout, stderr } = headless('webgpu');
  if (/no graphics adapter|has no WebGPU/.test(stderr)) {
    // a machine without any Vulkan driver cannot train on WebGPU in Node; the same kernels are tested in Chromium
    const tried =
      process.env['VK_DRIVER_FILES'] ?? 'the system’s Vulkan drivers or beside Chromium';
    context.skip(`Dawn finds no adapter in ${tried}, so nothing was trained in Node on WebGPU.`);
  }
  expect(stderr).toContain('(webgpu)');
  expect(status).toBe(0);
  const losses = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.includes('"epoch-ended"'))
      .map((line) => (JSON.parse(line) as { losses: { total: number } }).losses.total);
  const wanted = losses(headless('wasm').stdout);
  expect(wanted).toHaveLength(2);
  losses(stdout).forEach((loss, epoch) => {
    expect(loss).toBeCloseTo(wanted[epoch] as number, 3);
  });
});

it('half precision is refused with a sentence where the adapter lacks it', {
  timeout: 120_000,
}, (context) => {
  const { status, stdout, stderr } = headless('webgpu', '--storage', 'f16');
  if (/no graphics adapter|has no WebGPU/.test(stderr)) {
    context.skip('Dawn finds no adapter, so nothing could be refused for what it lacks.');
  }
  if (stderr.includes('(webgpu-f16)')) {
    expect(stdout).toContain('"backend":"webgpu-f16"');
    return;
  }
  expect(stderr).toContain('This graphics adapter has no half precision (shader-f16)');
  expect(stderr).toContain('--storage is f16, which cannot be had here.');
  expect(status).toBe(2);
});
