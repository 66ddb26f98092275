/**
 * Which channels are one sensor, by their names: `accX`, `accY`, `accZ` beside `gyrX`; `x_acc`; `chest acc x`; `ax`,
 * `ay`, `az`. Imports this room only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { groupBy } from '../group-by';
import { tokensOf } from '../meaning/words';

/** Channels of one sensor, by their numbers. */
export interface ChannelGroup {
  readonly name: string;
  readonly channels: readonly number[];
}

const AXES = new Set(['x', 'y', 'z', 'w', 'roll', 'pitch', 'yaw']);

/** `Acceleration x (m/s^2)`: what stands in brackets is a unit. */
const wordsOf = (name: string): string[] => tokensOf(name.replace(/[([].*?[)\]]/g, ' '));

interface Axis {
  readonly sensor: string;
  readonly isAxis: boolean;
}

/** What is left of a name without its axis. */
function axisOf(name: string, prefixes: ReadonlySet<string>): Axis {
  const all = wordsOf(name).filter((word) => word !== 'axis');
  const words = all.filter((word) => !/^\d+$/.test(word));
  const others = words.filter((word) => !AXES.has(word));
  if (others.length < words.length) return { sensor: others.join(' '), isAxis: true };
  // ax, ay, az: one letter before the axis, of which all three are there
  const [, prefix = ''] = /^(\p{L}+)[xyz]$/u.exec(words.join('')) ?? [];
  if (prefixes.has(prefix)) return { sensor: prefix, isAxis: true };
  // acc_1, acc_2: the number is the channel
  const isNumbered = words.length < all.length;
  return { sensor: (isNumbered ? words : words.slice(0, -1)).join(' '), isAxis: false };
}

/** Beginnings that stand before x, y and z alike. */
function axisPrefixes(names: readonly string[]): ReadonlySet<string> {
  const there = new Set(names.map((name) => wordsOf(name).join('')));
  return new Set(
    [...there].flatMap((name) => {
      const [, prefix = ''] = /^(\p{L}+)x$/u.exec(name) ?? [];
      return prefix !== '' && there.has(`${prefix}y`) ? [prefix] : [];
    }),
  );
}

/** @returns one group where the names tell of one sensor, or of none. */
export function groupChannels(names: readonly string[]): ChannelGroup[] {
  const prefixes = axisPrefixes(names);
  const axes = names.map((name) => axisOf(name, prefixes));
  const bySensor = gather(axes.map(({ sensor }) => sensor));
  const isSensor = ({ name, channels }: ChannelGroup) =>
    name !== '' && (channels.length > 1 || axes[channels[0] ?? 0]?.isAxis === true);
  const sensors = bySensor.filter(isSensor);
  const rest = bySensor.filter((group) => !isSensor(group)).flatMap(({ channels }) => channels);
  if (sensors.length === 0) return [whole(names)];
  const fitting = fewer(sensors, MOST_MODALITIES - Number(rest.length > 0));
  if (!fitting) return [whole(names)];
  return [
    ...fitting,
    ...(rest.length > 0 ? [{ name: 'other', channels: rest.sort((a, b) => a - b) }] : []),
  ];
}

const whole = (names: readonly string[]): ChannelGroup => ({
  name: 'all',
  channels: [...names.keys()],
});

function gather(keys: readonly string[]): ChannelGroup[] {
  const groups = groupBy(keys.keys(), (at) => keys[at] ?? '');
  return [...groups].map(([name, channels]) => ({ name, channels }));
}

/** So many sensors at most: by what they measure (the last word), else by where they sit (the first); null where neither helps. */
function fewer(sensors: readonly ChannelGroup[], most: number): readonly ChannelGroup[] | null {
  if (sensors.length <= most) return sensors;
  for (const at of [-1, 0]) {
    const together = new Map<string, number[]>();
    for (const { name, channels } of sensors) {
      const word = name.split(' ').at(at) ?? '';
      together.set(word, [...(together.get(word) ?? []), ...channels]);
    }
    if (together.size > 1 && together.size <= most) {
      return [...together].map(([name, channels]) => ({ name, channels }));
    }
  }
  return null;
}
