/** Learned numbers of a run by their names in its arenas. */
import type { GraphBuilder, Weight } from './graph';

export class Parameters {
  private readonly byName: ReadonlyMap<string, Weight>;

  constructor(weights: readonly Weight[]) {
    this.byName = new Map(weights.map((weight) => [weight.name, weight]));
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** Whether any begins so. */
  hasModule(name: string): boolean {
    return [...this.byName.keys()].some((each) => each.startsWith(`${name}.`));
  }

  get all(): readonly Weight[] {
    return [...this.byName.values()];
  }

  /** @throws Error where there is none of that name. */
  of(name: string): Weight {
    const found = this.byName.get(name);
    if (!found) throw new Error(`The net has no parameter ${name}.`);
    return found;
  }

  shapeOf(name: string): readonly number[] {
    return this.of(name).shape;
  }

  /** Puts it into a graph. */
  put(build: GraphBuilder, name: string): string {
    const { shape, values } = this.of(name);
    return build.weight(name, shape, values);
  }
}
