import { useEffect, useState } from 'preact/hooks';

/** True once the component has been painted for the first time. */
export function useAfterFirstPaint(): boolean {
  const [isPainted, set] = useState(false);
  useEffect(() => {
    let after: ReturnType<typeof setTimeout>;
    // The browser paints a frame right after its callbacks, and runs timers after that.
    const frame = requestAnimationFrame(() => {
      after = setTimeout(() => set(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(after);
    };
  }, []);
  return isPainted;
}
