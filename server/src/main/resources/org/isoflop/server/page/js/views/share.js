import * as api from '../api.js';
import { fill, h } from '../dom.js';
import { Asking } from '../parts/asking.js';
import { download, pack } from '../parts/bundle.js';
import * as questions from '../questions.js';

/** What can be handed to others, and the command that makes it again. */
export function shareView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const asking = new Asking(shell, workspace, trouble);
  const ready = h('p', { class: 'hint', role: 'status' });
  const { state } = workspace;
  const look = () => ({ target: state.target, theme: 'light', size: '1200x750' });

  const things = [
    ['Report', 'One page with data, law, trust, forecast and plan; opens anywhere, asks for no network', 'report.html', () => questions.report(state.target, 'report.html')],
    ['Report as Markdown', 'The same as text', 'report.md', () => questions.report(state.target, 'report.md')],
    ['Fit as JSON', 'For isoflop predict, plan and every other command', questions.FIT, null],
    ['Runs with forecasts as CSV', 'Every run with what the law expects of it', 'predicted.csv', () => ({ command: 'predict', arguments: [questions.FIT], options: { at: state.table, ...mapped(), output: 'predicted.csv' } })],
    ['Chart as SVG', 'For a paper', `${state.kind}.svg`, () => questions.plotFile(state.kind, look(), `${state.kind}.svg`)],
    ['Chart as PNG', 'For a slide', `${state.kind}.png`, () => questions.plotFile(state.kind, { ...look(), size: '1600x900' }, `${state.kind}.png`)],
  ];

  const mapped = () => {
    const { map } = questions.tableOptions(state);
    return map ? { map } : {};
  };

  const element = h(
    'section',
    { class: 'view share' },
    h('h1', {}, 'Hand it to others'),
    h('p', { class: 'lead' }, 'Everything is made from the fit on the screen; the command line that makes it again is then shown below.'),
    trouble,
    ready,
    h('ul', { class: 'things' }, things.map(thing), h('li', {}, h('button', { type: 'button', id: 'save-project', onclick: saveProject }, h('strong', {}, 'Project'), h('span', {}, 'Table and screen in one file; drop it on the first page to go on')))),
  );

  function thing([title, meaning, file, question]) {
    return h('li', {}, h('button', { type: 'button', id: `share-${file.replaceAll('.', '-')}`, onclick: () => make(title, file, question) }, h('strong', {}, title), h('span', {}, meaning)));
  }

  async function make(title, file, question) {
    if (workspace.fitProblem) {
      asking.complain(workspace.fitProblem);
      return;
    }
    await workspace.whenKept();
    if (question) {
      const answer = await asking.long(question(), `Writing ${file}`);
      if (!answer) return;
      shell.say(answer.commandLine);
    } else {
      shell.say(workspace.fit.commandLine);
    }
    const link = h('a', { href: api.fileAddress(workspace.id, file), download: file }, file);
    fill(ready, `${title}: `, link);
    link.click();
  }

  async function saveProject() {
    const file = await pack(workspace);
    fill(ready, `Project: ${file.name}`);
    download(file);
  }

  return { element, title: 'Share', command: workspace.fit?.commandLine, leave: () => asking.leave() };
}
