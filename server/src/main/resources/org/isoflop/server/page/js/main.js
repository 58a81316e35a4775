// The address says which screen it is: #/ · #/catalogue · #/p/PROJECT/VIEW. A reload comes back to it.

import * as api from './api.js';
import { h } from './dom.js';
import { problemBox } from './parts/notices.js';
import { Shell } from './shell.js';
import { Workspace } from './workspace.js';
import { VIEWS } from './views/index.js';
import { catalogueView } from './views/catalogue.js';
import { homeView } from './views/home.js';

const shell = new Shell(document.getElementById('page'));
let workspace = null;
let view = null;

async function route() {
  const [, place, id, name] = location.hash.slice(1).split('/');
  try {
    if (place === 'p') await openProject(decodeURIComponent(id), name);
    else await openOutside(place);
  } catch (problem) {
    if (!(problem instanceof api.Problem)) throw problem;
    const home = h('a', { href: '#/' }, 'Back to the beginning');
    shell.show({ element: h('section', { class: 'view' }, problemBox(problem, home)), title: 'Not found' });
  }
}

async function openOutside(place) {
  await workspace?.flush();
  workspace = null;
  shell.outside(place);
  show(place === 'catalogue' ? catalogueView(shell, null) : homeView(shell));
}

async function openProject(id, name) {
  if (workspace?.id !== id) {
    await workspace?.flush();
    workspace = await Workspace.open(id);
    shell.inside(workspace);
    workspace.begin();
  }
  const chosen = VIEWS.find((candidate) => candidate.name === name) ?? VIEWS.find((candidate) => candidate.name === workspace.state.view);
  if (chosen.name !== name) {
    location.replace(`#/p/${encodeURIComponent(id)}/${chosen.name}`);
    return;
  }
  workspace.see(chosen.name);
  shell.mark(chosen.name);
  show(chosen.make(shell, workspace));
}

function show(next) {
  view?.leave?.();
  view = next;
  shell.show(next);
}

addEventListener('hashchange', route);
addEventListener('pagehide', () => workspace?.flush());
route();
