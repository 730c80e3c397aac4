/** A place on the page whose color is too near to what is behind it. */
export interface Faint {
  readonly what: string;
  readonly color: string;
  readonly background: string;
  readonly contrast: number;
}

/**
 * Runs in the page: everything that can be seen whose contrast is below 4.5 for text and 3 for marks, and how much was
 * looked at. Colors are those that the browser computed, blended with all that is behind them; it shares no code with
 * the page.
 */
export const measureContrast = `(() => {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const paint = (colors) => {
    context.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const root = document.documentElement;
  const editor = getComputedStyle(root).getPropertyValue('--vscode-editor-background').trim() || 'white';
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
    return ['white', editor, ...layers];
  };
  const faint = [];
  const seen = { texts: 0, marks: 0 };
  const check = (what, color, backgrounds, least) => {
    const [low, high] = [paint([...backgrounds, color]), paint(backgrounds)].map(luminance).sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < least) faint.push({ what, color, background: backgrounds.join(' < '), contrast });
  };
  const name = (element) => element.tagName.toLowerCase() + '.' + element.getAttribute('class') + ' ' + (element.textContent || '').slice(0, 30);
  for (const element of document.querySelectorAll('#dashboard *')) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (style.visibility === 'hidden' || box.width === 0 || element.closest('.hidden, .u-wrap')) continue;
    if ([...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')) {
      seen.texts += 1;
      check('text ' + name(element), style.color, behind(element), 4.5);
    }
    if (element.matches('svg :is(path, line):not(.area, .band)')) {
      const color = style.stroke === 'none' ? style.fill : style.stroke;
      seen.marks += 1;
      check('mark ' + name(element.parentElement), color, behind(element.closest('svg')), 3);
    }
    if (element.matches('.bar, .ranges, .helping, .primary')) {
      seen.marks += 1;
      check('edge ' + name(element), style.borderTopColor, behind(element.parentElement), 3);
    }
  }
  const dashboard = document.getElementById('dashboard');
  const variable = (name) => getComputedStyle(dashboard).getPropertyValue(name).trim();
  for (const mark of ['--line', '--now', '--toppedUp', '--expired', '--adjusted', '--focus']) {
    seen.marks += 1;
    check('chart ' + mark, variable(mark), behind(dashboard), 3);
  }
  for (const text of ['--text', '--muted', '--warning', '--error']) {
    seen.texts += 1;
    check('text ' + text, variable(text), behind(dashboard), 4.5);
  }
  // The charts are drawn in these colors: pixels of the line's are in them.
  const line = paint([variable('--line')]).join();
  const drawn = [...document.querySelectorAll('canvas')].every((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    for (let at = 0; at < data.length; at += 4) if (data.slice(at, at + 4).join() === line) return true;
    return false;
  });
  return { faint, seen, drawn, charts: document.querySelectorAll('canvas').length };
})()`;

/** What `measureContrast` gives. */
export interface Measured {
  readonly faint: readonly Faint[];
  readonly seen: { readonly texts: number; readonly marks: number };
  /** True where each chart has pixels of the theme's line. */
  readonly drawn: boolean;
  readonly charts: number;
}
