import { signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';

/** A component that is loaded when it is first shown; until then there is nothing. */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => JSX.Element | null {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  let asked = false;
  return function Lazy(props: Props) {
    const Loaded = loaded.value;
    if (Loaded) return <Loaded {...props} />;
    if (!asked) {
      asked = true;
      load().then(
        (component) => {
          loaded.value = component;
        },
        () => {
          asked = false;
        },
      );
    }
    return null;
  };
}
