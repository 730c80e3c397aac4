import { type Chapter, type Figure, isMet } from './figure.ts';

/** The chapters as a table for people. */
export function printed(chapters: readonly Chapter[]): string {
  const figures = chapters.flatMap((chapter) => chapter.figures);
  const widest = Math.max(...figures.map(({ what }) => what.length));
  return chapters
    .map(({ title, how, figures: own }) =>
      [title, ...own.map((figure) => row(figure, widest)), '', ...wrapped(how)].join('\n'),
    )
    .join('\n\n');
}

function row(figure: Figure, width: number): string {
  const { what, value, unit, most } = figure;
  const met = isMet(figure);
  const target = most === undefined ? '' : `at most ${numberText(most, unit)}`;
  const verdict = met === undefined ? '' : met ? 'met' : 'MISSED';
  return `  ${what.padEnd(width)}  ${numberText(value, unit).padStart(14)}  ${target.padEnd(22)}  ${verdict}`.trimEnd();
}

function numberText(value: number, unit: Figure['unit']): string {
  const digits = { bytes: 0, files: 0, µs: 0, ms: 2, times: 2, KB: 2, requests: 2 }[unit];
  const number = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === 'times' ? `${number} ×` : `${number} ${unit}`;
}

function wrapped(text: string): readonly string[] {
  return (text.match(/.{1,100}(?:\s|$)/g) ?? []).map((line) => `  ${line.trimEnd()}`);
}
