/** Where Chromium keeps its programs, among them a Vulkan loader and SwiftShader, a Vulkan driver in software. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from './find-chromium.mjs';

const SWIFTSHADER = 'vk_swiftshader_icd.json';

/** Debian's command is a script that stands elsewhere than the programs. */
export function chromiumFolders(): readonly string[] {
  const command = findChromium();
  return ['/usr/lib/chromium', ...(command ? [dirname(realpathSync(command))] : [])];
}

/** What Dawn must be told to find a driver: nothing where the machine names one, or where Chromium brings none. */
export function softwareVulkan(): Readonly<Record<string, string>> {
  if (process.env['VK_DRIVER_FILES']) return {};
  const folder = chromiumFolders().find((each) => existsSync(join(each, SWIFTSHADER)));
  if (!folder) return {};
  return { VK_DRIVER_FILES: join(folder, SWIFTSHADER), LD_LIBRARY_PATH: folder };
}
