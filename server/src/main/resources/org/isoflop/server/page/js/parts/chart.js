import { h } from '../dom.js';
import { onTheme, theme } from './theme.js';

const NARROW = 620;
const RUN = /:(\d+)$/;

/** The colours of charts, for the few that are built here; the same as those of the command line. */
export const inks = () =>
  theme() === 'dark'
    ? { text: '#e8eaed', muted: '#a4adb8', grid: '#2f363f', series: ['#4fb0ea', '#f0833a', '#2cc79b', '#dd9cc2', '#f0b429', '#e8eaed'] }
    : { text: '#1f2328', muted: '#5c6570', grid: '#e4e7eb', series: ['#0072b2', '#d55e00', '#009e73', '#b5598f', '#c98500', '#1f2328'] };

/**
 * A chart of Vega-Lite with its finding as a headline. Runs in it can be pointed at: with the mouse, or with the arrow keys
 * once the chart has the focus.
 *
 * @param onRun hears the line number of the run that was clicked, or on which Enter was pressed
 * @param onResize hears that the chart should be asked for anew: another width, another theme
 */
export class Chart {
  #place = h('div', { class: 'vega' });
  #tip = h('div', { class: 'tip', hidden: true });
  #said = h('p', { class: 'unseen', 'aria-live': 'polite' });
  #title = h('h2', { class: 'finding' });
  #subtitle = h('p', { class: 'finding-detail' });
  #frame;
  #onRun;
  #runs = [];
  #cursor = -1;
  #drawing = Promise.resolve();
  #view = null;
  #width = 0;

  constructor({ onRun = null, onResize = () => {} } = {}) {
    this.#onRun = onRun;
    this.#frame = h('div', { class: 'frame', tabindex: onRun ? 0 : false, role: 'group', onkeydown: (event) => this.#key(event) }, this.#place, this.#tip);
    this.element = h('figure', { class: 'chart' }, h('figcaption', {}, this.#title, this.#subtitle), this.#frame, this.#said);
    this.#frame.addEventListener('click', (event) => this.#click(event));
    this.#frame.addEventListener('focusout', () => this.#point(-1));
    new ResizeObserver(() => {
      const width = this.#frame.clientWidth;
      if (width && Math.abs(width - this.#width) > 24) onResize();
    }).observe(this.#frame);
    this.stop = onTheme(() => this.#frame.isConnected && onResize());
  }

  /** Says what will be seen here, until there is something. */
  announce(text) {
    if (!this.#view) this.#subtitle.textContent = text;
  }

  /** What a chart that is asked for should look like. */
  look({ tall = 0.62 } = {}) {
    this.#width = this.#frame.clientWidth || 800;
    const width = Math.max(Math.round(this.#width / 10) * 10, 280);
    const height = width < NARROW ? width * 1.05 : Math.min(width * tall, 640, Math.max(innerHeight - 390, 380));
    return { size: `${width}x${Math.round(height)}`, theme: theme() };
  }

  /** Shows the answer of plot, or of a specification made here. What is drawn now is waited for. */
  async show({ title, subtitle, description, specification }, { ghosts = [] } = {}) {
    this.#title.textContent = title ?? '';
    this.#subtitle.textContent = subtitle ?? '';
    const keys = this.#onRun ? ' Arrow keys move from run to run, Enter leaves one out.' : '';
    this.#frame.setAttribute('aria-label', `Chart. ${description ?? title ?? ''}${keys}`);
    const turn = this.#drawing.then(() => this.#draw(onPage(specification, ghosts)));
    this.#drawing = turn.catch(() => {});
    return turn;
  }

  async #draw(specification) {
    const fresh = h('div');
    const { view } = await window.vegaEmbed(fresh, specification, {
      renderer: 'svg',
      actions: false,
      ast: true,
      defaultStyle: false,
      tooltip: (_, event, item, value) => this.#tooltip(event, value),
    });
    this.#view?.finalize();
    this.#view = view;
    this.#place.replaceChildren(fresh);
    const svg = fresh.querySelector('svg');
    svg.setAttribute('aria-hidden', 'true');
    this.#runs = [...svg.querySelectorAll('path')]
      .map((path) => ({ path, datum: path.__data__?.datum }))
      .filter(({ datum }) => RUN.test(datum?.name ?? ''))
      .sort((a, b) => a.datum.x - b.datum.x || a.datum.y - b.datum.y);
    for (const { path } of this.#runs) path.classList.add('run');
    if (this.#cursor >= 0) this.#point(Math.min(this.#cursor, this.#runs.length - 1));
    this.element.dataset.drawn = Number(this.element.dataset.drawn ?? 0) + 1;
  }

  #tooltip(event, value) {
    this.#tip.hidden = !value;
    if (!value) return;
    const rows = typeof value === 'object' ? Object.entries(value) : [['', value]];
    this.#tip.replaceChildren(...rows.flatMap(([name, text]) => [h('span', { class: 'name' }, name), h('span', {}, text)]));
    const { left, top, width } = this.#frame.getBoundingClientRect();
    const x = event.clientX - left;
    const half = this.#tip.offsetWidth / 2;
    this.#tip.style.setProperty('left', `${Math.min(Math.max(x, half), width - half)}px`);
    this.#tip.style.setProperty('top', `${event.clientY - top}px`);
  }

  #click(event) {
    const name = event.target.__data__?.datum?.name;
    const line = RUN.exec(name ?? '')?.[1];
    if (line && this.#onRun) this.#onRun(Number(line));
  }

  #key(event) {
    if (!this.#onRun || !this.#runs.length) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#point((this.#cursor + step + this.#runs.length) % this.#runs.length);
    } else if ((event.key === 'Enter' || event.key === ' ') && this.#cursor >= 0) {
      this.#onRun(Number(RUN.exec(this.#runs[this.#cursor].datum.name)[1]));
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Puts the cursor on a run, and says which. */
  #point(index) {
    this.#runs[this.#cursor]?.path.classList.remove('pointed');
    this.#cursor = index;
    const run = this.#runs[index];
    if (!run) return;
    run.path.classList.add('pointed');
    const { name, xText, yText, state } = run.datum;
    this.#said.textContent = `${name}${state ? `, ${state}` : ''}: ${xText}, ${yText}`;
  }
}

/** A specification as it stands in the page: the headline is there already, the ground is the page's. */
function onPage(specification, ghosts) {
  const { title: _, background: __, ...rest } = structuredClone(specification);
  if (ghosts.length) addGhosts(rest, ghosts);
  return {
    ...rest,
    background: 'transparent',
    padding: { left: 0, top: 4, right: 8, bottom: 0 },
    config: { ...rest.config, font: getComputedStyle(document.body).fontFamily },
  };
}

/** Runs that were left out, as rings where they would lie: in the first panel that shows runs. */
function addGhosts(specification, ghosts) {
  const layers = panels(specification).find((panel) => panel.some((layer) => RUN.test(layer.data?.values?.[0]?.name ?? '')));
  if (!layers) return;
  const ink = inks();
  layers.push({
    data: { values: ghosts },
    mark: { type: 'point', shape: 'circle', filled: false, size: ghosts.length > 20 ? 34 : 60, strokeWidth: 1.5, color: ink.series[1], clip: true },
    encoding: {
      x: { field: 'x', type: 'quantitative' },
      y: { field: 'y', type: 'quantitative' },
      tooltip: [{ field: 'name', type: 'nominal', title: 'run' }, { field: 'state', type: 'nominal', title: 'state' }],
    },
  });
}

const panels = (node) => [...(node.layer ? [node.layer] : []), ...[...(node.vconcat ?? []), ...(node.hconcat ?? [])].flatMap(panels)];
