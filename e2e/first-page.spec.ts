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
});
