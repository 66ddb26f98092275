/** The browser of the gpu tests really has the device they are about; else each would fail in its own way. */
import { expect, it } from 'vitest';

it('this browser computes on software WebGPU in core mode', async () => {
  const adapter = await navigator.gpu?.requestAdapter();
  expect(adapter, 'the browser offers no WebGPU adapter').toBeTruthy();
  expect(adapter?.info.architecture).toBe('swiftshader');
  expect(adapter?.features.has('core-features-and-limits')).toBe(true);
});
