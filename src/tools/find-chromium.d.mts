/** Types of find-chromium.mjs, which is plain JavaScript because it runs before anything is installed. */
export function findChromium(): string | undefined;
export function launchOptions(wish: { webgpu: boolean }): {
  executablePath?: string;
  channel?: string;
  args: string[];
};
