const paths = {
  refresh: 'M13 3v3.500h-3.500M12.600 6.300A5 5 0 1 0 13 8.800',
  export: 'M8 2v8M4.800 6.800 8 10l3.200-3.200M3 13.500h10',
  settings: 'M2 4.500h7M12 4.500h2M2 11.500h2M7 11.500h7M10.500 3v3M5.500 10v3',
  alert: 'M4 11.500V7.500a4 4 0 0 1 8 0v4l1 1H3zM6.800 14.200h2.400',
  out: 'M6 3.500H3.500v9h9V10M9 3h4v4M13 3 7.500 8.500',
  chevron: 'M6 4l4 4-4 4',
  'circle-slash': 'M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11ZM4.300 4.300l7.400 7.400',
  error: 'M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11ZM5.800 5.800l4.400 4.400M10.200 5.800l-4.400 4.400',
  key: 'M5 5.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5ZM7.500 8H14v2.500M11.500 8v2',
  warning: 'M8 2.500 14 13.500H2ZM8 6.500v3.500M8 11.300v.7',
} as const;

export type IconName = keyof typeof paths;

/** A small picture without words: what it stands beside says the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon ${name}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
