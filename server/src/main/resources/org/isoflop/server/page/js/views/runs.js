import * as api from '../api.js';
import { fill, h } from '../dom.js';
import * as magnitude from '../magnitude.js';
import { problemBox } from '../parts/notices.js';
import { listen } from './listen.js';

const ROLES = [
  ['loss', 'what is predicted'],
  ['N', 'model parameters'],
  ['D', 'training tokens'],
  ['C', 'compute, FLOP'],
];
const SHOWN = 400;

/** The table: which column is what, which rows are kept, and every run with a box to leave it out. */
export function runsView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const summary = h('p', { class: 'lead', 'aria-live': 'polite' });
  const said = h('ul', { class: 'said' });
  const roles = h('div', { class: 'roles' });
  const where = h('input', { type: 'text', id: 'where', class: 'wide', spellcheck: 'false', autocomplete: 'off', placeholder: 'D/N >= 1 and step > 1000', onchange: () => workspace.set({ where: where.value.trim() ? [where.value.trim()] : [] }) });
  const table = h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'The runs' });
  const name = h('h1');
  const picker = h('input', { type: 'file', id: 'other', class: 'unseen', onchange: () => picker.files[0] && replace(picker.files[0]) });

  const element = h(
    'section',
    { class: 'view runs' },
    h('div', { class: 'head-row' }, name, h('label', { for: 'other', class: 'button quiet' }, picker, 'Another table')),
    summary,
    trouble,
    h('div', { class: 'columns' }, h('div', {}, h('h2', {}, 'What the columns are'), roles, said), h('div', {}, h('h2', {}, 'Which rows count'), h('label', { for: 'where', class: 'hint' }, 'A condition that a run must meet to be fitted'), where)),
    table,
  );

  async function replace(file) {
    try {
      const kept = await api.upload(workspace.id, file.name, file);
      if (kept.problem) throw new api.Problem(kept.problem, 422);
      workspace.set({ table: file.name, map: {}, where: [], leftOut: [], by: null });
      if (workspace.state.table === file.name) workspace.begin();
    } catch (problem) {
      fill(trouble, problemBox(problem));
    }
  }

  function show() {
    const { state, table: read, tableProblem, fitProblem } = workspace;
    name.textContent = state.table ?? 'No table';
    where.value = state.where.join(' and ');
    fill(trouble, (tableProblem ?? fitProblem) ? problemBox(tableProblem ?? fitProblem, ...ways()) : null);
    if (!read) return;
    const unusable = read.rows - (read.usable ?? read.rows);
    summary.textContent = [`${read.rows} runs`, state.leftOut.length ? `${state.leftOut.length} left out` : null, unusable ? `${unusable} cannot be used` : null, range('N'), range('D'), range('C'), range('loss')].filter(Boolean).join('  ·  ');
    fill(said, (read.said ?? []).map((line) => h('li', {}, line)));
    fill(roles, ROLES.map(role));
    fill(table, rows(read));
  }

  function ways() {
    return /skip-bad-rows/.test(`${(workspace.tableProblem ?? workspace.fitProblem).wayOut}`)
      ? [h('button', { type: 'button', onclick: () => workspace.set({ skipBadRows: true }) }, 'Leave those rows out')]
      : [];
  }

  function range(role) {
    const extent = workspace.extent(role);
    return extent ? `${role} ${extent.map((value) => magnitude.inColumn(role, value)).join(' … ')}`.replaceAll(' ', '\u00a0') : null;
  }

  /** Which column plays a part; the one that was recognised, unless somebody chose another. */
  function role([part, meaning]) {
    const { columns } = workspace.table;
    const recognised = columns.find((column) => column.role === part)?.name;
    const chosen = workspace.state.map[part] ?? '';
    const select = h(
      'select',
      { id: `role-${part}`, onchange: () => workspace.set({ map: { ...workspace.state.map, [part]: select.value } }) },
      h('option', { value: '', selected: !chosen }, recognised && !chosen ? `${recognised} (recognised)` : 'as recognised'),
      columns.filter((column) => column.type === 'number' || column.name === chosen).map((column) => h('option', { value: column.name, selected: column.name === chosen }, column.name)),
    );
    return h('div', { class: 'role' }, h('label', { for: `role-${part}` }, h('b', {}, part), h('span', {}, meaning)), select);
  }

  function rows({ columns, head, lines }) {
    const { leftOut } = workspace.state;
    const shown = head.slice(0, SHOWN);
    return [
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'fitted'), h('th', { scope: 'col', class: 'figure' }, 'line'), columns.map((column) => h('th', { scope: 'col', class: column.type === 'number' ? 'figure' : '' }, column.name)))),
        h('tbody', {}, shown.map((row, i) => runRow(row, lines[i], columns, leftOut.includes(lines[i])))),
      ),
      head.length > SHOWN ? h('p', { class: 'hint' }, `The first ${SHOWN} of ${head.length} runs.`) : null,
    ];
  }

  function runRow(row, line, columns, out) {
    const box = h('input', { type: 'checkbox', id: `run-${line}`, checked: !out, 'aria-label': `Line ${line} is fitted`, onchange: () => workspace.toggle(line) });
    return h(
      'tr',
      { class: out ? 'out' : '' },
      h('td', {}, box),
      h('td', { class: 'figure' }, String(line)),
      row.map((value, i) => h('td', { class: columns[i].type === 'number' ? 'figure' : '' }, magnitude.inColumn(columns[i].role ?? columns[i].name, value))),
    );
  }

  const leave = listen(workspace, {
    table: show,
    state: show,
    fit: () => {
      show();
      shell.say(workspace.fit?.commandLine);
    },
  });
  show();
  return { element, title: 'Runs', leave, command: workspace.fit?.commandLine };
}
