/** Views cannot write what the session keeps; the compiler says so, and this file is compiled with the rest. */
import { expectTypeOf, test } from 'vitest';
import type { ReadonlyStore } from './readonly-store';
import type { Session } from './session';
import type { ThemeStore } from './theme-store';

/** Every store that a view can reach. */
type Stores =
  | Extract<Session[keyof Session], { getState(): unknown }>
  | Session['importing']['store']
  | Session['runs']['store']
  | ThemeStore;

/** Stores whose contents can be replaced from outside. */
type Writable<S> = S extends { setState: unknown } ? S : never;

test('no store of the session can be written by a view', () => {
  expectTypeOf<Writable<Stores>>().toBeNever();
  expectTypeOf<Session['race']>().toExtend<ReadonlyStore<{ readonly phase: string }>>();
  const write = ({ race }: Session) => {
    // @ts-expect-error a view asks the session instead
    race.setState({ phase: 'ended' });
  };
  expectTypeOf(write).toBeFunction();
});
