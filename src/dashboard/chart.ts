import './navigatorLanguage.ts';
import uPlot from 'uplot';
import { windowOf } from '../core/dashboard/range.ts';
import { chartData, seriesPlaces } from './chartData.ts';
import type { ChartFacts } from './chartFacts.ts';
import { canvasFont, drawMarks } from './drawMarks.ts';
import { ticks } from './ticks.ts';

const height = 190;
/** Pixels that a label beneath needs. */
const labelWidth = 72;
/** Amounts are told apart as finely as they are written. */
const finest = { count: 0.001, currency: 0.01 };

/** One balance over time, in a canvas. */
export class Chart {
  readonly #plot: uPlot;
  #facts: ChartFacts;

  constructor(target: HTMLElement, facts: ChartFacts) {
    this.#facts = facts;
    this.#plot = new uPlot(this.#options(target.clientWidth), dataOf(facts), target);
  }

  show(facts: ChartFacts): void {
    this.#facts = facts;
    this.#plot.setData(dataOf(facts));
  }

  resize(width: number): void {
    if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height });
  }

  /** Moves the cursor to a time, or takes it away. */
  pointAt(time: number | undefined): void {
    this.#plot.setCursor({ left: time === undefined ? -10 : this.#plot.valToPos(time, 'x'), top: 0 }, false);
  }

  /** The time beneath a place of the page, if it is within the chart. */
  timeAt(clientX: number): number | undefined {
    const { left, width } = this.#plot.over.getBoundingClientRect();
    const inside = clientX - left;
    return inside < 0 || inside > width ? undefined : this.#plot.posToVal(inside, 'x');
  }

  dispose(): void {
    this.#plot.destroy();
  }

  #options(width: number): uPlot.Options {
    const theme = () => this.#facts.theme;
    const edge = () => (theme().highContrast ? theme().line : 'transparent');
    const line = { points: { show: false }, scale: 'y' };
    return {
      width,
      height,
      ms: 1,
      padding: [12, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
      scales: {
        x: { time: false, range: () => this.#window() },
        y: { range: (_, lowest, highest) => this.#amounts(lowest, highest) },
      },
      axes: [this.#timeAxis(), this.#amountAxis()],
      series: [
        {},
        { ...line, stroke: edge, width: 1, dash: [1, 3] },
        { ...line, stroke: edge, width: 1, dash: [1, 3] },
        { ...line, stroke: () => theme().line, width: 1.5, dash: [6, 4] },
        { ...line, ...stepped(), stroke: () => theme().line, width: 1.5 },
      ],
      bands: [{ series: [seriesPlaces.high, seriesPlaces.low], fill: () => theme().band }],
      hooks: { draw: [(plot) => drawMarks(plot, this.#facts)] },
    };
  }

  #window(): [number, number] {
    const { from, to } = windowOf(this.#facts.range, this.#facts.now);
    return [from, to];
  }

  /** From zero, or from the debt: an axis that begins elsewhere makes every fall look like a crash. */
  #amounts(lowest: number | null, highest: number | null): [number, number] {
    const most = Math.max(highest ?? 0, 0);
    const least = Math.min(lowest ?? 0, 0);
    const room = (most - least) * 0.08;
    return [least - (least < 0 ? room : 0), most - least > 0 ? most + room : 10 * this.#finest()];
  }

  #timeAxis(): uPlot.Axis {
    return {
      ...this.#axis(),
      size: 28,
      splits: (plot, _, from, to) => {
        const most = Math.max(Math.floor(plot.bbox.width / uPlot.pxRatio / labelWidth), 2);
        return [...ticks(this.#facts.range, from, to, most)];
      },
      values: (plot, times) => times.map((time) => this.#timeText(plot, time)),
    };
  }

  /** The label of a time, which stands in the middle below it; nothing where the edge would cut it. */
  #timeText(plot: uPlot, time: number): string {
    const { axisText, range, theme } = this.#facts;
    const text = axisText.of(range, time);
    plot.ctx.font = canvasFont(theme.font);
    const reach = plot.ctx.measureText(text).width / uPlot.pxRatio / 2;
    const x = plot.bbox.left / uPlot.pxRatio + plot.valToPos(time, 'x');
    return x - reach < 0 || x + reach > plot.width ? '' : text;
  }

  #amountAxis(): uPlot.Axis {
    return {
      ...this.#axis(),
      space: 28,
      incrs: () => increments(this.#finest()),
      values: (_, amounts) => amounts.map((amount) => this.#amountText(amount)),
      size: (plot, values) => {
        plot.ctx.font = canvasFont(this.#facts.theme.font);
        const widest = Math.max(0, ...(values ?? []).map((text) => plot.ctx.measureText(text).width / uPlot.pxRatio));
        // The charts of most accounts stand in one line.
        return Math.max(Math.ceil(widest) + 14, 56);
      },
    };
  }

  #axis(): uPlot.Axis {
    return {
      stroke: () => this.#facts.theme.text,
      font: this.#facts.theme.font,
      gap: 6,
      grid: { stroke: () => this.#facts.theme.grid, width: 1 },
      ticks: { show: false },
      border: { show: true, stroke: () => this.#facts.theme.axis, width: 1 },
    };
  }

  #amountText(amount: number): string {
    const { details, format } = this.#facts;
    const unit = details.past?.unit;
    return unit ? format.amount(amount, unit) : '';
  }

  #finest(): number {
    return finest[this.#facts.details.past?.unit?.kind ?? 'count'];
  }
}

function dataOf({ details }: ChartFacts): uPlot.AlignedData {
  const { times, amounts, ahead, lows, highs } = chartData(details);
  return [[...times], [...lows], [...highs], [...ahead], [...amounts]];
}

/** 1, 2 and 5 of each power of ten from the finest on. */
function increments(finest: number): number[] {
  const first = Math.round(Math.log10(finest));
  return Array.from({ length: 20 }, (_, place) => [1, 2, 5].map((digit) => Number(`${digit}e${first + place}`))).flat();
}

/** Each amount holds until the next. */
function stepped(): Pick<uPlot.Series, 'paths'> {
  const paths = uPlot.paths.stepped?.({ align: 1 });
  return paths ? { paths } : {};
}
