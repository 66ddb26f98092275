/** The built page arrives whole: nothing fails, nothing is refused by its own policy, nothing leaves the origin. */
import { expect, test } from '@playwright/test';

test('the page loads without an error and without a foreign request', async ({ page, baseURL }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(baseURL ?? '') && !/^(blob|data):/.test(address)) {
      complaints.push(`asked for ${address}`);
    }
  });
  const response = await page.goto('./', { waitUntil: 'networkidle' });
  await expect(page).toHaveTitle(/Modality Lab/);
  expect(response?.headers()['content-security-policy']).toContain("default-src 'self'");
  expect(complaints).toEqual([]);
  const sent = response?.headers() ?? {};
  expect(sent['content-security-policy']).toContain("frame-ancestors 'self'");
  expect(sent['x-content-type-options']).toBe('nosniff');
  expect(sent['referrer-policy']).toBe('no-referrer');
  const elsewhere = await page.request.get('./no-such-file');
  expect(elsewhere.status()).toBe(404);
  await page.goto('./?view=lab');
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  const licences = page.getByRole('link', { name: /under which licences/ });
  const list = await page.request.get((await licences.getAttribute('href')) ?? '');
  expect(await list.text()).toMatch(/^react \d[\d.]* \(MIT\)$/m);
  // what Radix writes while a dialog or a list is open, the policy allows
  const scrolling = () => page.evaluate(() => getComputedStyle(document.body).overflowY);
  expect(await scrolling()).toBe('hidden');
  await page.keyboard.press('Escape');
  await expect.poll(scrolling).toBe('visible');
  await page.getByRole('combobox').first().click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { opacity: 0 }';
    document.head.append(style);
  });
  await expect.poll(() => complaints.join()).toMatch(/inline style/);
});
