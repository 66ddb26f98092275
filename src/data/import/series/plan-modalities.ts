/**
 * Which channels are which modality: as somebody chose, a modality for each sensor with a file of its own, else by the names
 * of the channels. Imports the protocol and this room only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { show } from '../../../protocol/failure';
import { SettingsError } from '../../../protocol/settings';
import { listNames } from '../import-error';
import type { Offer } from '../offer';
import type { ImportOptions } from '../options';
import { keyFor, titleFor } from '../raw-samples';
import { groupChannels } from './channel-groups';
import type { Recordings } from './recording';

/** Where a modality's channels are: sensor and channel. */
export interface Source {
  readonly sensor: number;
  readonly channel: number;
}
export interface Planned {
  readonly id: string;
  readonly name: string;
  readonly sources: readonly Source[];
}

/** @throws SettingsError for a choice that names no channel. */
export function planModalities(read: Recordings, options: ImportOptions): Planned[] {
  const { sensors } = read;
  const all = channelsOf(read);
  if (options.modalities) return namedModalities(read, all, options.modalities);
  const ids: string[] = [];
  const plan = (name: string, sources: readonly Source[]): Planned => {
    const id = keyFor(name, ids);
    ids.push(id);
    return { id, name: titleFor(name), sources };
  };
  const of = (sensor: number, channels: readonly number[]) =>
    channels.map((channel) => ({ sensor, channel }));
  if (sensors.length === 1) {
    return groupChannels(all[0] ?? []).map(({ name, channels }) => plan(name, of(0, channels)));
  }
  return sensors
    .slice(0, MOST_MODALITIES)
    .map((name, sensor) => plan(name, of(sensor, [...(all[sensor] ?? []).keys()])));
}

/** Names of the channels by sensor. */
export const channelsOf = ({
  sensors,
  recordings,
}: Pick<Recordings, 'sensors' | 'recordings'>): (readonly string[])[] =>
  sensors.map((_, at) => recordings.find((each) => each.sensors[at])?.sensors[at]?.channels ?? []);

function namedModalities(
  { sensors }: Recordings,
  all: readonly (readonly string[])[],
  wanted: Readonly<Record<string, readonly string[]>>,
): Planned[] {
  return Object.entries(wanted).map(([id, entries]) => ({
    id,
    name: titleFor(id),
    sources: entries.flatMap((entry): Source[] => {
      const sensor = sensors.indexOf(entry);
      if (sensor >= 0 && entry !== '' && !all.some((channels) => channels.includes(entry))) {
        return (all[sensor] ?? []).map((_, channel) => ({ sensor, channel }));
      }
      const found = all.flatMap((channels, at) =>
        channels.flatMap((channel, k) =>
          channel === entry || (entry.endsWith('*') && channel.startsWith(entry.slice(0, -1)))
            ? [{ sensor: at, channel: k }]
            : [],
        ),
      );
      if (found.length > 0) return found;
      const names = [...(sensors.length > 1 ? sensors : []), ...all.flat()];
      throw new SettingsError(
        `data.modalities.${id}`,
        `data.modalities.${id} is ${show(entry)}; that is not a channel; there are ${listNames(names, 40)}.`,
      );
    }),
  }));
}

/** What can be chosen: channels, or sensors, beside what the layout offers. */
export function offerWith(read: Recordings, planned: readonly Planned[]): Offer {
  const { offer, sensors } = read;
  const all = channelsOf(read);
  const areSensors = sensors.length > 1;
  const names = areSensors ? sensors : (all[0] ?? []);
  const roles = Object.fromEntries(
    planned.flatMap(({ id, sources }) =>
      sources.map(({ sensor, channel }) => [
        areSensors ? sensors[sensor] : all[sensor]?.[channel],
        { modality: id },
      ]),
    ),
  );
  return {
    ...offer,
    parts: [
      ...names.map((name) => ({
        name,
        detail: areSensors ? 'a sensor' : 'a channel',
        uses: ['modality' as const],
      })),
      ...offer.parts,
    ],
    roles: { ...roles, ...offer.roles },
    gathers: true,
  };
}

export function modalitiesInWords(read: Recordings, planned: readonly Planned[]): string[] {
  const all = channelsOf(read);
  const listed = planned.map(
    ({ id, sources }) =>
      `${id} (${listNames(
        sources.map(({ sensor, channel }) => all[sensor]?.[channel] ?? ''),
        6,
      )})`,
  );
  if (planned.length < 2) return [];
  return [
    `Each sensor is a modality of its own, so that it can be seen whether one keeps another from learning: ${listNames(listed)}.`,
  ];
}
