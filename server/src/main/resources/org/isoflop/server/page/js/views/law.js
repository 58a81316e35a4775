import { fill, h, mathematics } from '../dom.js';
import * as magnitude from '../magnitude.js';
import { Asking } from '../parts/asking.js';
import { Chart } from '../parts/chart.js';
import { Coefficients } from '../parts/coefficients.js';
import { FormulaBar } from '../parts/formula.js';
import { problemBox, warningList } from '../parts/notices.js';
import * as questions from '../questions.js';
import { listen } from './listen.js';

const KINDS = [
  ['loss', 'Loss'],
  ['isoflop', 'IsoFLOP'],
  ['surface', 'Surface'],
  ['residuals', 'Residuals'],
  ['parameters', 'Parameters'],
];

/** Which columns are the axes of a chart, so that runs that were left out can be shown at their place. */
const axesOf = (kind, response) => ({ loss: ['C', response], isoflop: ['N', response], surface: ['N', 'D'] })[kind];

/** The law, its coefficients, and the runs that it goes through: click one to leave it out. */
export function lawView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const asking = new Asking(shell, workspace, trouble);
  const bar = new FormulaBar(workspace);
  const chart = new Chart({ onRun: (line) => workspace.toggle(line), onResize: () => draw() });
  const coefficients = new Coefficients();
  const equation = h('div', { class: 'equation' });
  const quality = h('dl', { class: 'quality' });
  const leftOut = h('div', { class: 'left-out' });
  const notes = h('div');
  const kinds = h('div', { class: 'segments', role: 'group', 'aria-label': 'Chart' }, KINDS.map(([kind, title]) => h('button', { type: 'button', 'data-kind': kind, onclick: () => workspace.set({ kind }) }, title)));

  const element = h(
    'section',
    { class: 'view law' },
    h('h1', { class: 'unseen' }, 'The law'),
    bar.element,
    trouble,
    h('div', { class: 'stage' }, h('div', { class: 'hero' }, kinds, chart.element, leftOut), h('aside', { class: 'facts' }, equation, coefficients.element, quality, notes)),
  );

  function showFit(final) {
    const { fit, fitProblem, law } = workspace;
    bar.show();
    if (fitProblem) {
      fill(trouble, problemBox(fitProblem, waysOut()));
      shell.say(null);
    }
    element.classList.toggle('stale', Boolean(fitProblem));
    if (!fit) return;
    fill(trouble);
    shell.say(fit.commandLine);
    coefficients.show(fit.answer, law, final);
    showQuality(fit.answer);
    if (final) fill(notes, warningList(fit.answer.warnings));
  }

  /** What helps where a table cannot be used as it is. */
  function waysOut() {
    const ways = [h('a', { href: `#/p/${workspace.id}/runs` }, 'Look at the columns')];
    if (/skip-bad-rows/.test(`${workspace.fitProblem.wayOut}`)) {
      ways.push(h('button', { type: 'button', onclick: () => workspace.set({ skipBadRows: true }) }, 'Leave those rows out'));
    }
    return ways;
  }

  function showQuality({ rows, objective, diagnostics }) {
    const facts = [
      ['runs', String(rows)],
      ['searches', `${diagnostics.agreeing} of ${diagnostics.starts} agree`],
      ['condition', magnitude.digits(diagnostics.conditionNumber, 2)],
      ['objective', `${objective.name} ${magnitude.digits(objective.value, 3)}`],
      ...(diagnostics.atBound.length ? [['on a bound', diagnostics.atBound.join(', ')]] : []),
      ...(diagnostics.undetermined.length ? [['not determined', diagnostics.undetermined.join(', ')]] : []),
    ];
    fill(quality, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
  }

  function showLaw() {
    const { law } = workspace;
    fill(equation, law ? mathematics(law.latex) : null);
    bar.show();
  }

  function showLeftOut() {
    const { leftOut: lines, table } = workspace.state;
    for (const button of kinds.children) button.setAttribute('aria-pressed', String(button.dataset.kind === workspace.state.kind));
    if (!lines.length) {
      fill(leftOut, workspace.state.kind === 'parameters' ? null : h('p', { class: 'hint' }, 'Click a run to leave it out.'));
      return;
    }
    fill(
      leftOut,
      h('span', {}, lines.length === 1 ? 'Left out:' : `${lines.length} left out:`),
      lines.toSorted((a, b) => a - b).map((line) => h('button', { type: 'button', class: 'chip', id: `back-${line}`, 'aria-label': `Take ${table}, line ${line} back`, onclick: () => workspace.toggle(line) }, `line ${line}`, h('span', { 'aria-hidden': 'true' }, ' ×'))),
      lines.length > 1 ? h('button', { type: 'button', class: 'quiet', onclick: () => workspace.set({ leftOut: [] }) }, 'Take all back') : null,
    );
  }

  function ghosts() {
    const { state, table } = workspace;
    const axes = axesOf(state.kind, workspace.responseName);
    if (!axes || !table) return [];
    const [x, y] = axes.map((role) => workspace.values(role));
    return state.leftOut
      .map((line) => table.lines.indexOf(line))
      .filter((row) => row >= 0 && x[row] != null && y[row] != null)
      .map((row) => ({ x: x[row], y: y[row], name: `${state.table}:${table.lines[row]}`, state: 'left out', xText: magnitude.inColumn(axes[0], x[row]), yText: magnitude.inColumn(axes[1], y[row]) }));
  }

  /** The chart of the fit as it is kept, or of the table while the fit is on its way. */
  async function draw(final = workspace.kept > 0) {
    if (!workspace.fit) return;
    const { state } = workspace;
    const look = { ...chart.look(), target: state.kind === 'loss' || state.kind === 'isoflop' || state.kind === 'surface' ? state.target : null };
    const answer = await asking.one(final ? questions.plot(state.kind, look) : questions.quickPlot(state, state.kind, look));
    if (answer) await chart.show(answer.answer, { ghosts: ghosts() });
  }

  const leave = listen(workspace, {
    fit: ({ final }) => {
      showFit(final);
      draw(final);
    },
    law: () => {
      showLaw();
      if (workspace.fit) coefficients.show(workspace.fit.answer, workspace.law, false);
    },
    state: ({ keys }) => {
      showLeftOut();
      if (keys.includes('kind')) draw();
    },
    table: () => workspace.tableProblem && fill(trouble, problemBox(workspace.tableProblem)),
  });

  showLeftOut();
  showLaw();
  if (workspace.fit || workspace.fitProblem) showFit(true);
  requestAnimationFrame(() => draw());
  return { element, title: 'Law', command: workspace.fit?.commandLine, leave: () => (leave(), asking.leave(), chart.stop()) };
}
