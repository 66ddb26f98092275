/** What a race will take, in words: short beside Play, and whole for whoever asks. Pure. */
import { memoryText } from '../../protocol/memory-text';
import { type RaceNeed, stepsOf } from '../../protocol/need';
import { countText } from '../format';

const NBSP = '\u00A0';

/** "about 12 s", "about 3 min", "about 2 h", "roughly 3 min" where nothing was weighed: no more digits than can be known. */
export function timeText(ms: number, isCounted = false): string {
  const seconds = ms / 1000;
  if (seconds < 1) return `under 1${NBSP}s`;
  const about = isCounted ? 'roughly' : 'about';
  const digits = isCounted ? 1 : 2;
  const minutes = seconds / 60;
  if (seconds < 90) return `${about} ${rounded(seconds, digits)}${NBSP}s`;
  if (minutes < 90) return `${about} ${rounded(minutes, digits)}${NBSP}min`;
  return `${about} ${rounded(minutes / 60, digits)}${NBSP}h`;
}

const rounded = (value: number, digits: number): string =>
  countText(Number(value.toPrecision(digits)));

/** "about 12 s, 7,360 steps, 14 MB" */
export const needText = (need: RaceNeed): string =>
  `${timeText(need.ms, need.isCounted)}, ${countText(stepsOf(need))} steps, ${memoryText(need.bytes)}`;
