/** WebGPU in Node: Dawn, from the `webgpu` package, under the name a browser gives it. */

/**
 * Puts `navigator.gpu` in place; where the package is missing, WebGPU is simply absent.
 * @param flags of Dawn, as its README lists them.
 */
export async function provideWebGpu(flags: string[] = []): Promise<void> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, 'navigator', {
      value: { gpu: create(flags) },
      configurable: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(
      /Cannot find package/.test(reason)
        ? 'WebGPU needs the npm package webgpu, which is not installed beside this command.'
        : `WebGPU could not be loaded: ${reason}`,
    );
  }
}
