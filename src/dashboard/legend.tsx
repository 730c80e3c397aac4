import type { ComponentChildren } from 'preact';

/** The legend of the lines and shapes in the charts. */
export function Legend() {
  return (
    <ul class="legend" aria-label="Chart legend">
      <Entry words="balance">
        <path class="line" d="M1 4h8v5h9" />
      </Entry>
      <Entry words="forecast (likely range)">
        <path class="band" d="M0 2h19v9H0z" />
        <path class="line dashed" d="M0 4l19 5" />
      </Entry>
      <Entry words="topped up">
        <path class="toppedUp" d="M9.500 1l5 9h-10z" />
      </Entry>
      <Entry words="expired">
        <path class="expired" d="M9.500 11l5-9h-10z" />
      </Entry>
      <Entry words="adjusted">
        <path class="adjusted" d="M9.500 0.500l5 5.500-5 5.500-5-5.500z" />
      </Entry>
    </ul>
  );
}

function Entry({ words, children }: { readonly words: string; readonly children: ComponentChildren }) {
  return (
    <li>
      <svg width="19" height="12" viewBox="0 0 19 12" aria-hidden="true">
        {children}
      </svg>
      {words}
    </li>
  );
}
