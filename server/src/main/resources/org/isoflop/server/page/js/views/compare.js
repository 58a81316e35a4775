import * as api from '../api.js';
import { multipliers } from '../charts.js';
import { fill, h } from '../dom.js';
import * as magnitude from '../magnitude.js';
import { Asking } from '../parts/asking.js';
import { Chart, inks } from '../parts/chart.js';
import { warningList } from '../parts/notices.js';
import { slider } from '../parts/slider.js';
import * as questions from '../questions.js';
import { listen } from './listen.js';

const MOST_RECIPES = 40;

/** Which recipe should be scaled: who is better at the target, how sure that is, and where they cross. */
export function compareView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const asking = new Asking(shell, workspace, trouble);
  const chart = new Chart({ onResize: () => begin() });
  const worth = new Chart({ onResize: () => draw() });
  const controls = h('div', { class: 'sliders' });
  const ranks = h('div', { class: 'table ranks', 'aria-live': 'polite' });
  const crossings = h('ul', { class: 'said' });
  const notes = h('div');
  const stage = h('div', { class: 'stage' }, h('div', { class: 'hero' }, chart.element, worth.element), h('aside', { class: 'facts' }, controls, ranks, crossings, notes));
  const none = h('div', { class: 'empty', hidden: true }, h('h2', { class: 'finding' }, 'One recipe, nothing to compare'), h('p', { class: 'lead' }, 'A table with a column that tells recipes apart (data, architecture, optimizer …) can be compared here.'));
  const element = h('section', { class: 'view compare' }, h('h1', { class: 'unseen' }, 'Compare recipes'), trouble, none, stage);

  let target = null;
  let newest = null;

  /** Columns that may tell recipes apart. */
  function candidates() {
    const { columns, head } = workspace.table;
    return columns
      .map((column, i) => ({ name: column.name, values: new Set(head.map((row) => row[i])).size, type: column.type }))
      .filter(({ type, values }) => type === 'text' && values >= 2 && values <= MOST_RECIPES)
      .map(({ name }) => name);
  }

  function begin() {
    if (!workspace.table) return;
    const columns = candidates();
    none.hidden = columns.length > 0;
    stage.hidden = !columns.length;
    if (!columns.length) return;
    const by = columns.includes(workspace.state.by) ? workspace.state.by : columns[0];
    const extent = workspace.extent('C') ?? [1e18, 1e22];
    target = workspace.state.target ?? Number((extent[1] * 100).toPrecision(1));
    const select = h('select', { id: 'by', onchange: () => (workspace.set({ by: select.value }), ask(select.value)) }, columns.map((name) => h('option', { value: name, selected: name === by }, name)));
    fill(
      controls,
      h('div', { class: 'role' }, h('label', { for: 'by' }, h('b', {}, 'Recipes'), h('span', {}, 'the column that tells them apart')), select),
      slider({ label: 'Target, FLOP', low: extent[0], high: extent[1] * 1e5, value: target, write: (v) => magnitude.digits(v, 3), onChange: (v) => aim(v, select.value) }).element,
    );
    ask(by);
  }

  function aim(value, by) {
    target = value;
    workspace.set({ target: value });
    ask(by);
  }

  async function ask(by) {
    chart.announce('Recipes are resampled together, and their difference is back-tested …');
    const answer = await asking.long(questions.compare(workspace.state, by, target, chart.look()), 'Comparing');
    if (!answer) return;
    shell.say(answer.commandLine);
    newest = answer.answer;
    show();
    draw();
    const specification = await api.readJson(workspace.id, questions.COMPARED);
    const { text, subtitle } = specification.title;
    await chart.show({ title: text.join(' '), subtitle: subtitle.join(' '), description: specification.description, specification });
  }

  /** Each recipe against the one that is best at the target. */
  const pairs = () => newest.pairs.filter((pair) => pair.better === newest.best.recipe && pair.multiplier?.[pair.other]);

  /** The colour of a recipe, by its rank, as in the chart of the command. */
  function colourOf(recipe) {
    const { series } = inks();
    return series[newest.recipes.findIndex((one) => one.recipe === recipe) % series.length];
  }

  async function draw() {
    if (!newest) return;
    const lines = pairs().map((pair) => ({ colour: colourOf(pair.other), points: pair.multiplier[pair.other] }));
    if (!lines.length) return;
    const title = `${newest.best.recipe} is best at ${magnitude.digits(newest.target.C, 3)} FLOP, with probability ${magnitude.probability(newest.best.probability)}`;
    await worth.show({
      title,
      subtitle: `How many times the compute of ${newest.best.recipe} the others need for the same loss`,
      description: title,
      specification: multipliers(lines, newest.target.C, worth.look({ tall: 0.5 }).size),
    });
  }

  function show() {
    fill(
      ranks,
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'recipe'), h('th', { scope: 'col', class: 'figure' }, 'loss'), h('th', { scope: 'col', class: 'figure' }, 'best'))),
        h('tbody', {}, newest.recipes.map((recipe) => row(recipe))),
      ),
    );
    fill(crossings, newest.pairs.flatMap((pair) => pair.crossings.map((crossing) => h('li', {}, crossed(crossing)))));
    fill(notes, warningList(newest.warnings));
  }

  function row({ recipe, loss, probabilityBest }) {
    const swatch = h('span', { class: 'swatch', 'aria-hidden': 'true' });
    swatch.style.setProperty('background', colourOf(recipe));
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, swatch, recipe),
      h('td', { class: 'figure' }, magnitude.estimate(loss.estimate, 4), h('small', {}, magnitude.range(loss.calibrated ?? loss, (v) => magnitude.estimate(v, 4)))),
      h('td', { class: 'figure' }, magnitude.probability(probabilityBest)),
    );
  }

  function crossed({ C, betterBelow, betterAbove }) {
    const interval = C.low == null && C.high == null ? '' : ` (${magnitude.range(C, (v) => magnitude.digits(v, 2))})`;
    return `${betterAbove} overtakes ${betterBelow} at ${magnitude.digits(C.estimate, 2)} FLOP${interval}`;
  }

  const leave = listen(workspace, { table: begin });
  requestAnimationFrame(begin);
  return { element, title: 'Compare', leave: () => (leave(), asking.leave(), chart.stop(), worth.stop()) };
}
