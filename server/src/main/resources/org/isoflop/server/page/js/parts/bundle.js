// A project as one file, to be kept or handed on, and read again by dropping it on the first screen.

import * as api from '../api.js';

const ENDING = '.isoflop.json';

export const isBundle = (file) => file.name.endsWith(ENDING);

/** The project as a file: its name, its state, and its table. */
export async function pack({ project, state }) {
  const response = await fetch(api.fileAddress(project.id, state.table));
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = JSON.stringify({ isoflop: 1, name: project.name, state, files: { [state.table]: base64(bytes) } }, null, 1);
  return new File([text], `${project.name.replaceAll(/[^\w-]+/g, '-')}${ENDING}`, { type: 'application/json' });
}

/** Makes a project of such a file. @returns its id */
export async function unpack(file) {
  const bundle = read(await file.text());
  const project = await api.createProject(bundle.name);
  for (const [name, text] of Object.entries(bundle.files)) await api.upload(project.id, name, bytes(text));
  const { revision } = await api.readProject(project.id);
  await api.changeProject(project.id, revision, { state: bundle.state });
  return project.id;
}

function read(text) {
  try {
    const bundle = JSON.parse(text);
    if (bundle.isoflop === 1 && bundle.files && bundle.state) return bundle;
  } catch {
    // Said below.
  }
  throw new api.Problem({ detail: 'This file is no project of Isoflop.', wayOut: `Drop a file that was saved under Share (…${ENDING}), or a table.` }, 422);
}

function base64(array) {
  let text = '';
  for (let i = 0; i < array.length; i += 0x8000) text += String.fromCharCode(...array.subarray(i, i + 0x8000));
  return btoa(text);
}

const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** Hands a file to the browser. */
export function download(file) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
