/** What axe-core finds to fix on a page as it stands. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** One line per rule that is broken, with the elements that break it; empty where none is. */
export async function complaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  // colours on their way from one theme to the other are nobody's design
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
  return page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run();
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
    );
  });
}
