import { fill, h } from '../dom.js';
import { errors } from '../charts.js';
import * as magnitude from '../magnitude.js';
import { Asking } from '../parts/asking.js';
import { Chart } from '../parts/chart.js';
import { problemBox } from '../parts/notices.js';
import { Rivals } from '../parts/rivals.js';
import { slider } from '../parts/slider.js';
import * as questions from '../questions.js';
import { listen } from './listen.js';

/** How far the law may be believed: fitted below a cut it predicts above; and what a reviewer would object to. */
export function trustView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const asking = new Asking(shell, workspace, trouble);
  const undrawn = h('div', { class: 'trouble' });
  const drawing = new Asking(shell, workspace, undrawn);
  const objecting = new Asking(shell, workspace, trouble);
  const below = new Chart({ onResize: () => ask() });
  const missed = new Chart({ onResize: () => ask() });
  const place = h('div', { class: 'sliders' });
  const verdict = h('dl', { class: 'numbers', 'aria-live': 'polite' });
  const byReach = h('div', { class: 'table' });
  const objections = h('div', { class: 'objections' });
  const rivals = new Rivals(shell, workspace);

  const element = h(
    'section',
    { class: 'view trust' },
    h('h1', {}, 'Had you trusted it earlier'),
    h('p', { class: 'lead' }, 'The law is fitted to the runs below the cut alone, and predicts those above it.'),
    trouble,
    h('div', { class: 'stage' }, h('div', { class: 'hero' }, below.element, undrawn, missed.element), h('aside', { class: 'facts' }, place, verdict, byReach, h('h2', {}, 'What a reviewer would object to'), objections, h('h2', {}, 'Other laws'), rivals.element)),
  );

  /** The usual cut: the runs above it cost a tenth of all decades. */
  function usualCut([low, high]) {
    return low * (high / low) ** 0.6;
  }

  function begin() {
    const extent = workspace.extent('C') ?? workspace.extent('D') ?? workspace.extent('N');
    if (!extent) {
      fill(place, h('p', { class: 'hint' }, 'No column C, N or D tells small runs from large ones: say on the first screen which it is.'));
      return;
    }
    const [low, high] = extent;
    const cut = Math.min(Math.max(workspace.state.cut ?? usualCut(extent), low), high);
    const ends = [low * (high / low) ** 0.15, low * (high / low) ** 0.97];
    const bar = slider({
      label: 'Cut',
      low: ends[0],
      high: ends[1],
      value: Math.min(Math.max(cut, ends[0]), ends[1]),
      write: (value) => magnitude.digits(value, 3),
      hint: 'Runs that took more compute than this are kept from the fit.',
      onInput: (value) => ask(value, true),
      onChange: (value) => {
        workspace.set({ cut: value });
        ask(value);
      },
    });
    fill(place, bar.element);
    ask(bar.value);
    object();
  }

  let last = null;

  function ask(cut = last, dragging = false) {
    if (!cut) return;
    last = cut;
    test(cut, dragging);
    draw(cut);
  }

  async function test(cut, dragging) {
    const tested = await asking.one(questions.backtest(workspace.state, cut));
    if (!tested) return;
    if (!dragging) shell.say(tested.commandLine);
    show(tested.answer, cut);
    await missed.show({
      title: headline(tested.answer, cut),
      subtitle: 'Each point is a run that the fit had not seen',
      description: headline(tested.answer, cut),
      specification: errors(tested.answer.laws[0].predictions, missed.look({ tall: 0.36 }).size),
    });
  }

  /** The law as the runs below the cut have it, up to the largest run. */
  async function draw(cut) {
    const condition = `${axis()} <= ${questions.flops(cut)}`;
    const look = { ...below.look({ tall: 0.5 }), target: workspace.extent('C')?.[1] ?? null };
    const drawn = await drawing.one(questions.plotBelow(workspace.state, condition, 'loss', look));
    if (drawn) await below.show(drawn.answer, { ghosts: above(cut) });
  }

  const axis = () => (workspace.columns.includes('N') && workspace.columns.includes('D') ? '6*N*D' : workspace.extent('C') ? 'C' : workspace.extent('D') ? 'D' : 'N');

  function headline({ laws: [law] }, cut) {
    const { predictions } = law;
    const error = predictions.reduce((sum, p) => sum + Math.abs(p.error), 0) / predictions.length;
    return `Fitted up to ${magnitude.digits(cut, 3)}, the law is ${magnitude.percent(error)} off beyond`;
  }

  /** The runs that the fit did not see. */
  function above(cut) {
    const [x, y] = [workspace.values('C'), workspace.values(workspace.responseName)];
    const { leftOut, table } = workspace.state;
    return x
      .map((value, row) => ({ x: value, y: y[row], line: workspace.table.lines[row] }))
      .filter((run) => run.x > cut && run.y != null && !leftOut.includes(run.line))
      .map((run) => ({ ...run, name: `${table}:${run.line}`, state: 'not seen by the fit' }));
  }

  function show({ cuts, laws: [law], logarithmic }, cut) {
    const { predictions, byReach: rings } = law;
    const mean = (numbers) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const write = (value) => (logarithmic ? magnitude.percent(value) : magnitude.estimate(value, 2));
    const signed = (value) => `${value > 0 ? '+' : '−'}${write(Math.abs(value))}`;
    fill(
      verdict,
      number('mean error', write(mean(predictions.map((p) => Math.abs(p.error))))),
      number('bias', signed(mean(predictions.map((p) => p.error)))),
      number('fitted to', `${cuts[0].below} runs`),
      number('tested on', `${cuts[0].above} runs`),
    );
    fill(
      byReach,
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, ['beyond', 'runs', 'error', 'bias', 'inside'].map((title) => h('th', { scope: 'col', class: 'figure' }, title)))),
        h('tbody', {}, rings.map((ring) => h('tr', {}, [`${magnitude.digits(ring.reach, 1)}×`, String(ring.predictions), write(ring.error), signed(ring.bias), `${Math.round(100 * ring.inside)} %`].map((text) => h('td', { class: 'figure' }, text))))),
      ),
      h('p', { class: 'hint' }, 'inside: share of runs within the interval that the fit below the cut claimed'),
    );
  }

  const number = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

  async function object() {
    const answer = await objecting.long(questions.check(workspace.state), 'Reviewing');
    if (!answer) return;
    const found = answer.answer.objections;
    fill(
      objections,
      found.length
        ? h('ul', {}, found.map(objection))
        : h('p', { class: 'hint' }, 'Nothing.'),
    );
  }

  const objection = ({ severity, message, advice }) =>
    h('li', { class: `objection ${severity}` }, h('span', { class: 'severity' }, severity), h('p', {}, message), advice ? h('p', { class: 'way-out' }, advice) : null);

  const leave = listen(workspace, {
    table: begin,
    fit: ({ final }) => {
      if (workspace.fitProblem) fill(trouble, problemBox(workspace.fitProblem));
      else if (final) {
        ask();
        object();
      }
    },
  });
  if (workspace.fitProblem) fill(trouble, problemBox(workspace.fitProblem));
  if (workspace.table) requestAnimationFrame(begin);
  return {
    element,
    title: 'Trust',
    leave: () => {
      leave();
      asking.leave();
      drawing.leave();
      objecting.leave();
      rivals.leave();
      below.stop();
      missed.stop();
    },
  };
}
