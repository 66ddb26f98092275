/** What is written on the page and can be seen: each piece with its size in pixels and its contrast with its ground. */
import type { Page } from '@playwright/test';

export interface Written {
  readonly text: string;
  /** Size of its type, in pixels of the screen. */
  readonly size: number;
  /** As WCAG defines it, 1 to 21. */
  readonly contrast: number;
}

/** Everything written, in the order of the document; what only a screen reader hears is left out. */
export const typeInSight = (page: Page): Promise<readonly Written[]> =>
  page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!pixel) throw new Error('There is no canvas to read colours with.');
    const read = (text: string): Colour => {
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = text;
      pixel.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixel.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Colour, under: Colour, share: number): Colour => {
      const mix = (place: 0 | 1 | 2) => share * top[place] + (1 - share) * under[place];
      return [mix(0), mix(1), mix(2), 1];
    };
    const luminance = (colour: Colour): number => {
      const linear = (place: 0 | 1 | 2) => {
        const value = colour[place] / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2);
    };
    const upwards = (from: Element): readonly Element[] =>
      from.parentElement ? [from, ...upwards(from.parentElement)] : [from];

    const written: Written[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!holder || text === '' || holder.closest('script, style, .unseen')) continue;
      if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const around = upwards(holder);
      const isDrawn = holder instanceof SVGGraphicsElement;
      const style = getComputedStyle(holder);
      const scale = isDrawn ? (holder.getScreenCTM()?.a ?? 1) : 1;
      const grounds = around.map((each) => read(getComputedStyle(each).backgroundColor));
      const ground = grounds.find(([, , , alpha]) => alpha === 1) ?? [255, 255, 255, 1];
      const ink = read(isDrawn ? style.fill : style.color);
      const faded = around.reduce((all, each) => all * Number(getComputedStyle(each).opacity), 1);
      const [a, b] = [luminance(over(ink, ground, ink[3] * faded)), luminance(ground)];
      written.push({
        text,
        size: Number.parseFloat(style.fontSize) * scale,
        contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
      });
    }
    return written;
  });

/** Words of it: tokens with a letter. */
export const wordsOf = (written: readonly Written[]): readonly string[] =>
  written.flatMap(({ text }) => text.split(/\s+/).filter((token) => /\p{L}/u.test(token)));
