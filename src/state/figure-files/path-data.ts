/**
 * The `d` of an SVG path as absolute moves, straight lines and cubic curves, the three that every format of figures has.
 * Arcs become curves as SVG 2, appendix B.2.4 says. Pure; imports nothing.
 */

export type Segment =
  | readonly ['M' | 'L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z'];

/** `a c e / b d f`, as in SVG and canvas. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export const moved = ({ a, b, c, d, e, f }: Matrix, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
});

/** The segments seen through a matrix. */
export function movedSegments(matrix: Matrix, segments: readonly Segment[]): readonly Segment[] {
  return segments.map((segment): Segment => {
    if (segment[0] === 'Z') return segment;
    if (segment[0] === 'C') {
      const [, x1, y1, x2, y2, x, y] = segment;
      const [p, q, r] = [
        moved(matrix, { x: x1, y: y1 }),
        moved(matrix, { x: x2, y: y2 }),
        moved(matrix, { x, y }),
      ];
      return ['C', p.x, p.y, q.x, q.y, r.x, r.y];
    }
    const to = moved(matrix, { x: segment[1], y: segment[2] });
    return [segment[0], to.x, to.y];
  });
}

/** Numbers that a command takes at a time. */
const TAKES: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};
/** A flag of an arc may stand without a space before what follows it. */
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
const ARC =
  /[\s,]*([-+]?[\d.]+(?:e[-+]?\d+)?)[\s,]*([-+]?[\d.]+(?:e[-+]?\d+)?)[\s,]*([-+]?[\d.]+(?:e[-+]?\d+)?)[\s,]*([01])[\s,]*([01])[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/gi;

function groupsOf(command: string, text: string): number[][] {
  if (command === 'A') {
    return [...text.matchAll(ARC)].map((found) => found.slice(1).map(Number));
  }
  const takes = TAKES[command] ?? 0;
  if (takes === 0) return [[]];
  const numbers = (text.match(NUMBER) ?? []).map(Number);
  const groups: number[][] = [];
  for (let i = 0; i + takes <= numbers.length; i += takes) groups.push(numbers.slice(i, i + takes));
  return groups;
}

/** One arc as curves of a quarter turn at most. */
function arcSegments(from: Point, to: Point, arc: readonly number[]): Segment[] {
  let [rx = 0, ry = 0] = [Math.abs(arc[0] ?? 0), Math.abs(arc[1] ?? 0)];
  const [turn = 0, isLarge = 0, isClockwise = 0] = arc.slice(2);
  if (rx === 0 || ry === 0) return [['L', to.x, to.y]];
  if (from.x === to.x && from.y === to.y) return [];
  const phi = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const [dx, dy] = [(from.x - to.x) / 2, (from.y - to.y) / 2];
  const [px, py] = [cos * dx + sin * dy, -sin * dx + cos * dy];
  const over = (px / rx) ** 2 + (py / ry) ** 2;
  if (over > 1) {
    rx *= Math.sqrt(over);
    ry *= Math.sqrt(over);
  }
  const squares = (rx * py) ** 2 + (ry * px) ** 2;
  const factor =
    (isLarge === isClockwise ? -1 : 1) *
    Math.sqrt(Math.max(0, ((rx * ry) ** 2 - squares) / squares));
  const [ux, uy] = [(factor * rx * py) / ry, (-factor * ry * px) / rx];
  const centre = {
    x: cos * ux - sin * uy + (from.x + to.x) / 2,
    y: sin * ux + cos * uy + (from.y + to.y) / 2,
  };
  const start = Math.atan2((py - uy) / ry, (px - ux) / rx);
  let sweep = Math.atan2((-py - uy) / ry, (-px - ux) / rx) - start;
  if (isClockwise === 0 && sweep > 0) sweep -= 2 * Math.PI;
  if (isClockwise === 1 && sweep < 0) sweep += 2 * Math.PI;
  const parts = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
  const step = sweep / parts;
  const reach = (4 / 3) * Math.tan(step / 4);
  const at = (x: number, y: number) =>
    moved(
      { a: cos * rx, b: sin * rx, c: -sin * ry, d: cos * ry, e: centre.x, f: centre.y },
      { x, y },
    );
  return Array.from({ length: parts }, (_, i): Segment => {
    const [first, last] = [start + i * step, start + (i + 1) * step];
    const p = at(
      Math.cos(first) - reach * Math.sin(first),
      Math.sin(first) + reach * Math.cos(first),
    );
    const q = at(Math.cos(last) + reach * Math.sin(last), Math.sin(last) - reach * Math.cos(last));
    const end = i === parts - 1 ? to : at(Math.cos(last), Math.sin(last));
    return ['C', p.x, p.y, q.x, q.y, end.x, end.y];
  });
}

/** The path as it is drawn; what stands behind something that is no command of SVG is left out. */
export function segmentsOf(d: string): readonly Segment[] {
  const segments: Segment[] = [];
  let at: Point = { x: 0, y: 0 };
  let start = at;
  /** Where the last curve's handle was, and of which kind that was. */
  let handle: { readonly kind: 'C' | 'Q'; readonly at: Point } | null = null;
  const curve = (p: Point, q: Point, to: Point) => {
    segments.push(['C', p.x, p.y, q.x, q.y, to.x, to.y]);
    at = to;
  };
  const quadratic = (p: Point, to: Point) => {
    const third = (end: Point) => ({
      x: end.x + (2 / 3) * (p.x - end.x),
      y: end.y + (2 / 3) * (p.y - end.y),
    });
    curve(third(at), third(to), to);
    handle = { kind: 'Q', at: p };
  };
  const mirrored = (kind: 'C' | 'Q'): Point =>
    handle?.kind === kind ? { x: 2 * at.x - handle.at.x, y: 2 * at.y - handle.at.y } : at;

  for (const [, letter = '', text = ''] of d.matchAll(/([MLHVCSQTAZ])([^MLHVCSQTAZ]*)/gi)) {
    const command = letter.toUpperCase();
    const isRelative = letter !== command;
    groupsOf(command, text).forEach((n, i) => {
      const origin = isRelative ? at : { x: 0, y: 0 };
      const point = (k: number): Point => ({
        x: origin.x + (n[k] ?? 0),
        y: origin.y + (n[k + 1] ?? 0),
      });
      const before = handle;
      const to = (next: Point, kind: 'M' | 'L' = 'L') => {
        segments.push([kind, next.x, next.y]);
        at = next;
      };
      if (command === 'M') {
        to(point(0), i === 0 ? 'M' : 'L');
        if (i === 0) start = at;
      } else if (command === 'L') to(point(0));
      else if (command === 'H') to({ x: origin.x + (n[0] ?? 0), y: at.y });
      else if (command === 'V') to({ x: at.x, y: origin.y + (n[0] ?? 0) });
      else if (command === 'C') {
        curve(point(0), point(2), point(4));
        handle = { kind: 'C', at: { x: origin.x + (n[2] ?? 0), y: origin.y + (n[3] ?? 0) } };
      } else if (command === 'S') {
        const second = point(0);
        curve(mirrored('C'), second, point(2));
        handle = { kind: 'C', at: second };
      } else if (command === 'Q') quadratic(point(0), point(2));
      else if (command === 'T') quadratic(mirrored('Q'), point(0));
      else if (command === 'A') {
        const end = point(5);
        segments.push(...arcSegments(at, end, n));
        at = end;
      } else {
        segments.push(['Z']);
        at = start;
      }
      if (handle === before) handle = null;
    });
  }
  return segments;
}
