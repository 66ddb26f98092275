/** What a race will take, in words: short beside Play, and whole for whoever asks. Pure. */
import { type RaceNeed, stepsOf } from '../../protocol/need';
import { countText } from '../format';

const NBSP = '\u00A0';

/** "about 12 s", "about 3 min", "about 2 h": no more digits than a few steps can know. */
export function timeText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 1) return `under 1${NBSP}s`;
  if (seconds < 90) return `about ${twoDigits(seconds)}${NBSP}s`;
  const minutes = seconds / 60;
  return minutes < 90
    ? `about ${twoDigits(minutes)}${NBSP}min`
    : `about ${twoDigits(minutes / 60)}${NBSP}h`;
}

const twoDigits = (value: number): string => countText(Number(value.toPrecision(2)));

/** "14 MB", "1.2 GB". */
export function memoryText(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes < 1000
    ? `${Math.max(1, Math.round(megabytes))}${NBSP}MB`
    : `${(megabytes / 1000).toFixed(1)}${NBSP}GB`;
}

/** "about 12 s, 7,360 steps, 14 MB" */
export const needText = (need: RaceNeed): string =>
  `${timeText(need.ms)}, ${countText(stepsOf(need))} steps, ${memoryText(need.bytes)}`;
