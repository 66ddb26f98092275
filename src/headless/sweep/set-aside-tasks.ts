/**
 * Validation samples for the tasks of a plan that does not say how many: as a race of all its runs has them. Tasks are
 * compared with each other, so where one of them needs some, all on the same data have them. Pure.
 */
import type { Catalogue } from '../../protocol/catalogue';
import { keyOf } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import { runsThatValidate, tellSetAside, withValidation } from '../../protocol/validation-need';
import type { PlannedTask } from './plan';

/** @returns the tasks, and a sentence for each way in which some are set aside. */
export function withValidationTasks(
  tasks: readonly PlannedTask[],
  catalogue: Catalogue,
): { readonly tasks: readonly PlannedTask[]; readonly told: readonly string[] } {
  const dataOf = ({ data }: Settings) => keyOf(data);
  const needing = new Map<string, Set<string>>();
  for (const { settings, leavesValidation } of tasks) {
    const runs = leavesValidation ? runsThatValidate(settings, catalogue) : [];
    if (runs.length === 0) continue;
    const key = dataOf(settings);
    needing.set(key, new Set([...(needing.get(key) ?? []), ...runs]));
  }
  const told = new Set<string>();
  const all = tasks.map((task) => {
    const runs = needing.get(dataOf(task.settings));
    const settings = runs && task.leavesValidation ? withValidation(task.settings) : null;
    if (!runs || !settings) return task;
    const { message, hint } = tellSetAside(settings, [...runs]);
    told.add(`${message} ${hint} All tasks on the same data have them.`);
    return { ...task, settings };
  });
  return { tasks: all, told: [...told] };
}
