/**
 * The rooms as a picture: every room below all that may import it, an arrow for each permission. Rooms in layers by
 * their longest way down, long arrows through free places of the layers between (Sugiyama's method, its simplest form).
 * Everybody may use the protocol; it is drawn as the ground, without arrows.
 */
import type { Room } from './rooms';

const GROUND = 'protocol';
const [BOX, HEIGHT, GAP, LAYER, MARGIN] = [112, 34, 26, 78, 20] as const;
/** A place that an arrow passes through takes less room than a box. */
const PASSAGE = 18;
const SWEEPS = 12;

/** A box, or a place in a layer that a long arrow goes through. */
interface Place {
  readonly id: string;
  readonly room: string | null;
  readonly layer: number;
  x: number;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly whole: boolean;
  /** From the upper box through passages to the lower one. */
  readonly through: readonly Place[];
}

/** Layers above the ground: one more than the highest of what a room may import. */
function layersOf(all: readonly Room[]): Map<string, number> {
  const layers = new Map<string, number>();
  const layerOf = (name: string): number => {
    const known = layers.get(name);
    if (known !== undefined) return known;
    const doors = all.find((room) => room.name === name)?.doors ?? [];
    const layer =
      Math.max(-1, ...doors.filter(({ to }) => to !== GROUND).map(({ to }) => layerOf(to))) + 1;
    layers.set(name, layer);
    return layer;
  };
  for (const { name } of all) layerOf(name);
  return layers;
}

function arrange(all: readonly Room[]): { places: Place[][]; arrows: Arrow[] } {
  const layers = layersOf(all);
  const places: Place[][] = Array.from({ length: Math.max(...layers.values()) + 1 }, () => []);
  const add = (id: string, room: string | null, layer: number): Place => {
    const place = { id, room, layer, x: 0 };
    places[layer]?.push(place);
    return place;
  };
  const boxes = new Map(all.map(({ name }) => [name, add(name, name, layers.get(name) ?? 0)]));
  const arrows = all.flatMap(({ name, doors }) =>
    doors.flatMap(({ to, whole }): Arrow[] => {
      const [upper, lower] = [boxes.get(name), boxes.get(to)];
      if (!upper || !lower) return [];
      const between: Place[] = [];
      for (let layer = upper.layer - 1; layer > lower.layer; layer--) {
        between.push(add(`${name}>${to}@${layer}`, null, layer));
      }
      return [{ from: name, to, whole, through: [upper, ...between, lower] }];
    }),
  );
  const neighbours = new Map<Place, Place[]>();
  for (const { through } of arrows) {
    through.slice(1).forEach((lower, k) => {
      const upper = through[k];
      if (!upper) return;
      neighbours.set(lower, [...(neighbours.get(lower) ?? []), upper]);
      neighbours.set(upper, [...(neighbours.get(upper) ?? []), lower]);
    });
  }
  for (const row of places) setOut(row);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const row of sweep % 2 === 0 ? places : [...places].reverse()) {
      const pull = (place: Place) => {
        const xs = (neighbours.get(place) ?? []).map(({ x }) => x);
        return xs.length > 0 ? xs.reduce((sum, x) => sum + x, 0) / xs.length : place.x;
      };
      const pulls = new Map(row.map((place) => [place, pull(place)]));
      row.sort((a, b) => (pulls.get(a) ?? 0) - (pulls.get(b) ?? 0));
      setOut(row);
    }
  }
  return { places, arrows };
}

const widthOf = ({ room }: Place) => (room === null ? PASSAGE : BOX);

/** Places side by side, centred on 0. */
function setOut(row: readonly Place[]): void {
  const total = row.reduce((sum, place) => sum + widthOf(place) + GAP, -GAP);
  let left = -total / 2;
  for (const place of row) {
    place.x = left + widthOf(place) / 2;
    left += widthOf(place) + GAP;
  }
}

const STYLE = `
    text { font: 14px system-ui, sans-serif; text-anchor: middle; fill: #1a1a1a }
    .page { fill: #fff }
    .room { fill: #f4f4f2; stroke: #1a1a1a }
    .arrow { fill: none; stroke: #1a1a1a; stroke-width: 1.2 }
    .part { stroke-dasharray: 4 4 }
    .head { fill: #1a1a1a }
    @media (prefers-color-scheme: dark) {
      text { fill: #eee } .page { fill: #111 } .room { fill: #222; stroke: #ccc }
      .arrow { stroke: #ccc } .head { fill: #ccc }
    }`;

const round = (value: number) => Math.round(value * 10) / 10;

/** The picture as SVG. */
export function roomsPicture(all: readonly Room[]): string {
  const { places, arrows } = arrange(all.filter(({ name }) => name !== GROUND));
  const reach = Math.max(...places.flat().map((place) => Math.abs(place.x) + widthOf(place) / 2));
  const width = 2 * (reach + MARGIN);
  const height = places.length * LAYER + LAYER + MARGIN;
  const at = (place: Place) => ({
    x: round(place.x + width / 2),
    y: round(MARGIN + (places.length - 1 - place.layer) * LAYER + HEIGHT / 2),
  });
  const paths = arrows.map(({ from, to, whole, through }) => {
    const points = through.map(at);
    const first = points[0] as { x: number; y: number };
    let [x, y] = [first.x, first.y + HEIGHT / 2];
    let path = `M${x} ${y}`;
    points.slice(1).forEach((point, k) => {
      const isLast = k === points.length - 2;
      const goal = isLast ? point.y - HEIGHT / 2 - 6 : point.y;
      const middle = round((y + goal) / 2);
      path += ` C${x} ${middle} ${point.x} ${middle} ${point.x} ${goal}`;
      [x, y] = [point.x, goal];
    });
    return `  <path class="arrow${whole ? '' : ' part'}" marker-end="url(#head)" d="${path}"><title>${from} may import ${whole ? '' : 'some of '}${to}</title></path>`;
  });
  const boxes = places
    .flat()
    .filter(({ room }) => room !== null)
    .map((place) => {
      const { x, y } = at(place);
      return `  <rect class="room" x="${round(x - BOX / 2)}" y="${y - HEIGHT / 2}" width="${BOX}" height="${HEIGHT}" rx="4"/><text x="${x}" y="${y + 5}">${place.room}</text>`;
    });
  const without = all
    .filter(({ name, doors }) => name !== GROUND && !doors.some(({ to }) => to === GROUND))
    .map(({ name }) => name);
  const users = without.length > 0 ? `every room but ${without.join(', ')}` : 'every room';
  const ground = MARGIN + places.length * LAYER;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${height}" role="img" aria-label="The rooms of src and who may import whom">
  <style>${STYLE}
  </style>
  <marker id="head" viewBox="0 0 8 8" refX="2" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0 L8 4 L0 8 z"/></marker>
  <rect class="page" width="100%" height="100%"/>
${paths.join('\n')}
${boxes.join('\n')}
  <rect class="room" x="${MARGIN}" y="${ground}" width="${round(width - 2 * MARGIN)}" height="${HEIGHT}" rx="4"/><text x="${round(width / 2)}" y="${ground + HEIGHT / 2 + 5}">${GROUND} (${users} may use it)</text>
</svg>
`;
}
