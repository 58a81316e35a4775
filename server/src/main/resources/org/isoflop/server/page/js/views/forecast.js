import { fill, h } from '../dom.js';
import * as magnitude from '../magnitude.js';
import { Asking } from '../parts/asking.js';
import { Chart } from '../parts/chart.js';
import { problemBox, warningList } from '../parts/notices.js';
import { slider } from '../parts/slider.js';
import * as questions from '../questions.js';
import { listen } from './listen.js';

/** So many times beyond the largest run one usually asks. */
const USUAL_REACH = 100;
const LARGEST_REACH = 1e5;

/** What to expect of a run that has not been made, and how sure that is. */
export function forecastView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const asking = new Asking(shell, workspace, trouble);
  const undrawn = h('div', { class: 'trouble' });
  const drawing = new Asking(shell, workspace, undrawn);
  const chart = new Chart({ onResize: () => ask() });
  const sliders = h('div', { class: 'sliders' });
  const split = h('div', { class: 'segments', role: 'group', 'aria-label': 'How the compute is divided' });
  const big = h('div', { class: 'big', 'aria-live': 'polite', 'aria-atomic': 'true' });
  const numbers = h('dl', { class: 'numbers' });
  const notes = h('div');

  const element = h(
    'section',
    { class: 'view forecast' },
    h('h1', { class: 'unseen' }, 'Forecast'),
    trouble,
    h('div', { class: 'stage' }, h('div', { class: 'hero' }, chart.element, undrawn), h('aside', { class: 'facts' }, big, split, sliders, numbers, notes)),
  );

  let target = null;
  let place = {};

  /** Whether a budget is divided in the best way, or N and D are said. */
  const isBest = () => workspace.hasSizes && !workspace.state.forecast.own;

  function begin() {
    if (!workspace.kept || !workspace.law) return;
    const extent = workspace.extent('C');
    fill(split, workspace.hasSizes ? [choice('Best split', false), choice('My own N and D', true)] : []);
    if (isBest() && extent) {
      target = workspace.state.target ?? Number((extent[1] * USUAL_REACH).toPrecision(1));
      fill(sliders, slider({ label: 'Compute, FLOP', low: extent[0], high: extent[1] * LARGEST_REACH, value: target, write: (v) => magnitude.digits(v, 3), onInput: (v) => aim(v, true), onChange: (v) => aim(v, false) }).element);
    } else {
      fill(sliders, workspace.variables.map(variable));
    }
    ask();
  }

  function choice(title, own) {
    return h('button', { type: 'button', id: `split-${own}`, 'aria-pressed': String(Boolean(workspace.state.forecast.own) === own), onclick: () => (workspace.set({ forecast: { ...workspace.state.forecast, own } }), begin()) }, title);
  }

  function variable(name) {
    const [low, high] = workspace.extent(name) ?? [1e-3, 1e3];
    place[name] = workspace.state.forecast[name] ?? Number((high * 10).toPrecision(2));
    const moved = (value, dragging) => {
      place[name] = value;
      if (!dragging) workspace.set({ forecast: { ...workspace.state.forecast, [name]: value } });
      ask(dragging);
    };
    return slider({ label: name, low, high: Math.max(high * 1e3, low * 10), value: place[name], write: (v) => magnitude.inColumn(name, v), onInput: (v) => moved(v, true), onChange: (v) => moved(v, false) }).element;
  }

  function aim(value, dragging) {
    target = value;
    if (!dragging) workspace.set({ target: value });
    ask(dragging);
  }

  function ask(dragging = false) {
    if (!workspace.kept || !workspace.law) return;
    answer(dragging);
    draw();
  }

  async function answer(dragging) {
    const question = isBest() ? questions.plan({ flops: questions.flops(target) }) : questions.predict(Object.fromEntries(workspace.variables.map((name) => [name, place[name]])));
    const answered = await asking.one(question);
    if (!answered) return;
    if (!dragging) shell.say(answered.commandLine);
    show(answered.answer);
  }

  /** Where on its axis the chart ends: compute, or the only variable there is. */
  function end() {
    if (isBest()) return target;
    return workspace.variables.length === 1 ? place[workspace.variables[0]] : place.N && place.D ? 6 * place.N * place.D : null;
  }

  async function draw() {
    const drawn = await drawing.one(questions.plot('loss', { ...chart.look(), target: end() }));
    if (drawn) await chart.show(drawn.answer);
  }

  function show(answer) {
    const loss = answer.optimum?.loss ?? answer;
    fill(
      big,
      h('span', { class: 'big-label' }, workspace.responseName),
      h('span', { class: 'big-number' }, magnitude.estimate(loss.estimate, 4)),
    );
    const facts = [
      loss.calibrated ? ['by back-tests', magnitude.range(loss.calibrated, four), 'The interval to believe: widened by what back-tests were off at this distance.'] : null,
      loss.low === undefined ? null : [loss.calibrated ? 'if the law is right' : 'interval', magnitude.range(loss, four), 'Spread of the parameters and of runs around the law.'],
      answer.optimum ? ['model N', estimateOf(answer.optimum.N)] : null,
      answer.optimum ? ['tokens D', estimateOf(answer.optimum.D)] : null,
      answer.optimum ? ['tokens per parameter', magnitude.digits(answer.optimum.tokensPerParameter.estimate, 2)] : null,
      reachOf(answer.reach),
    ].filter(Boolean);
    fill(numbers, facts.map(([name, value, title]) => h('div', { title: title ?? false }, h('dt', {}, name), h('dd', {}, value))));
    fill(notes, warningList(answer.warnings));
  }

  const four = (value) => magnitude.estimate(value, 4);

  /** How many times beyond the largest run it is; as the command says, or of the target. */
  function reachOf(said) {
    const extent = workspace.extent('C');
    const reach = said ?? (extent && target ? target / extent[1] : null);
    return reach == null ? null : ['beyond the runs', reach > 1.005 ? `${magnitude.digits(reach, 2)}×` : 'no'];
  }

  const leave = listen(workspace, {
    law: begin,
    table: begin,
    fit: ({ final }) => {
      if (workspace.fitProblem) fill(trouble, problemBox(workspace.fitProblem));
      else if (final) begin();
    },
  });
  if (workspace.fitProblem) fill(trouble, problemBox(workspace.fitProblem));
  requestAnimationFrame(begin);
  return { element, title: 'Forecast', leave: () => (leave(), asking.leave(), drawing.leave(), chart.stop()) };
}

/** "103B (80.2B … 131B)", in two parts that may break. */
export function estimateOf(value) {
  return h('span', {}, magnitude.count(value.estimate), value.low == null ? null : h('small', {}, magnitude.range(value, magnitude.count)));
}
