import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Whether an element is on the screen or about to be. */
export function useInView(element: RefObject<HTMLElement | null>): boolean {
  const [isInView, set] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const watching = new IntersectionObserver((entries) => set(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: '200px 0px',
    });
    watching.observe(element.current);
    return () => watching.disconnect();
  }, [element]);
  return isInView;
}
