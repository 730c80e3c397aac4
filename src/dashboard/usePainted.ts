import { useEffect, useState } from 'preact/hooks';

/** False until a component has been painted once. */
export function usePainted(): boolean {
  const [isPainted, set] = useState(false);
  useEffect(() => {
    let after: ReturnType<typeof setTimeout>;
    // A frame is painted as soon as its callbacks have run, and a timer comes after that.
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
