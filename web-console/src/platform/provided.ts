import { inject, provide, type InjectionKey } from "vue";

/** One thing a page hands to everything below: how to hand it over, and how to get it. */
export function provided<T>(what: string): readonly [hand: (value: T) => void, use: () => T] {
  const key: InjectionKey<T> = Symbol(what);
  const use = () => {
    const value = inject(key);
    if (value === undefined) throw new Error(`no ${what} was provided above this component`);
    return value;
  };
  return [(value) => provide(key, value), use];
}
