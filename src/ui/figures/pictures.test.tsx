// @vitest-environment jsdom
/** A chart's two pictures, plain and pointed at, show the same: nothing may jump when a pointer comes. */
import { cleanup, fireEvent, render, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FigureStage } from '../../testing/figures/FigureStage';
import { FIGURES } from '../../testing/figures/figures';

beforeAll(() => {
  // jsdom has none; pictures measure themselves with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // nothing is laid out in jsdom, and pictures without a size are not drawn
  for (const { prototype } of [HTMLElement, SVGElement]) {
    prototype.getBoundingClientRect = () => new DOMRect(0, 0, 480, 240);
  }
  HTMLCanvasElement.prototype.getContext = () => null;
});
afterEach(cleanup);

const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g;

/** Pixels that nobody sees. */
const NOTHING = 0.1;

/** Whether two inks are one, to rounding. */
function isSame(a: string, b: string): boolean {
  const numbers = (ink: string) => (ink.match(NUMBER) ?? []).map(Number);
  const others = numbers(b);
  return (
    a.replace(NUMBER, '#') === b.replace(NUMBER, '#') &&
    numbers(a).every((number, i) => Math.abs(number - (others[i] ?? Number.NaN)) < NOTHING)
  );
}

/** The inks of one picture that the other has not. */
function missing(from: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return from.filter((ink) => {
    const place = left.findIndex((each) => isSame(ink, each));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

const difference = (a: readonly string[], b: readonly string[]) => ({
  gone: missing(a, b),
  come: missing(b, a),
});

const SAME = { gone: [], come: [] };

/** What an element looks like, however it was written; null for what leaves no ink. */
function inkOf(element: Element): string | null {
  const own = (name: string) => element.getAttribute(name);
  const shown = (...names: string[]) => names.map((name) => own(name) ?? '');
  const stroke = own('stroke') ?? 'none';
  const dash = own('stroke-dasharray') ?? 'none';
  const line = [stroke, dash, own('stroke-width') ?? '1', own('stroke-opacity') ?? '1'];
  switch (element.nodeName) {
    case 'line': {
      // drawn from either end
      const ends = [shown('x1', 'x2'), shown('y1', 'y2')].flatMap((pair) =>
        pair.map(Number).sort((a, b) => a - b),
      );
      return ['line', ...ends, ...line].join(' ');
    }
    case 'path': {
      const fill = own('fill') ?? 'none';
      const ink = stroke === 'none' ? [fill, own('fill-opacity') ?? '1'] : line;
      return own('d') ? ['path', ...shown('d'), ...ink].join(' ') : null;
    }
    case 'circle':
      return ['circle', ...shown('cx', 'cy', 'r'), own('fill')].join(' ');
    case 'rect':
      return ['rect', ...shown('x', 'y', 'width', 'height')].join(' ');
    case 'text': {
      // an em of its own lies in a line within, or on the text itself
      const em = own('dy') ?? element.querySelector('tspan')?.getAttribute('dy') ?? null;
      const of = [...shown('x', 'y'), em ?? '', own('text-anchor') ?? 'start'];
      return ['text', ...of, element.textContent].join(' ');
    }
    default:
      return null;
  }
}

const inkIn = (picture: Element): string[] =>
  [...picture.querySelectorAll('line, path, circle, rect, text')]
    .filter((element) => !element.closest('defs'))
    .flatMap((element) => inkOf(element) ?? []);

const CHARTS = FIGURES.filter(({ id }) => id.startsWith('chart-')).flatMap(
  ({ id, drawing, faults }) => [
    [id, drawing] as const,
    ...faults.map((fault) => [`${id} where ${fault.name}`, fault.drawing] as const),
  ],
);

describe('a chart looks the same when somebody points at it', () => {
  it.each(CHARTS)('%s', async (_, drawing) => {
    const { container } = render(<FigureStage drawing={drawing} />);
    const curves = await waitFor(() => {
      const found = container.querySelector('[class*="curves"]');
      expect(found?.querySelector('svg text')).toBeTruthy();
      return found as Element;
    });
    const plain = inkIn(curves);
    const isEmpty = curves.querySelector('[data-line]') === null;
    fireEvent.pointerEnter(curves.parentElement as Element);
    if (isEmpty) return expect(difference(plain, inkIn(curves))).toEqual(SAME);
    await waitFor(
      () => expect(curves.querySelector('.recharts-wrapper .recharts-line')).toBeTruthy(),
      {
        timeout: 30_000,
      },
    );
    await waitFor(() => expect(difference(plain, inkIn(curves))).toEqual(SAME));
    fireEvent.pointerLeave(curves.parentElement as Element);
    await waitFor(() => expect(curves.querySelector('.recharts-wrapper')).toBeNull());
    expect(difference(plain, inkIn(curves))).toEqual(SAME);
  });
});
