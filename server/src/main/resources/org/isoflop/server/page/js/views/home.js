import * as api from '../api.js';
import { fill, h } from '../dom.js';
import { problemBox } from '../parts/notices.js';
import { isBundle, unpack } from '../parts/bundle.js';

const KINDS = '.csv,.tsv,.parquet,.jsonl,.gz,.json';

/** Where one begins: a file is dropped, an example is chosen, a project is opened again. */
export function homeView(shell) {
  const trouble = h('div', { class: 'trouble' });
  const picker = h('input', { type: 'file', id: 'picker', accept: KINDS, class: 'unseen', onchange: () => picker.files[0] && take(picker.files[0]) });
  const drop = h(
    'label',
    { class: 'drop', for: 'picker' },
    picker,
    h('strong', {}, 'Drop a table of small runs'),
    h('span', {}, 'or choose a file: CSV, TSV, Parquet, JSON lines. It stays on this machine.'),
  );
  for (const name of ['dragenter', 'dragover']) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });

  const examples = h('div', { class: 'cards' });
  const projects = h('section', { class: 'projects', hidden: true });

  async function begin(name, example) {
    const project = await api.createProject(name, example);
    return project.id;
  }

  const enter = (id, view = 'law') => (location.hash = `#/p/${encodeURIComponent(id)}/${view}`);

  async function attempt(work) {
    fill(trouble);
    shell.working('Reading', null);
    try {
      await work();
    } catch (problem) {
      fill(trouble, problemBox(problem));
    } finally {
      shell.working(null);
    }
  }

  const take = (file) =>
    attempt(async () => {
      picker.value = '';
      if (isBundle(file)) {
        enter(await unpack(file), '');
        return;
      }
      const id = await begin(stem(file.name));
      try {
        const kept = await api.upload(id, file.name, file);
        if (kept.problem) throw new api.Problem(kept.problem, 422);
      } catch (problem) {
        await api.deleteProject(id);
        throw problem;
      }
      enter(id);
    });

  function example({ name, title, rows }) {
    return h(
      'button',
      { type: 'button', class: 'card', onclick: () => attempt(async () => enter(await begin(stem(name), name))) },
      h('strong', {}, title ?? name),
      h('span', {}, `${name} · ${rows} rows`),
    );
  }

  async function fillIn() {
    try {
      const [{ examples: offered }, { projects: kept }] = await Promise.all([api.about(), api.projects()]);
      fill(examples, offered.map(example));
      const newest = kept.toSorted((a, b) => String(b.changed).localeCompare(String(a.changed)));
      projects.hidden = !newest.length;
      fill(projects, h('h2', {}, 'Go on'), h('ul', {}, newest.map(line)));
    } catch (problem) {
      fill(trouble, problemBox(problem));
    }
  }

  function line(project) {
    const remove = async () => {
      await api.deleteProject(project.id);
      await fillIn();
    };
    return h(
      'li',
      {},
      h('a', { href: `#/p/${encodeURIComponent(project.id)}/` }, project.name),
      h('span', { class: 'aside' }, [(project.files ?? []).filter((file) => !/\.(fit\.)?json$|^report\./.test(file)).join(', '), ago(project.changed)].filter(Boolean).join(' · ')),
      h('button', { type: 'button', class: 'quiet', 'aria-label': `Delete ${project.name}`, onclick: confirmed(remove) }, 'Delete'),
    );
  }

  fillIn();
  const element = h(
    'section',
    { class: 'view home' },
    h('h1', {}, 'Plan a big training run', h('br'), 'from small ones.'),
    h('p', { class: 'lead' }, 'Drop a table. A law is fitted while you look; every run you leave out and every slider you move fits it again.'),
    drop,
    trouble,
    h('h2', { class: 'quiet-head' }, 'Or look at an example'),
    examples,
    projects,
  );
  return { element, title: 'Projects' };
}

/** The name of a file without its endings. */
const stem = (name) => name.replace(/(\.\w+)+$/, '');

/** A button that asks once more before it does it. */
function confirmed(work) {
  return ({ currentTarget: button }) => {
    if (button.dataset.sure) {
      work();
      return;
    }
    button.dataset.sure = 'yes';
    button.textContent = 'Really delete?';
    setTimeout(() => {
      delete button.dataset.sure;
      button.textContent = 'Delete';
    }, 3000);
  };
}

function ago(time) {
  const seconds = (Date.now() - new Date(time)) / 1000;
  if (!Number.isFinite(seconds)) return '';
  const steps = [[60, 'second'], [60, 'minute'], [24, 'hour'], [Infinity, 'day']];
  let amount = seconds;
  for (const [size, unit] of steps) {
    if (amount < size) return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.floor(amount), unit);
    amount /= size;
  }
  return '';
}
