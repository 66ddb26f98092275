/** What a run is called on the page: its method's name, and its tag in words. Pure. */
import type { MethodDescription } from '../protocol/catalogue';
import { methodIdOf } from '../protocol/settings';

/** `di-mml@no-duc` gives "DI-MML (no duc)". */
export function runLabel(run: string, { label }: Pick<MethodDescription, 'label'>): string {
  const tag = run.slice(methodIdOf(run).length + 1);
  return tag === '' ? label : `${label} (${tag.replaceAll('-', ' ')})`;
}
